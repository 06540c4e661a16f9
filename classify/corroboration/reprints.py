"""Reprints: texts of one agency report under several names.

Reprints get another headline, lose or gain a dateline, are cut shorter, and have single words
changed. So a short copy must be detected within a longer text, by the share of the shorter text
that the longer one contains. Quotations are left out, as reporters at one press conference quote
the same words. Where the texts differ by a number or a name in the same place, they are two reports
in similar words, for example of two boats off two islands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from classify.compute import UnionFind
from classify.records import Teaser
from classify.text import NUMBER, NameReader, parse_number, without

MIN_CONTAINMENT = 0.55
"""Of labelled stories (training) all true copies have .56 and more, all other pairs .12 and less;
of pairs of outlets on one event that as a rule report for themselves 29 of 7,356 lie over it, 12 of
these at .8 and more (scripts/benchmark/reprints.py)."""

_MIN_PAIRS = 8
"""Shorter texts are phrases: only texts of the same words throughout are copies then."""

_WORD = re.compile(r"\w+")
_N_TOKENS = 500  # of a text; comparing takes the square of it
_TOKEN = re.compile(r"\w[\w’'.,-]*\w|\w")
_NUMBER = re.compile(NUMBER, re.IGNORECASE)
_QUOTATION = re.compile(r"[“”\"«„][^“”\"»]*(?:[“”\"»]|$)")

Report = tuple[tuple[str, ...], frozenset[tuple[str, str]]]


def group_reprints(texts: Sequence[str], *, min_containment: float = MIN_CONTAINMENT) -> list[int]:
    """Give each text the number of the report behind it: copies, and copies of copies, one number.

    Parameters
    ----------
    texts : sequence of str
    min_containment : float
        From 0 (excluded) to 1.

    Returns
    -------
    list of int, one for each text, in order of first sight from 0
    """
    reports = [read_report(text) for text in texts]
    sets: UnionFind[int] = UnionFind()
    for row, report in enumerate(reports):
        for other in range(row):
            if sets.find(row) == sets.find(other):
                continue
            if containment(report, reports[other]) >= min_containment and not tells_else(
                texts[row], texts[other]
            ):
                sets.union(other, row)
    roots = [sets.find(row) for row in range(len(texts))]
    number = {root: count for count, root in enumerate(dict.fromkeys(roots))}
    return [number[root] for root in roots]


def tells_else(one: str, other: str) -> bool:
    """Return whether texts of similar words have other numbers or names in the same places."""
    words, others = (_TOKEN.findall(text)[:_N_TOKENS] for text in (one, other))
    matcher = SequenceMatcher(
        None, [word.casefold() for word in words], [word.casefold() for word in others], False
    )
    reader = NameReader((one, other))
    names, other_names = reader.read(one).all, reader.read(other).all
    for change, start, stop, other_start, other_stop in matcher.get_opcodes():
        if change != "replace":
            continue
        here, there = " ".join(words[start:stop]), " ".join(others[other_start:other_stop])
        if _numbers(here) and _numbers(there) and not _numbers(here) & _numbers(there):
            return True
        own = without(reader.read(f"… {here}").all & names, other_names)
        if own and without(reader.read(f"… {there}").all & other_names, names):
            return True
    return False


def _numbers(words: str) -> frozenset[int]:
    """Read the numbers in a few words."""
    return frozenset(parse_number(found[0])[0] for found in _NUMBER.finditer(words))


def number_reports(teasers: Sequence[Teaser]) -> dict[str, int]:
    """Return the number of the report behind each teaser, by its id; see `group_reprints`."""
    numbers = group_reprints([teaser.text or teaser.headline for teaser in teasers])
    return {teaser.id: number for teaser, number in zip(teasers, numbers, strict=True)}


def read_report(text: str) -> Report:
    """Read the words of a text, and the pairs of neighbouring words outside of quotations."""
    own = _WORD.findall(_QUOTATION.sub(" ", text).casefold())
    return tuple(_WORD.findall(text.casefold())), frozenset(pairwise(own))


def containment(one: Report, other: Report) -> float:
    """Return the share (0..1) of the shorter report that the other one contains.

    Counted in distinct pairs of words (Broder, On the resemblance and containment of documents,
    1997), letter case and punctuation left aside. Reports of the same words throughout have 1;
    others too short to tell, and those without a word, 0.
    """
    (words, pairs), (other_words, other_pairs) = one, other
    if words == other_words:
        return float(bool(words))
    shorter = min(len(pairs), len(other_pairs))
    return len(pairs & other_pairs) / shorter if shorter >= _MIN_PAIRS else 0.0
