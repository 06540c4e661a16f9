"""Raw strings -> plain text: one encoding of each letter, nothing in it that cannot be seen.

What a source says is kept word for word. Taken away are only traces of how it travelled: broken
encodings, invisible characters, runs of white space, and the mark that the source cut it off.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffc]")
# Joiners spell Persian and Indic words and compose emoji; behind anything else (letters of scripts
# that do not join, spaces, each other) they are the padding of mails and pages.
_STRAY_JOINER = re.compile(
    r"(?<![\u0590-\u1dff\u2190-\u2bff\u2d30-\u2ddf\ua840-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc"
    r"\U00010000-\U000e0fff])[\u200c\u200d]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"[\n\v\f\u2028\u2029]")
# ASCII, quotes, dashes and Cyrillic are what nearly all texts consist of, and nothing in them is
# broken or unseen; but Cyrillic capitals around a sign may be letters of another encoding.
_MAY_NEED_MENDING = re.compile(
    r"[^\x00-\x7f\xa0«»‘’“”„–—…€№\u0401\u0404\u0406\u0407\u040e\u0410-\u044f\u0451\u0454\u0456\u0457\u045e"
    r"\u0490\u0491]"
    r"|[ВГРС][^\w\s][ВГРС]"
)
_SENTENCE_END = re.compile(r"[.!?。！？][\"'”’»)\]]*$")


def plain_line(raw: str) -> str:
    """Clean a headline or another string of one line."""
    return " ".join(plain_text(raw).split())


def plain_text(raw: str) -> str:
    """Clean a text that may have several paragraphs; each becomes one line."""
    if raw.isascii():
        return _tidied(raw)
    # Tidying may lay open what looks broken: repeated, so that cleaning twice changes nothing.
    text, before = _tidied(_mended(raw)), raw
    while text != before:
        text, before = _tidied(_mended(text)), text
    return text


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def _mended(text: str) -> str:
    """Mend mojibake, drop what cannot be seen, compose letters (NFC)."""
    if not _MAY_NEED_MENDING.search(text):
        return text
    # Imported here: ASCII needs no mending, and ftfy builds its tables when imported.
    from ftfy import fix_encoding

    seen = _STRAY_JOINER.sub("", _INVISIBLE.sub("", fix_encoding(text)))
    return unicodedata.normalize("NFC", seen)


def _tidied(text: str) -> str:
    """Drop control characters; a run of white space is one space, or one line end."""
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
        if _LINE_END.search(text):
            lines = (" ".join(line.split()) for line in _LINE_END.split(text))
            return "\n".join(filter(None, lines))
    return " ".join(text.split())
