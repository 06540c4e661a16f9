"""Whether a sentence asserts a figure in it, doubts it, or denies it.

The words before a figure are read backwards from the figure: the nearest word that governs it
decides. "The ministry denied reports and said 12 people were killed" asserts, "said it had denied
reports that 12 people were killed" does not. The words after it are searched up to the next
independent clause. In doubt a figure is not asserted.
"""

from __future__ import annotations

import re
from typing import Literal

from classify.text.assertion_patterns import (
    ASIDE,
    ASSERTED_BY,
    BEARER,
    COMPLEMENT,
    DENIED_AFTER,
    DOUBTED_AFTER,
    FICTION,
    GOVERNORS,
    NEXT_CLAUSE,
    NOT_ASSERTED_BY,
    OBJECT,
    RESULT,
    TAKEN_BACK,
)

Standing = Literal["asserted", "doubtful", "denied"]

_MAX_BARE_OBJECT = 4  # words between "denied" and a figure that is its object
_DOUBT_AHEAD = 60  # characters before "said" that may take it back
_OUTCOME = re.compile(r"\w+ing\b")
_MIN_CLAUSE = 3  # words; fewer continue a list
_SAYING = re.compile(r".*\bthat\b|\s*(?:any|all|the|some|media|press|such|local|\w+ian)?\s*$")
_PART = re.compile(r"[,;:]|\b(?:as|but|after|when|while)\b", re.IGNORECASE)


def standing(before: str, words: str, after: str, *, asked: bool) -> Standing:
    """Return whether the words around a figure assert, doubt or deny it.

    Parameters
    ----------
    before : str
        The sentence up to the words that give the figure.
    words : str
        Those words.
    after : str
        The sentence behind them.
    asked : bool
        Whether the sentence ends as a question.
    """
    if asked and ":" not in after:
        return "doubtful"
    rest, *others = NEXT_CLAUSE.split(after)
    if DENIED_AFTER.search(rest) or any(takes_back(one) for one in others if _is_clause(one)):
        return "denied"
    if DOUBTED_AFTER.search(rest) or FICTION.search(before):
        return "doubtful"
    if _OUTCOME.match(words) and before.rstrip().endswith(","):
        return "asserted"  # whatever governs the clause before it: "it did not stop, killing 12"
    return _governed(ASIDE.sub(" ", before))


def takes_back(sentence: str) -> bool:
    """Return whether a sentence denies the previous one: "The ministry denied the report"."""
    return TAKEN_BACK.search(sentence) is not None


def _is_clause(words: str) -> bool:
    """Distinguish a clause from the rest of a list."""
    return len(words.split()) >= _MIN_CLAUSE


def _governed(before: str) -> Standing:
    """Find the nearest word before a figure that governs it."""
    is_thought = COMPLEMENT.search(before) is not None and not RESULT.search(before)
    in_reach = True  # of what governs its own part of a sentence only: a negation, a modal
    for found in reversed(list(GOVERNORS.finditer(before))):
        kind = found.lastgroup
        rest = before[found.end() :]
        if kind == "boundary":
            break
        if kind == "pause":
            in_reach = False
        elif kind == "denial":
            if _takes_figure(rest):
                return "denied"
        elif kind == "assertion":
            return _as_said(before[: found.start()])
        elif kind == "doubt" or in_reach:
            return "doubtful"
    return "doubtful" if is_thought else "asserted"


def _takes_figure(rest: str) -> bool:
    """Return whether the words between "denied" and a figure make the figure its object."""
    if BEARER.search(rest):
        return True
    words = rest.split()
    return len(words) <= _MAX_BARE_OBJECT and all(OBJECT.fullmatch(word) for word in words)


def _as_said(before: str) -> Standing:
    """Return whether the claim has a named speaker, and is no rumour."""
    subject = _PART.split(before[-_DOUBT_AHEAD:])[-1]
    if NOT_ASSERTED_BY.search(subject):
        return "doubtful"
    ahead = ASSERTED_BY.search(subject)
    return "denied" if ahead is None and _denies_saying(subject) else "asserted"


def _denies_saying(subject: str) -> bool:
    """Return whether a statement is denied: "denied that officials said", "denied reports"."""
    return any(
        found.lastgroup == "denial" and _SAYING.match(subject, found.end())
        for found in GOVERNORS.finditer(subject)
    )
