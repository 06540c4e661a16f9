"""Stories to the sentences that a brief may be made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.corroboration import DraftNote, is_overtaken
from classify.readers import are_cut
from classify.records import Sentence, Story, Teaser
from classify.summarization.concepts import StorySentences
from classify.text import (
    Span,
    Spans,
    covers,
    goes_on,
    leans,
    news_sentences,
    prose_ends,
    read_figures,
)


@dataclass(frozen=True, slots=True)
class Closing:
    """How the text of a teaser ends."""

    end: int
    """Offset behind its prose: the label of a section may follow."""
    is_cut: bool
    """Whether its source cut it off, with a mark or without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence of a story's teaser."""

    teaser: Teaser
    row: int
    """Place of its teaser in the story, the lead's first."""
    position: int
    """Place in its teaser, from 0."""
    span: Span
    outdated: bool
    """Whether it gives a figure that a newer report of the story has overtaken."""
    counts: frozenset[str] = frozenset()
    """What it gives figures of, such as "killed"; not read in a story of one teaser."""
    disputes: frozenset[str] = frozenset()
    """What it gives no figure of, but denies or doubts one."""

    @property
    def text(self) -> str:
        """Word for word as in the source."""
        return self.teaser.text[self.span.start : self.span.end]

    def rated(self, salience: float) -> Sentence:
        """Return it as a sentence of a brief."""
        return Sentence(
            text=self.text,
            teaser_id=self.teaser.id,
            field="text",
            start=self.span.start,
            end=self.span.end,
            salience=round(salience, 6),
            complete=self.span.complete,
        )


