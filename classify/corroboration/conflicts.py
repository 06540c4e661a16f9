"""Teasers of one story to where their figures differ: overtaken by a newer state, or at odds.

Figures of a kind are those with the same words for what happened and for whom: soldiers are not
compared with people, nor the soldiers of one side with those of the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import pairwise

from classify.corroboration.reprints import number_reports
from classify.records import DatePrecision, FigureNoteKind, Story, Teaser
from classify.text import KINDS, Tally, read_tallies

FALLING = frozenset(("missing", "trapped"))
"""What a newer state may find fewer of: the others only rise, and a later lower figure is at odds
with an earlier higher one."""

_CUT = " .…[]"
_N_PARTS: Mapping[DatePrecision, int] = {"year": 1, "month": 2, "day": 3, "second": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFigure:
    """A figure that teasers of a story give."""

    count: int
    at_least: bool
    """Whether it is a lower bound."""
    teasers: tuple[str, ...]
    """Ids of the teasers that give it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftNote:
    """Different figures for the same thing, before a digest numbers its sources."""

    what: str
    who: str
    kind: FigureNoteKind
    figures: tuple[DraftFigure, ...]
    """As in a FigureNote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """The figure of one kind that one teaser gives."""

    count: int
    at_least: bool
    who: str
    teaser: Teaser
    when: tuple[float, ...]
    """Year, month, day and second, as far as they are known: of the report that it may reprint."""


def find_clashes(
    teasers: Sequence[Teaser], reports: Mapping[str, int] | None = None
) -> tuple[DraftNote, ...]:
    """Note what the teasers of a story count differently.

    Where every report of a higher figure is plainly later than every report of a lower one (of the
    missing: or the other way round), the newest stands; else the figures differ. A reprint is as
    old as the report behind it. A teaser that gives two figures of a kind says nothing on it: it
    may speak of two places.

    Parameters
    ----------
    teasers : sequence of Teaser
        In any order; those of one story.
    reports : mapping of teaser id to the number of the report behind it, optional
        As `number_reports` gives it, which is asked if they are not given.

    Returns
    -------
    tuple of DraftNote, by what is counted in the order of `KINDS`, then by who
    """
    if len(teasers) < 2:
        return ()
    reports = number_reports(teasers) if reports is None else reports
    kinds: defaultdict[tuple[str, str], list[tuple[int, _Given]]] = defaultdict(list)
    for teaser in sorted(teasers, key=lambda teaser: teaser.id):
        for kind, given in _figures(teaser).items():
            kinds[kind].append((reports[teaser.id], given))
    return tuple(
        _note(what, _dated_back(given))
        for (what, _), given in sorted(
            kinds.items(), key=lambda item: (KINDS.index(item[0][0]), item[0][1])
        )
        if len({one.count for _, one in given}) > 1
    )


def is_overtaken(sentence: str, notes: Iterable[DraftNote]) -> bool:
    """Say whether a sentence gives a figure that a newer one has overtaken."""
    newest = {
        (note.what, note.who.casefold()): note.figures[0].count
        for note in notes
        if note.kind == "updated"
    }
    return bool(newest) and any(
        newest.get((tally.what, tally.who.casefold()), tally.count) != tally.count
        for tally in read_tallies(sentence)
    )


def with_current_lead(story: Story, notes: Sequence[DraftNote]) -> Story:
    """Let another teaser lead a story whose lead gives an overtaken figure in its headline.

    That is the latest of those that give the newest figure, news before other kinds, if its own
    headline is up to date; else the story stays as it is.
    """
    if not is_overtaken(story.lead_teaser.headline, notes):
        return story
    newest = {id for note in notes if note.kind == "updated" for id in note.figures[0].teasers}
    current = [
        teaser
        for teaser in story.teasers
        if teaser.id in newest and not is_overtaken(teaser.headline, notes)
    ]
    if not current:
        return story
    lead = max(current, key=lambda teaser: (teaser.kind == "news", _when(teaser), teaser.id))
    return replace(story, lead=lead.id)


def _figures(teaser: Teaser) -> Mapping[tuple[str, str], _Given]:
    """Read the figures of a teaser; a kind that it gives two figures of is left out."""
    tallies = [*read_tallies(teaser.headline), *_of_text(teaser)]
    kinds: defaultdict[tuple[str, str], list[Tally]] = defaultdict(list)
    for tally in tallies:
        if tally.bound != "about":
            kinds[tally.what, tally.who.casefold()].append(tally)
    return {
        kind: _Given(
            count=given[0].count,
            at_least=all(tally.bound == "at least" for tally in given),
            who=_plainest(tally.who for tally in given),
            teaser=teaser,
            when=_when(teaser),
        )
        for kind, given in kinds.items()
        if len({tally.count for tally in given}) == 1
    }


def _of_text(teaser: Teaser) -> list[Tally]:
    """Read the figures of a teaser's text, but for what its source cut off in the middle."""
    end = len(teaser.text.rstrip(_CUT)) if teaser.truncated else len(teaser.text) + 1
    return [tally for tally in read_tallies(teaser.text) if tally.end < end]


def _plainest(spellings: Iterable[str]) -> str:
    """Choose the spelling with the fewest capitals, which headlines are full of."""
    return min(spellings, key=lambda words: (sum(map(str.isupper, words)), words))


def _note(what: str, given: Sequence[_Given]) -> DraftNote:
    """Say how different figures of one kind stand to each other."""
    who = _plainest(one.who for one in given)
    sources: defaultdict[int, list[_Given]] = defaultdict(list)
    for one in given:
        sources[one.count].append(one)
    rising = [sources[count] for count in sorted(sources)]
    figures = tuple(
        DraftFigure(
            count=group[0].count,
            at_least=all(one.at_least for one in group),
            teasers=tuple(one.teaser.id for one in group),
        )
        for group in rising
    )
    if _follow(rising):
        return DraftNote(what=what, who=who, kind="updated", figures=figures[::-1])
    if what in FALLING and _follow(rising[::-1]):
        return DraftNote(what=what, who=who, kind="updated", figures=figures)
    return DraftNote(what=what, who=who, kind="differ", figures=figures)


def _dated_back(given: Sequence[tuple[int, _Given]]) -> list[_Given]:
    """Give each reprint the time of the first that has the same figure."""
    first: dict[tuple[int, int], tuple[float, ...]] = {}
    for report, one in given:
        times = [time for time in (first.get((report, one.count)), one.when) if time]
        first[report, one.count] = min(times, default=())
    return [replace(one, when=first[report, one.count]) for report, one in given]


def _follow(groups: Sequence[Sequence[_Given]]) -> bool:
    """Tell whether each group was published after all of the one before it."""
    return all(
        _is_before(one.when, other.when)
        for earlier, later in pairwise(groups)
        for one in earlier
        for other in later
    )


def _is_before(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Compare two times as far as both are known; what is not known is before nothing."""
    n_known = min(len(one), len(other))
    return one[:n_known] < other[:n_known]


def _when(teaser: Teaser) -> tuple[float, ...]:
    """Give the time of publication as far as it is known."""
    if teaser.published is None:
        return ()
    moment = teaser.published.astimezone(UTC)
    parts = (moment.year, moment.month, moment.day, moment.timestamp())
    return parts[: _N_PARTS[teaser.date_precision or "day"]]
