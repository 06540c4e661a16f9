"""The sentences of a teaser that are fit to print: whole, verbatim, and news."""

from __future__ import annotations

import re

from classify.text.datelines import dateline_end
from classify.text.furniture import is_furniture
from classify.text.quotations import begins_quoted, breaks_off
from classify.text.sentences import Span, split_sentences

# A lone mark behind the last stop, or before the first word: the other half of it is lost.
_STRAY_END = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][”\"»]))\s+[\"“”„«»'‘’]+$")
_STRAY_START = re.compile(r"[”»’\])]+\s+|[\"“„«]\s+")


def news_sentences(
    text: str, *, truncated: bool = False, language: str = "en", headline: str = ""
) -> list[Span]:
    """Find the sentences of a text that a brief may print.

    Parameters
    ----------
    text : str
        Plain text of a teaser.
    truncated : bool
        Whether the source cut the text off.
    language : str
        ISO 639-1 code.
    headline : str
        Printed above; a sentence that only repeats it is left out.

    Returns
    -------
    list of Span
        In reading order. Datelines, agencies and stray quotation marks stand outside of them;
        furniture of the page and what holds no word is left out. A sentence in which a quotation
        opens and does not close is incomplete.
    """
    told = _words(headline)
    spans = []
    for whole in split_sentences(text, truncated=truncated, language=language):
        start, end = _trimmed(text, whole.start, whole.end)
        sentence = text[start:end]
        words = _words(sentence)
        if not words or words == told or is_furniture(sentence):
            continue
        spans.append(Span(start, end, whole.complete and not breaks_off(sentence)))
    return spans


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out datelines before a sentence, and stray marks around it."""
    start += dateline_end(text[start:end])
    found = _STRAY_START.match(text, start, end)
    if found and _is_unpaired(text[start:end]) and not _is_unpaired(text[found.end() : end]):
        start = found.end()
    sentence = text[start:end]
    lone = _STRAY_END.search(sentence)
    if lone and _is_unpaired(sentence) and not _is_unpaired(sentence[: lone.start()]):
        end = start + lone.start()
    return start, end


def _is_unpaired(sentence: str) -> bool:
    return breaks_off(sentence) or begins_quoted(sentence)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
