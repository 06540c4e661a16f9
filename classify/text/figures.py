"""Extract figures from a text: counts of people killed, injured, detained.

Precision comes before recall: figures of other times ("since January", "in 2019"), parts of a whole
("2 of the 12"), increments ("three more"), wishes and fears ("could displace 300") are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from classify.text.assertion import Standing, standing, takes_back
from classify.text.figure_patterns import (
    ANOTHER_SCOPE,
    HINTS,
    NO_COUNT_BEFORE,
    NO_COUNT_VERB,
    NO_COUNT_WITHOUT_NOUN,
    PASSIVE,
    SUPERLATIVE,
    compiled_forms,
)
from classify.text.numbers import NUMBER, Bound, parse_bound, parse_number

KINDS: tuple[str, ...] = tuple(PASSIVE)
EVERYONE = "people"
"""Who is counted where the words do not say more."""

_NUMBER = re.compile(NUMBER)
_SENTENCE = re.compile(r"(?:[^.!?…\n]|[.](?=\S|\s+[a-z]))+")
_EVERYONE = frozenset(("", "people", "person", "persons", "victims", "victim", "individuals"))
_PLURALS = {"man": "men", "woman": "women", "child": "children", "men": "men", "women": "women"}
_PLURAL_ENDINGS = ("s", "children", "people", "police", "troops", "staff", "crew")
_OTHERS = ("others", "other people", "other persons")
_KILLED = "killed"
_NEAR = 40  # characters before a count that may exclude it
_AROUND = 400  # characters of a sentence on either side that may assert, doubt or deny a count
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A number of people, and what happened to them."""

    what: str
    """One of `KINDS`."""
    who: str
    """Those counted, in the plural: "people", or such as "Russian soldiers"."""
    count: int
    bound: Bound
    """Whether it is the number, a lower bound, or an estimate."""
    start: int
    """Offset of the first character of the words that say it."""
    end: int
    """Offset behind their last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a text."""

    asserted: tuple[Tally, ...]
    """Asserted figures, in reading order; never two from the same words."""
    denied: frozenset[tuple[str, int]]
    """Denied figures: (one of `KINDS`, count)."""
    doubtful: frozenset[tuple[str, int]]
    """Figures in doubt, or of what did not happen: (one of `KINDS`, count)."""


def read_figures(text: str) -> Figures:
    """Extract the figures of an English text, and those that it denies.

    A figure that the text denies anywhere ("the ministry rejected that number") is not asserted
    anywhere in it.
    """
    found: list[Tally] = []
    denied: set[tuple[str, int]] = set()
    doubtful: set[tuple[str, int]] = set()
    last: list[Tally] = []
    for sentence in _SENTENCE.finditer(text):
        if last and takes_back(sentence[0]):
            denied |= {(tally.what, tally.count) for tally in last}
        last = []
        if _may_count(sentence[0]) and not ANOTHER_SCOPE.search(SUPERLATIVE.sub("", sentence[0])):
            tallies = _matches(text, *sentence.span())
            denied |= {(tally.what, tally.count) for tally, how in tallies if how == "denied"}
            doubtful |= {(tally.what, tally.count) for tally, how in tallies if how == "doubtful"}
            last = list(_apart(tally for tally, how in tallies if how == "asserted"))
            found += last
    kept = (tally for tally in found if (tally.what, tally.count) not in denied)
    return Figures(
        asserted=tuple(_whole(kept)), denied=frozenset(denied), doubtful=frozenset(doubtful)
    )


def sentence_of(text: str, tally: Tally) -> str:
    """Return the sentence of a text that a tally was read from."""
    return next(
        sentence[0]
        for sentence in _SENTENCE.finditer(text)
        if sentence.start() <= tally.start < sentence.end()
    )


def read_tallies(text: str) -> tuple[Tally, ...]:
    """Extract the asserted figures of an English text; see `read_figures`."""
    return read_figures(text).asserted


def _may_count(sentence: str) -> bool:
    """Exclude most sentences quickly."""
    lower = sentence.casefold()
    return any(hint in lower for hint in HINTS) and bool(_NUMBER.search(lower))


def _matches(text: str, start: int, end: int) -> list[tuple[Tally, Standing]]:
    """Read all counts of one sentence, in reading order, the longer of two first."""
    found = [
        read
        for form in compiled_forms()
        for match in form.finditer(text, start, end)
        if (read := _tally(match, text, start, end)) is not None
    ]
    return sorted(found, key=lambda read: (read[0].start, -read[0].end))


def _tally(match: re.Match[str], text: str, start: int, end: int) -> tuple[Tally, Standing] | None:
    """Read one match; None where its context excludes it as a count."""
    groups = match.groupdict()
    before = text[max(start, match.start() - _AROUND) : match.start()]
    after = text[match.end() : min(end, match.end() + _AROUND)]
    how = standing(before, match[0], after, asked=text[end : end + 1] == "?")
    if how == "asserted" and _is_forbidden(match, groups, text):
        return None
    count, exact = parse_number(match["number"])
    bound = "at least" if groups.get("passes") else parse_bound(match["bound"], exact=exact)
    tally = Tally(
        what=next(what for what in KINDS if groups.get(what) is not None),
        who=_those(groups.get("who") or ""),
        count=count,
        bound=bound,
        start=match.start(),
        end=match.end(),
    )
    return tally, how


def _is_forbidden(match: re.Match[str], groups: Mapping[str, str | None], text: str) -> bool:
    """Return whether the words before a match make it no count, or one of another time."""
    if groups.get("toll") is not None:
        return False
    before = text[max(0, match.start("bound") - _NEAR) : match.start("bound")]
    if NO_COUNT_BEFORE.search(before):
        return True
    if groups.get("verb") is not None:
        return bool(NO_COUNT_VERB.search(text[max(0, match.start() - _NEAR) : match.start()]))
    return not groups.get("who") and bool(
        NO_COUNT_WITHOUT_NOUN.search(before) or _is_year(match["number"])
    )


def _those(words: str) -> str:
    """Return those who are counted in one form, singular or plural."""
    *modifiers, noun = words.split() or [""]
    if not modifiers and noun.casefold() in _EVERYONE:
        return EVERYONE
    ending = re.search(r"(?:wom|m)[ae]n$|child$", noun, re.IGNORECASE)
    if ending:
        noun = noun[: ending.start()] + _PLURALS[ending[0].casefold()]
    elif not noun.casefold().endswith(_PLURAL_ENDINGS):
        noun += "s"
    return " ".join([*modifiers, noun])


def _is_year(number: str) -> bool:
    """Return whether a bare number may be a year."""
    return number.isdigit() and _FIRST_YEAR <= int(number) <= _LAST_YEAR


def _apart(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """Keep the first of those that share words."""
    end = 0
    for tally in tallies:
        if tally.start >= end:
            end = tally.end
            yield tally


def _whole(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """Leave out additional persons ("she and two others died"), not "3 dead, 30 others hurt"."""
    some_died = False
    for tally in tallies:
        if tally.who.casefold() not in _OTHERS:
            yield tally
        elif some_died and tally.what != _KILLED:
            yield replace(tally, who=EVERYONE)
        some_died |= tally.what == _KILLED