@dataclass(frozen=True, slots=True)
class StoryCandidates:
    """The sentences of one story."""

    headlines: Sequence[str]
    """One a teaser, the lead's first."""
    candidates: Sequence[Candidate]
    """Those of the lead teaser first, then by age."""

    @classmethod
    def of(
        cls,
        story: Story,
        notes: Sequence[DraftNote] = (),
        shared: Mapping[str, Spans] | None = None,
        closings: Mapping[str, Closing] | None = None,
    ) -> StoryCandidates:
        """Split the teasers of a story into sentences fit to print, none that strangers share.

        Parameters
        ----------
        story : Story
        notes : sequence of DraftNote
        shared : mapping of teaser id to spans, optional
            Boilerplate of the pile, as `spans_by_id` finds it.
        closings : mapping of teaser id to Closing, optional
            How texts end, as `closings_of` tells it from the pile; as they say themselves if not
            given.
        """
        ordered = sorted(story.teasers, key=lambda teaser: teaser.id != story.lead)
        several = len(ordered) > 1
        candidates = [
            Candidate(
                teaser=teaser,
                row=row,
                position=position,
                span=span,
                outdated=is_overtaken(teaser.text[span.start : span.end], teaser.id, notes),
                counts=counts,
                disputes=disputes,
            )
            for row, teaser in enumerate(ordered)
            for position, span in enumerate(
                _spans(
                    teaser,
                    (shared or {}).get(teaser.id, ()),
                    (closings or {}).get(teaser.id) or Closing(len(teaser.text), teaser.truncated),
                    story.lead_teaser.headline,
                )
            )
            for counts, disputes in [_figures(teaser.text[span.start : span.end], several)]
        ]
        return cls([teaser.headline for teaser in ordered], candidates)

    @property
    def positions(self) -> NDArray[np.int64]:
        """Place of each sentence in its teaser, from 0."""
        return np.array([candidate.position for candidate in self.candidates], dtype=np.int64)

    @property
    def needs(self) -> NDArray[np.int64]:
        """The sentence that each leans on, by position; -1: none; itself: one that is not there.

        Of a first sentence it is the headline at best, and the brief carries only the lead
        teaser's: "The ruling" may stand under it where nothing stands by itself, "He" never. What
        disputes a figure leans on a sentence that gives one of the same thing: a denial alone would
        hide what is known.
        """
        found = np.full(len(self.candidates), -1)
        leaning = [leans(one.text, one.teaser.language) for one in self.candidates]
        stands = any(
            one.span.complete and not one.outdated and not leant
            for one, leant in zip(self.candidates, leaning, strict=True)
        )
        for row, one in enumerate(self.candidates):
            if not leaning[row]:
                found[row] = self._answer(one)
            elif one.position > 0:
                found[row] = row - 1
            elif stands or one.row > 0 or goes_on(one.text, one.teaser.language):
                found[row] = row
        return found

    def _answer(self, disputing: Candidate) -> int:
        """Find the first sentence that gives a figure of what another disputes; -1 for none."""
        return next(
            (
                row
                for row, candidate in enumerate(self.candidates)
                if candidate.counts & disputing.disputes
                and candidate.span.complete
                and not candidate.outdated
                and not leans(candidate.text, candidate.teaser.language)
            ),
            -1,
        )

    def differing(self, repeats: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Leave out of what repeats each other what gives a figure and what disputes one.

        Parameters
        ----------
        repeats : bool array of shape (n_sentences, n_sentences)

        Returns
        -------
        the same shape
        """
        kept = repeats.copy()
        for row, candidate in enumerate(self.candidates):
            if candidate.disputes and (other := self._answer(candidate)) >= 0:
                kept[row, other] = kept[other, row] = False
        return kept

    def in_reading_order(self, chosen: Sequence[int]) -> list[int]:
        """Put chosen sentences into the order in which a brief is read.

        Where all dates are known, what was reported on an earlier day comes first. What opens a
        report comes before what goes on, as each outlet opens with what matters most; of equals the
        older, those of the lead teaser first. A sentence that leans on another follows it, those of
        the same teaser first.
        """
        needs, positions = self.needs, self.positions
        are_dated = all(_is_dated(self.candidates[row].teaser) for row in chosen)

        def opens(row: int) -> int:
            while needs[row] >= 0 and needs[row] != row:
                row = int(needs[row])
            return row

        def key(row: int) -> tuple[int, int, float, int, bool, int]:
            first = opens(row)
            day, seconds = _moment(self.candidates[first].teaser) if are_dated else (0, 0.0)
            same = self.candidates[row].row == self.candidates[first].row
            return day, int(positions[first]), seconds, first, not same, row

        return sorted(chosen, key=key)

    def sentences(self, vectors: NDArray[np.float32]) -> StorySentences:
        """Put texts, places and vectors together."""
        return StorySentences(
            texts=[candidate.text for candidate in self.candidates],
            teasers=np.array([candidate.row for candidate in self.candidates], dtype=np.int64),
            positions=self.positions,
            headlines=self.headlines,
            vectors=vectors,
        )


def _figures(sentence: str, several: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Read what a sentence gives figures of, and what it only disputes figures of."""
    if not several:
        return frozenset(), frozenset()
    figures = read_figures(sentence)
    counts = frozenset(tally.what for tally in figures.asserted)
    return counts, frozenset(what for what, _ in figures.denied | figures.doubtful) - counts


def _is_dated(teaser: Teaser) -> bool:
    return teaser.published is not None and teaser.date_precision in ("second", "day")


def _moment(teaser: Teaser) -> tuple[int, float]:
    """Day of a dated teaser, and the time on it if that is known (s)."""
    if teaser.published is None:
        return 0, 0.0
    is_exact = teaser.date_precision == "second"
    return teaser.published.toordinal(), teaser.published.timestamp() if is_exact else 0.0


def closings_of(teasers: Sequence[Teaser]) -> dict[str, Closing]:
    """Tell of each teaser of a pile, by its id, how its text ends."""
    outlets = [", ".join(one.outlets) for one in teasers]
    ends = prose_ends([one.text for one in teasers], outlets)
    texts = [one.text[:end] for one, end in zip(teasers, ends, strict=True)]
    return {
        one.id: Closing(end, one.truncated or cut)
        for one, end, cut in zip(teasers, ends, are_cut(texts, outlets), strict=True)
    }


def _spans(teaser: Teaser, shared: Spans, closing: Closing, headline: str) -> list[Span]:
    """Find the sentences of a teaser's text that are fit to print and its own."""
    spans = news_sentences(
        teaser.text[: closing.end],
        truncated=closing.is_cut,
        language=teaser.language,
        headline=headline,
    )
    return [span for span in spans if not covers(shared, span.start, span.end)]
