"""Stories to the sentences that a brief may be made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classify.corroboration import DraftNote, is_overtaken
from classify.records import Sentence, Story, Teaser
from classify.summarization.concepts import StorySentences
from classify.text import Span, Spans, covers, leans, read_figures, split_sentences


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
    ) -> StoryCandidates:
        """Split the teasers of a story into sentences, without those that strangers share.

        Parameters
        ----------
        story : Story
        notes : sequence of DraftNote
        shared : mapping of teaser id to spans, optional
            Boilerplate of the pile, as `spans_by_id` finds it.
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
            for position, span in enumerate(_spans(teaser, (shared or {}).get(teaser.id, ())))
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

        A first sentence leans on its headline, and the brief carries only the lead teaser's. What
        disputes a figure leans on a sentence that gives one of the same thing: a denial alone would
        hide what is known.
        """
        found = np.full(len(self.candidates), -1)
        for row, candidate in enumerate(self.candidates):
            if not leans(candidate.text):
                found[row] = self._answer(candidate)
            elif candidate.position > 0:
                found[row] = row - 1
            elif candidate.row > 0:
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
                and not leans(candidate.text)
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

        What opens a report comes before what goes on, as each outlet opens with what matters most;
        of equals those of the lead teaser first, then by age. A sentence that leans on another
        follows it, those of the same teaser first.
        """
        needs, positions = self.needs, self.positions

        def opens(row: int) -> int:
            while needs[row] >= 0 and needs[row] != row:
                row = int(needs[row])
            return row

        def key(row: int) -> tuple[int, int, bool, int]:
            first = opens(row)
            goes_on = self.candidates[row].row == self.candidates[first].row
            return int(positions[first]), first, not goes_on, row

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


def _spans(teaser: Teaser, shared: Spans) -> list[Span]:
    """Find the sentences of a teaser's text that have a word of its own in them."""
    spans = split_sentences(teaser.text, truncated=teaser.truncated, language=teaser.language)
    return [
        span
        for span in spans
        if any(char.isalnum() for char in teaser.text[span.start : span.end])
        and not covers(shared, span.start, span.end)
    ]
