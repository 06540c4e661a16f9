"""TeaserPipeline: embeds teasers once, then labels them, groups them and briefs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from classify.digests import DigestLayout, bind_digest, draft, with_changes
from classify.errors import BundleFormatError
from classify.pipeline.learned_pipeline import LearnedPipeline
from classify.pipeline.notebook import with_page
from classify.pipeline.piles import gather_pile, read_pile, stand_to
from classify.readers import (
    TeaserLike,
    TeasersLike,
    anchor_time,
    as_teaser,
    as_teasers,
    check_corrections,
)
from classify.records import (
    Correction,
    Digest,
    EarlierDigest,
    Explanation,
    LabelledTeaser,
    Prediction,
    RunningStories,
    Story,
)
from classify.stories import check_made_with, follow
from classify.topics import Progress

if TYPE_CHECKING:
    from classify.evaluation import Evaluation

DEFAULT_TITLE = "News digest"


class TeaserPipeline(LearnedPipeline):
    """A pile of teasers in; topics, stories and a cited digest out.

    Results depend on the teasers, the model and `as_of` alone: not on their order, on what lies
    beside them in a batch, or on the clock.

    Examples
    --------
    >>> from classify import TeaserPipeline, read_teasers
    >>> pipeline = TeaserPipeline.load()
    >>> digest = pipeline.digest(read_teasers("listing.txt"))
    """

    def predict(
        self,
        teasers: TeasersLike,
        *,
        fast: bool = False,
        accurate_share: float | None = None,
        on_progress: Progress | None = None,
    ) -> list[Prediction]:
        """Assign topics, one Prediction a teaser, in the same order.

        Vectors are dropped as soon as their teasers are labelled, so that memory grows with the
        predictions alone.

        Parameters
        ----------
        teasers : sequence of Teaser, or what `as_teasers` takes
        fast : bool
            Look with the model's fast encoder first; only teasers that it leaves in doubt go on to
            the thorough one. Some topics come out otherwise; the model card says how many.
        accurate_share : float, optional
            With `fast`: the share of ordinary teasers that goes on, from 0 to 1; the model's own
            default if not given.
        on_progress : callable, optional
            Called with the number of teasers labelled, or embedded, since the last call.

        Raises
        ------
        BundleFormatError
            If the model has no first look.
        ValueError
            If `accurate_share` is no share.
        """
        teasers = as_teasers(teasers)
        if fast:
            return self._assigner.predict_fast(
                teasers, accurate_share=accurate_share, on_progress=on_progress
            )
        return self._assigner.predict(teasers, on_progress=on_progress)

    def log_odds(self, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return calibrated log-odds of texts, shape (n_texts, n_topics); nothing abstains."""
        return self._assigner.log_odds(passages)

    def explain(self, teaser: TeaserLike, *, n_words: int = 6, n_examples: int = 3) -> Explanation:
        """Say why a teaser has its topics: words that matter, and examples that it is like.

        Parameters
        ----------
        teaser : Teaser, headline or dict
        n_words : int
            Words of each topic at most.
        n_examples : int
            Labelled teasers at most.
        """
        from classify.topics import explain

        return explain(
            as_teaser(teaser),
            self.encoder,
            self.classifier,
            self.first_look,
            self.examples,
            n_words=n_words,
            n_examples=n_examples,
        )

    def stories(
        self,
        teasers: TeasersLike,
        *,
        corrections: Sequence[Correction] = (),
        fast: bool = False,
        on_progress: Progress | None = None,
    ) -> list[Story]:
        """Group teasers that tell the same event; every teaser is in exactly one story.

        Copies (teasers with the same id) are merged first. Oldest story first, undated last.

        Parameters
        ----------
        teasers : sequence of Teaser, or what `as_teasers` takes
        corrections : sequence of Correction
            What a person decided, as `read_corrections` reads it; it wins over the model.
        fast : bool
            For large piles: all by the model's fast encoder, topics too. Some stories come out
            otherwise; the card of its pair model says how many.
        on_progress : callable, optional
            Called with the number of teasers embedded since the last call.

        Raises
        ------
        ReadError
            If corrections contradict each other.
        BundleFormatError
            If `fast`, and the model has no fast encoder.
        """
        teasers = as_teasers(teasers)
        check_corrections(corrections)
        grouping = self._grouping(corrections, fast=fast)
        pile = read_pile(teasers, grouping.assigner, on_progress=on_progress)
        return [story for story, _ in gather_pile(pile, grouping)]

    def follow(
        self,
        teasers: TeasersLike,
        *,
        previous: RunningStories | None = None,
        as_of: datetime | None = None,
        corrections: Sequence[Correction] | None = None,
        on_progress: Progress | None = None,
    ) -> RunningStories:
        """Feed new teasers to running stories: they join, open, merge and part stories.

        The open stories and the new teasers are grouped as one pile; ids persist.

        Parameters
        ----------
        teasers : sequence of Teaser, or what `as_teasers` takes
            New ones; those that were fed before change nothing.
        previous : RunningStories, optional
            What the last feeding gave, or `read_state` read; none at the beginning.
        as_of : datetime, optional
            The time of this feeding; now if not given. A naive time is taken as UTC. Stories that
            have been quiet for longer than the window and two days close.
        corrections : sequence of Correction
            All that a person decided, in place of what was given before; that stays if not given.
        on_progress : callable, optional

        Raises
        ------
        ReadError
            If corrections contradict each other, or another model made the stories of before.
        """
        teasers = as_teasers(teasers)
        check_made_with(previous, self._made_with, model=self.name)
        now = anchor_time(as_of)
        old = [one for story in previous.stories for one in story.teasers] if previous else []
        before = previous.corrections if previous else ()
        told = before if corrections is None else tuple(corrections)
        found = self.stories([*old, *teasers], corrections=told, on_progress=on_progress)
        return follow(
            found,
            previous,
            as_of=now,
            window_days=self.settings.stories.window_days,
            made_with=self._made_with,
            corrections=told,
        )

    def digest(
        self,
        teasers: TeasersLike,
        *,
        as_of: datetime | None = None,
        title: str = DEFAULT_TITLE,
        unreadable: Sequence[str] = (),
        corrections: Sequence[Correction] = (),
        since: EarlierDigest | None = None,
        layout: DigestLayout | None = None,
        explain: bool = False,
        on_progress: Progress | None = None,
    ) -> Digest:
        """Condense teasers into a digest of cited briefs.

        Parameters
        ----------
        teasers : sequence of Teaser, or what `as_teasers` takes
            Copies (teasers with the same id) are merged first.
        as_of : datetime, optional
            The time that the digest speaks from; now if not given. A naive time is taken as UTC.
        title : str
        unreadable : sequence of str
            Messages about items that could not be read, for the digest's coverage.
        corrections : sequence of Correction
            What a person decided about teasers that tell one event, or do not.
        since : EarlierDigest, optional
            The digest before, as `read_earlier_digest` reads it: stories are then new, updated or
            continuing, keep their ids, and the digest says what changed.
        layout : DigestLayout, optional
            Which stories are told, in which sections, in how many words.
        explain : bool
            Say with each brief why its lead teaser has its topics; a fifth of a second each.
        on_progress : callable, optional
        """
        as_of = anchor_time(as_of)
        check_corrections(corrections)
        layout = (layout or DigestLayout()).checked(self.taxonomy)
        grouping = self._grouping(corrections)
        pile = read_pile(as_teasers(teasers), grouping.assigner, on_progress=on_progress)
        found = gather_pile(pile, grouping)
        drafts = draft(
            stand_to(since, [story for story, _ in found], pile, grouping),
            [topics for _, topics in found],
            self.encoder,
            self.settings.condensing,
            concept_model=self._concept_model[0],
            explain=self.explain if explain else None,
        )
        digest = bind_digest(
            drafts,
            {prediction.teaser_id: prediction for prediction in pile.predictions},
            taxonomy=self.taxonomy,
            as_of=as_of,
            provenance=self._provenance(pile.teasers, corrections, layout),
            title=title,
            layout=layout,
            unreadable=unreadable,
        )
        return with_page(with_changes(digest, since) if since else digest, self.taxonomy)

    def evaluate(
        self,
        labelled: Sequence[LabelledTeaser],
        *,
        against: TeaserPipeline | None = None,
        groups: Sequence[int] | None = None,
        n_resamples: int = 1000,
        on_progress: Progress | None = None,
    ) -> Evaluation:
        """Score the topics against labels that people gave.

        Parameters
        ----------
        labelled : sequence of LabelledTeaser
            None of them a training teaser, or the figures flatter.
        against : TeaserPipeline, optional
            Another model of the same topics, for a paired comparison.
        groups : sequence of int, optional
            Resampled as a whole for the intervals.
        n_resamples : int
            Bootstrap samples behind each 95 % interval.
        on_progress : callable, optional

        Raises
        ------
        BundleFormatError
            If the other model knows other topics.
        """
        from classify.evaluation import evaluate_topics

        if against and set(against.taxonomy.keys) != set(self.taxonomy.keys):
            raise BundleFormatError(
                against.name, f"knows other topics than {self.name}: the two cannot be compared"
            )
        teasers = [item.teaser for item in labelled]
        return evaluate_topics(
            labelled,
            self.predict(teasers, on_progress=on_progress),
            taxonomy=self.taxonomy,
            against=against.predict(teasers) if against else None,
            groups=groups,
            n_resamples=n_resamples,
        )

    def embed(
        self, teasers: TeasersLike, *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of teasers, shape (n_teasers, n_dims), rows of unit length."""
        return self._assigner.embed(as_teasers(teasers), on_progress=on_progress)
