"""Raw strings -> plain text: one encoding of each letter, no markup of the page left in.

What a source says is kept word for word. Taken away are only traces of how it travelled: broken
encodings, invisible characters, runs of white space, and the mark that the source cut it off.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffc]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"\s*[\n\v\f\u2028\u2029]\s*")
_SPACES = re.compile(r"[^\S\n]+")

_BRACKETED_CUT = re.compile(r"\s*[\[(](?:…|\.{3,}|&hellip;)[\])]$")
_BARE_CUT = re.compile(r"\s*(?:…|\.{3,})$")
# With a capital only: "Belarusians read more" is a sentence, "Read more" is a button.
_LINK_CUT = re.compile(
    r"\s*[>»→\[(]*(?<!\w)(?:R(?:ead|EAD) (?:[Mm]ore|MORE|the full story)|Continue [Rr]eading)"
    r"(?:\.{3}|[…>»→\])\s])*$"
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


def without_cut_mark(text: str, *, truncated: bool | None = None) -> tuple[str, bool]:
    """Take the mark off the end of a text that its source cut: "[…]", "...", "Read more".

    Parameters
    ----------
    text : str
        A plain text.
    truncated : bool, optional
        Whether the source cut it, where that is known otherwise. False keeps a final ellipsis,
        which is then the author's own.

    Returns
    -------
    tuple of str and bool
        The text without the mark, and whether the source cut it.
    """
    if truncated is False:
        return text, False
    shortened = text
    while True:  # "…[…] Read more" carries three marks
        link = _LINK_CUT.sub("", shortened)
        rest = _BARE_CUT.sub("", _BRACKETED_CUT.sub("", link)).rstrip()
        if rest == shortened:
            return shortened, bool(truncated) or shortened != text
        shortened = rest


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def _mended(text: str) -> str:
    """Mend mojibake, drop what cannot be seen, compose letters (NFC)."""
    # Imported here: ASCII needs no mending, and ftfy builds its tables when imported.
    from ftfy import fix_encoding

    return unicodedata.normalize("NFC", _INVISIBLE.sub("", fix_encoding(text)))


def _tidied(text: str) -> str:
    """Drop control characters and runs of white space."""
    return _SPACES.sub(" ", _LINE_END.sub("\n", _CONTROL.sub(" ", text))).strip()
