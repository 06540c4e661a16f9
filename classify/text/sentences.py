"""Split a teaser into sentences with exact character offsets.

The sentencex library proposes boundaries. Alone it has 28 of 46 cases in
`tests/text/test_sentences.py` right: it splits "5 mln. rubles", "ул. Ленина" and "said: “No." of a
cut quotation, and misses the boundary after "[…]". Two steps mend that: cuts it misses are proposed
as well, and cuts that tear a sentence, a quotation or a dateline are undone; they change 161 of
11,259 teasers (our labelled ones and NeuS). In doubt the parts stay together: a long sentence still
reads and a torn one does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import sentencex

from classify.text.abbreviations import MONTHS, abbreviates
from classify.text.quotations import CLOSERS, OPENERS, find_wholes

_CUT_MARK = r"(?:[\[(](?:…|\.{3})[\])]|…|\.{3})"
_ENDS_CUT = re.compile(_CUT_MARK + r"\s*$")

_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|told|asked|added|wrote|warned|tweeted|shouted|replied"
    r"|insisted|posted|declared|demanded)\b"
)
# "MINSK. Jan 18 (Interfax) - ", "MOSCOW, January 18. /TASS/. " and "MINSK. " belong to the sentence
# that they open.
_DATELINE = re.compile(
    r"[A-ZА-ЯЁІЎ][A-ZА-ЯЁІЎ.’' -]+[,.][^()/\n]{0,40}"
    r"(?:/\w[\w ]*/|\(\w[\w. /-]*\))\.?(?:\s*[-–—])?"
    r"|[A-ZА-ЯЁІЎ][A-ZА-ЯЁІЎ' -]{2,30}\.(?=\s+[A-ZА-ЯЁІЎ][a-zа-яёіў])"
)
_MISSED = re.compile(
    rf"(?:{_CUT_MARK}"  # "[…] Next"
    r"|(?<!\w)(?:[^\W\d_]\.){2,}"  # "the U.S. The", "9 a.m. Police", "и т.д. Он"
    r"|(?<!\w)(?:Inc|Co|Corp|Ltd|LLC|etc|Jr|Sr|No)\."
    rf"|(?<!\w){MONTHS}\."
    rf"|[.!?…](?=[{re.escape(CLOSERS)}]))[{re.escape(CLOSERS)}]*\s+"  # "(He left.) Next"
)
_BRAND = re.compile(r"[a-z]{1,2}[A-Z]")  # "iPhone sales rose" may open a sentence
# No white space, no boundary ("т.д.", "belta.by"), unless only the space was lost: "objecting.It"
_GLUED = re.compile(r"[^\W\d_A-ZА-ЯЁІЎ]{3}\.$")
_WORD_BEGINS = re.compile(
    r"(?!Com\b|Net\b|Org\b)[A-ZА-ЯЁІЎ](?:[^\W\d_A-ZА-ЯЁІЎ]|\s)"
)  # "It", "A dam"; not "TV", "Com"
_JOINT = re.compile(r"[-)\\\]/'’]")
_GLUED_OPENER = re.compile(r"\s[\"'“„«‘(\[]{1,2}$")
_LIST_MARK = re.compile(r"\(?\d{1,3}[.)]")
_LAST_TOKEN = re.compile(r"\S+$")


@dataclass(frozen=True, slots=True)
class Span:
    """One sentence: `text[start:end]`, without white space around it."""

    start: int
    """Offset of the first character."""
    end: int
    """Offset behind the last character."""
    complete: bool = True
    """False when the source cut the sentence off."""


def split_sentences(text: str, *, truncated: bool = False, language: str = "en") -> list[Span]:
    """Find the sentences of a text.

    Parameters
    ----------
    text : str
        Plain text of a teaser.
    truncated : bool
        Whether the source cut the text off; its last sentence is then incomplete.
    language : str
        ISO 639-1 code; English rules serve languages that sentencex does not know.

    Returns
    -------
    list of Span
        In reading order, never overlapping, together covering every character that is not white
        space. A quotation or a bracket stays in one sentence. A cut mark that follows a whole
        sentence ("He left. […]") is an incomplete span of its own, without a word in it.
    """
    truncated = truncated or bool(_ENDS_CUT.search(text))
    wholes = find_wholes(text, truncated=truncated)
    pieces: list[tuple[int, int]] = []
    begin = len(text) - len(text.lstrip())
    for end, start in _candidates(text, language):
        if end <= begin or any(first < end <= last for first, last in wholes):
            continue
        if not _is_torn(text[begin:end], text[start : start + 80], text[end:start], language):
            pieces.append((begin, end))
            begin = start
    if begin < len(text.rstrip()):
        pieces.append((begin, len(text.rstrip())))
    pieces = _without_crumbs(text, pieces)
    return [
        Span(start, end, _is_complete(text[start:end], truncated and end == pieces[-1][1]))
        for start, end in pieces
    ]


def _candidates(text: str, language: str) -> list[tuple[int, int]]:
    """Places where a sentence may end: (end of the one, start of the next), rising."""
    cuts = {piece["end_index"] for piece in sentencex.get_sentence_boundaries(language, text)}
    cuts.update(
        found.end() for found in _MISSED.finditer(text) if _begins_upper(text[found.end() :][:4])
    )
    pairs = set()
    for cut in cuts:
        glued = _GLUED_OPENER.search(text, max(0, cut - 3), cut)
        if glued and not text[cut : cut + 1].isspace():
            cut = glued.start() + 1  # the mark opens what follows
        end = len(text[:cut].rstrip())
        start = len(text) - len(text[cut:].lstrip())
        if end and start < len(text):
            pairs.add((end, start))
    return sorted(pairs)


def _begins_upper(text: str) -> bool:
    return text.lstrip(OPENERS)[:1].isupper()


def _is_torn(before: str, after: str, gap: str, language: str) -> bool:
    """Whether a cut between these two would tear one sentence apart."""
    if _LIST_MARK.fullmatch(before) or _in_dateline(before, gap + after):
        return True
    if gap.count("\n") > 1:
        return False
    if after[0].islower() and not _BRAND.match(after):
        return True
    found = _LAST_TOKEN.search(before[-60:])
    token = found.group().lstrip(OPENERS) if found else ""
    bare = token.rstrip(CLOSERS)
    if bare.endswith((".", "…")) and not gap and after[0].isalnum():
        return not (_GLUED.search(bare) and _WORD_BEGINS.match(after))
    if bare.endswith(".") and ")" in token[len(bare) :] and not before.startswith("("):
        return True  # "Markey (D-Mass.) said", "Jeanine (Mon. 9 p.m.) Fox"
    if bare.endswith(("!", "?")) and bare != token:
        return _ATTRIBUTION.match(after) is not None
    return bare.endswith(".") and abbreviates(_last_word(bare[:-1]), before, after, language)


def _last_word(token: str) -> str:
    """Return what stands behind the last hyphen or bracket: "(CNN)Sen", "Lt.-Gen"."""
    return _JOINT.split(token)[-1]


def _in_dateline(before: str, rest: str) -> bool:
    found = _DATELINE.match(before + rest)
    return found is not None and found.end() >= len(before)


def _is_complete(sentence: str, cut_off: bool) -> bool:
    return not cut_off and _ENDS_CUT.search(sentence) is None


def _without_crumbs(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a piece without letters or digits ("—", a lone quote) to the piece before it."""
    kept: list[tuple[int, int]] = []
    for start, end in pieces:
        piece = text[start:end]
        crumb = not any(character.isalnum() for character in piece)
        if kept and crumb and not re.fullmatch(_CUT_MARK, piece):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept
