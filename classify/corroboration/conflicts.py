"""Conflicting figures of one story: outdated by a newer report, or contradicting each other.

Figures of one kind have the same words for what happened and to whom: soldiers are not compared
with people, nor the soldiers of one side with those of the other. They are compared only where they
may be of one event in one place (see `scenes`), and not where a teaser of the story denies one of
them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from itertools import pairwise

from classify.corroboration.reprints import number_reports
from classify.corroboration.scenes import Scene, may_be_one, read_scene
from classify.records import DatePrecision, FigureNoteKind, Story, Teaser
from classify.text import KINDS, NameReader, Tally, read_figures, read_tallies, sentence_of

FALLING = frozenset(("missing", "trapped"))
"""Kinds whose count may fall in a newer report. The others only rise: a later lower figure
contradicts an earlier higher one."""

_N_PASSAGES = 8  # sentences that give one figure: more of them say nothing new
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
    passage: str
    """The sentences that give it."""


def find_clashes(
    teasers: Sequence[Teaser], reports: Mapping[str, int] | None = None
) -> tuple[DraftNote, ...]:
    """List the figures that the teasers of a story report differently.

    Where every report of a higher figure is plainly later than every report of a lower one (of the
    missing: or the other way round), the newest stands; else the figures differ. A reprint is as
    old as the report behind it. A teaser that gives two figures of a kind is ignored: it may be
    about two places.

    Parameters
    ----------
    teasers : sequence of Teaser
        In any order; those of one story.
    reports : mapping of teaser id to the number of the report behind it, optional
        As `number_reports` gives it, which is called if they are not given.

    Returns
    -------
    tuple of DraftNote, by what is counted in the order of `KINDS`, then by who
    """
    if len(teasers) < 2:
        return ()
    reports = number_reports(teasers) if reports is None else reports
    kinds: defaultdict[tuple[str, str], list[tuple[int, _Given]]] = defaultdict(list)
    denied: set[tuple[str, int]] = set()
    for teaser in sorted(teasers, key=lambda teaser: teaser.id):
        figures, of_teaser = _figures(teaser)
        denied |= of_teaser
        for kind, given in figures.items():
            kinds[kind].append((reports[teaser.id], given))
    reader = _LazyReader(teasers)
    notes = []
    for what, who in sorted(kinds, key=lambda kind: (KINDS.index(kind[0]), kind[1])):
        vouched = [one for one in kinds[what, who] if (what, one[1].count) not in denied]
        if _n_counts(vouched) > 1 and _n_counts(one := _of_one_event(vouched, reader)) > 1:
            notes.append(_note(what, _dated_back(one)))
    return tuple(notes)


def is_overtaken(sentence: str, teaser: str, notes: Iterable[DraftNote]) -> bool:
    """Return whether a sentence gives a figure that is outdated by a newer one.

    Parameters
    ----------
    sentence : str
    teaser : str
        Id of its teaser: the same figure in another teaser may be of another place.
    notes : iterable of DraftNote
        Of its story.
    """
    overtaken = {
        (note.what, note.who.casefold(), figure.count)
        for note in notes
        if note.kind == "updated"
        for figure in note.figures[1:]
        if teaser in figure.teasers
    }
    return bool(overtaken) and any(
        (tally.what, tally.who.casefold(), tally.count) in overtaken
        for tally in read_tallies(sentence)
    )


def with_current_lead(story: Story, notes: Sequence[DraftNote]) -> Story:
    """Replace the lead teaser of a story if its headline gives an outdated figure.

    The new lead is the latest teaser that gives the newest figure, news before other kinds, if its
    headline is not outdated; else the story stays as it is.
    """
    if not is_overtaken(story.lead_teaser.headline, story.lead, notes):
        return story
    newest = {id for note in notes if note.kind == "updated" for id in note.figures[0].teasers}
    current = [
        teaser
        for teaser in story.teasers
        if teaser.id in newest and not is_overtaken(teaser.headline, teaser.id, notes)
    ]
    if not current:
        return story
    lead = max(current, key=lambda teaser: (teaser.kind == "news", _when(teaser), teaser.id))
    return replace(story, lead=lead.id)


def _figures(
    teaser: Teaser,
) -> tuple[Mapping[tuple[str, str], _Given], frozenset[tuple[str, int]]]:
    """Read the figures of a teaser, and which it denies; two figures of a kind are left out.

    A figure that the source cut off in the middle is not read.
    """
    whole = f"{teaser.headline}\n{teaser.text}"
    end = len(whole.rstrip(_CUT)) if teaser.truncated else len(whole) + 1
    figures = read_figures(whole)
    kinds: defaultdict[tuple[str, str], list[Tally]] = defaultdict(list)
    for tally in figures.asserted:
        if tally.bound != "about" and tally.end < end:
            kinds[tally.what, tally.who.casefold()].append(tally)
    given = {
        kind: _Given(
            count=tallies[0].count,
            at_least=all(tally.bound == "at least" for tally in tallies),
            who=_plainest(tally.who for tally in tallies),
            teaser=teaser,
            when=_when(teaser),
            passage="\n".join(sentence_of(whole, tally) for tally in tallies[:_N_PASSAGES]),
        )
        for kind, tallies in kinds.items()
        if len({tally.count for tally in tallies}) == 1
    }
    return given, figures.denied


def _n_counts(given: Iterable[tuple[int, _Given]]) -> int:
    """Count the different figures."""
    return len({one.count for _, one in given})


class _LazyReader:
    """Reads scenes; names are learned from the teasers only where a scene is asked for."""

    def __init__(self, teasers: Sequence[Teaser]) -> None:
        self._teasers = teasers
        self._reader: NameReader | None = None

    def read(self, given: _Given) -> Scene:
        if self._reader is None:
            self._reader = NameReader(
                (f"{one.headline}\n{one.text}" for one in self._teasers),
                known=(outlet for one in self._teasers for outlet in one.outlets),
            )
        whole = f"{given.teaser.headline}\n{given.teaser.text}"
        return read_scene(given.passage, whole, self._reader)


def _of_one_event(
    given: Sequence[tuple[int, _Given]], reader: _LazyReader
) -> list[tuple[int, _Given]]:
    """Leave out what cannot be compared with the rest.

    Those that clash with most of the others are removed first, ties together, until none clash: of
    a story that holds two events the larger one is left, and nothing where neither is larger.
    """
    scenes = [reader.read(one) for _, one in given]
    clashes = {
        row: {
            other
            for other, other_scene in enumerate(scenes)
            if other != row and not may_be_one(scene, other_scene)
        }
        for row, scene in enumerate(scenes)
    }
    while most := max(map(len, clashes.values()), default=0):
        leaving = {row for row, others in clashes.items() if len(others) == most}
        clashes = {row: others - leaving for row, others in clashes.items() if row not in leaving}
    return [one for row, one in enumerate(given) if row in clashes]


def _plainest(spellings: Iterable[str]) -> str:
    """Choose the spelling with the fewest capitals, which headlines are full of."""
    return min(spellings, key=lambda words: (sum(map(str.isupper, words)), words))


def _note(what: str, given: Sequence[_Given]) -> DraftNote:
    """Return how different figures of one kind relate to each other."""
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
    """Return whether each group was published after all of the previous group."""
    return all(
        _is_before(one.when, other.when)
        for earlier, later in pairwise(groups)
        for one in earlier
        for other in later
    )


def _is_before(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Compare two times as far as both are known; an unknown time is not before any other."""
    n_known = min(len(one), len(other))
    return one[:n_known] < other[:n_known]


def _when(teaser: Teaser) -> tuple[float, ...]:
    """Give the time of publication as far as it is known."""
    if teaser.published is None:
        return ()
    moment = teaser.published.astimezone(UTC)
    parts = (moment.year, moment.month, moment.day, moment.timestamp())
    return parts[: _N_PARTS[teaser.date_precision or "day"]]
