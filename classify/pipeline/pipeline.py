"""TeaserPipeline: topics, stories and summaries in order; trained, saved, loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress
from classify.digests import (
    DigestLayout,
    bind_digest,
    draft,
    reconciled,
    state_provenance,
    training_facts,
    with_changes,
)
from classify.encoders import (
    DEFAULT_ENCODER,
    CheckedEncoder,
    EncoderLike,
    as_encoder,
    with_cache,
)
from classify.errors import BundleFormatError, EncoderError
from classify.pipeline.notebook import with_page
from classify.pipeline.persistence import (
    DEFAULT_MODEL,
    describe_pipeline,
    known_vectors,
    load_parts,
)
from classify.pipeline.piles import find_topical_stories, read_pile, stand_to
from classify.pipeline.settings import PipelineSettings, configuration
from classify.readers import (
    TeaserLike,
    TeasersLike,
    anchor_time,
    as_teaser,
    as_teasers,
    distinct,
    merge_copies,
    resolve_corrections,
)
from classify.records import (
    BriefLength,
    Correction,
    Digest,
    EarlierDigest,
    Evaluation,
    Explanation,
    LabelledTeaser,
    Prediction,
    Provenance,
    RunningStories,
    Story,
    Teaser,
    hash_json,
)
from classify.storage import write_bundle
from classify.stories import Constraints, StoryFinder, check_made_with, follow
from classify.summarization import StorySummarizer
from classify.taxonomy import Taxonomy
from classify.topics import TopicClassifier, TopicSettings

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache

DEFAULT_TITLE = "News digest"


class TeaserPipeline:
    """A pile of teasers in; topics, stories and a cited digest out.

    Three components in order, on one encoder: each text is embedded once. Results depend on the
    teasers, the model and `as_of` alone: not on their order or on the clock. A teaser's topics
    depend on those beside it in one way: what many share word for word does not count.

    Parameters
    ----------
    classifier : TopicClassifier
    story_finder : StoryFinder, optional
    summarizer : StorySummarizer, optional
        With default settings, and on the classifier's encoder, if not given.
    name : str
    sha256 : str
        Hash of the bundle that it was loaded from.
    facts : mapping, optional
        What is known of the training: data, scores, date; JSON values.

    Raises
    ------
    EncoderError
        If the components have different encoders.

    Examples
    --------
    >>> from classify import TeaserPipeline, read_teasers
    >>> pipeline = TeaserPipeline.load()
    >>> digest = pipeline.digest(read_teasers("listing.txt"))
    """

    def __init__(
        self,
        classifier: TopicClassifier,
        *,
        story_finder: StoryFinder | None = None,
        summarizer: StorySummarizer | None = None,
        name: str = "unsaved",
        sha256: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.classifier = classifier
        self.story_finder = story_finder or StoryFinder(
            classifier.encoder, languages=classifier.languages
        )
        self.summarizer = summarizer or StorySummarizer(classifier.encoder)
        self.name = name
        self.sha256 = sha256
        self.facts = dict(facts or {})
        for other in (self.story_finder.encoder, self.summarizer.encoder):
            if other.sha256 != self.encoder.sha256:
                raise EncoderError(
                    other.name,
                    f"is not the classifier's, {self.encoder.name!r}: give all components of a "
                    "pipeline the same one",
                )

    @classmethod
    def load(
        cls,
        model: str | Path = DEFAULT_MODEL,
        *,
        encoder: EncoderLike | str | Path | None = None,
        cache: EmbeddingCache | None = None,
    ) -> Self:
        """Load a bundle, by folder or by bundled name.

        Parameters
        ----------
        model : str or path
        encoder : EncoderLike, str or path, optional
            The encoder that the model was trained with, or what `load_encoder` loads it from. If
            not given, it is looked for where it was then, and beside the model's folder.
        cache : EmbeddingCache, optional
            Where vectors are kept from one call to the next.

        Raises
        ------
        UnknownNameError
            If there is neither such a folder nor such a name.
        BundleError
            If the bundle is damaged, or its encoder is lost or is another one.
        EncoderError
            If the encoder lacks a part.
        """
        return cls(**load_parts(model, encoder=encoder, cache=cache))

    @classmethod
    def train(
        cls,
        labelled: Sequence[LabelledTeaser],
        *,
        taxonomy: Taxonomy,
        encoder: EncoderLike | str | Path | None = None,
        cache: EmbeddingCache | None = None,
        groups: Sequence[int] | None = None,
        held_out: Sequence[LabelledTeaser] = (),
        unlabelled: Sequence[Teaser] = (),
        examples: Sequence[LabelledTeaser] | None = None,
        settings: TopicSettings | None = None,
        on_progress: Progress | None = None,
    ) -> Self:
        """Train a pipeline on labelled teasers, on definitions of topics, or on both.

        Parameters
        ----------
        cache : EmbeddingCache, optional
            Where vectors are kept from one call to the next.
        labelled, taxonomy, encoder, groups, held_out, unlabelled, examples, settings, on_progress
            See `TopicClassifier.train`.

        Raises
        ------
        LabelError
            If there is nothing to learn from.
        """
        ready = with_cache(as_encoder(DEFAULT_ENCODER if encoder is None else encoder), cache)
        classifier = TopicClassifier.train(
            labelled,
            taxonomy=taxonomy,
            encoder=ready,
            groups=groups,
            held_out=held_out,
            unlabelled=unlabelled,
            examples=examples,
            known_news=known_vectors,
            settings=settings,
            on_progress=on_progress,
        )
        return cls(classifier, facts=training_facts(labelled, classifier))

    def save(self, path: str | Path, *, card: str | None = None) -> None:
        """Write the bundle, whole or not at all; its name is the folder's."""
        manifest = {**self.manifest(), "name": Path(path).name}
        write_bundle(path, manifest, arrays=self.classifier.to_arrays(), card=card)

    def manifest(self) -> dict[str, Any]:
        """Return all that is to be known of this pipeline but its arrays, in JSON values."""
        return describe_pipeline(self.name, self.classifier, self.settings, self.facts)

    def with_min_precision(self, min_precision: float) -> Self:
        """Return the same pipeline with thresholds of a wished precision.

        See `TopicClassifier.with_min_precision`.
        """
        return self._with(classifier=self.classifier.with_min_precision(min_precision))

    def with_brief_length(
        self,
        *,
        max_words: int | None = None,
        max_sentences: int | None = None,
        max_characters: int | None = None,
    ) -> Self:
        """Return the same pipeline with briefs of another length.

        What is not given stays as it is; but where characters are given and words are not, words do
        not count. No sentence is cut: where none fits, the headline speaks for its story.

        Parameters
        ----------
        max_words, max_sentences, max_characters : int, optional
            Of each brief, without its headline; characters of its sentences joined by spaces.

        Raises
        ------
        ValueError
            If a limit does not lie between 1 and 999999.
        """
        length = BriefLength(
            max_words=max_words, max_sentences=max_sentences, max_characters=max_characters
        )
        return self._with(summarizer=self.summarizer.with_length(length))

    @property
    def encoder(self) -> CheckedEncoder:
        """What embeds teasers and sentences."""
        return self.classifier.encoder

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics that this pipeline knows."""
        return self.classifier.taxonomy

    @property
    def settings(self) -> PipelineSettings:
        """How stories are found and condensed."""
        return PipelineSettings(
            stories=self.story_finder.settings, condensing=self.summarizer.settings
        )

    def predict(
        self,
        teasers: TeasersLike,
        *,
        fast: bool = False,
        accurate_share: float | None = None,
        on_progress: Progress | None = None,
    ) -> list[Prediction]:
        """Assign topics, one Prediction a teaser, in the same order.

        Parameters
        ----------
        teasers : sequence of Teaser, or what `as_teasers` takes
        fast, accurate_share, on_progress
            See `TopicClassifier.predict`.
        """
        return self.classifier.predict(
            as_teasers(teasers), fast=fast, accurate_share=accurate_share, on_progress=on_progress
        )

    def log_odds(self, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return calibrated log-odds of texts, shape (n_texts, n_topics); nothing abstains."""
        return self.classifier.log_odds(passages)

    def explain(self, teaser: TeaserLike, *, n_words: int = 6, n_examples: int = 3) -> Explanation:
        """Say why a teaser has its topics; see `TopicClassifier.explain`."""
        return self.classifier.explain(as_teaser(teaser), n_words=n_words, n_examples=n_examples)

    def stories(
        self,
        teasers: TeasersLike,
        *,
        corrections: Sequence[Correction] = (),
        fast: bool = False,
        on_progress: Progress | None = None,
    ) -> list[Story]:
        """Group teasers that tell the same event, as `StoryFinder.find`; stories have topics here.

        Parameters
        ----------
        teasers : sequence of Teaser, or what `as_teasers` takes
        corrections, on_progress
            See `StoryFinder.find`.
        fast : bool
            For large piles: all by the model's fast encoder, topics too. Some stories come out
            otherwise; the card of its pair model says how many.

        Raises
        ------
        ReadError
            If corrections contradict each other, or a name stands for several teasers.
        BundleFormatError
            If `fast`, and the model has no fast encoder.
        """
        distinct_ones = distinct(as_teasers(teasers))
        constraints = Constraints.of(corrections, distinct_ones)
        classifier, finder = self._fast if fast else (self.classifier, self.story_finder)
        pile = read_pile(distinct_ones, classifier, on_progress=on_progress)
        found = find_topical_stories(pile, classifier, finder, constraints)
        return [topical.story for topical in found]

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
            New ones; those that were fed before change nothing, unless they were rewritten: then
            the newest text takes the place of the earlier one, and the story is "updated".
        previous : RunningStories, optional
            What the last feeding gave, or `read_state` read; none at the beginning.
        as_of : datetime, optional
            The time of this feeding; now if not given. A naive time is taken as UTC. Stories that
            have been quiet for longer than the window and two days close.
        corrections : sequence of Correction
            All that a person decided, in place of what was given before; that stays if not given.

        Raises
        ------
        ReadError
            If corrections contradict each other, a name stands for several teasers, or another
            model made the stories of before.
        """
        teasers = as_teasers(teasers)
        check_made_with(previous, self._made_with, model=self.name)
        now = anchor_time(as_of)
        old = [one for story in previous.stories for one in story.teasers] if previous else []
        before = previous.corrections if previous else ()
        told = before if corrections is None else tuple(corrections)
        pile = merge_copies(teasers, known=old)
        told = resolve_corrections(told, pile)
        found = self.stories(pile, corrections=told, on_progress=on_progress)
        return follow(
            found,
            previous,
            as_of=now,
            window_days=self.story_finder.settings.window_days,
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
        corrections, on_progress
            See `StoryFinder.find`.
        since : EarlierDigest, optional
            The previous digest, as `read_earlier_digest` reads it: stories are then new, updated or
            continuing, keep their ids, and the digest says what changed.
        layout : DigestLayout, optional
            Which stories are told, in which sections, in how many words.
        explain : bool
            Say with each brief why its lead teaser has its topics; a fifth of a second each.
        """
        as_of = anchor_time(as_of)
        distinct_ones = distinct(as_teasers(teasers))
        constraints = Constraints.of(corrections, distinct_ones)
        layout = (layout or DigestLayout()).checked(self.taxonomy)
        pile = read_pile(distinct_ones, self.classifier, on_progress=on_progress)
        since = reconciled(since, pile.teasers) if since else None
        found = find_topical_stories(pile, self.classifier, self.story_finder, constraints)
        stories = [topical.story for topical in found]
        digest = bind_digest(
            draft(
                stand_to(since, stories, pile, self.story_finder, constraints),
                [topical.probabilities for topical in found],
                self.summarizer,
                explain=self.explain if explain else None,
            ),
            {prediction.teaser_id: prediction for prediction in pile.predictions},
            taxonomy=self.taxonomy,
            as_of=as_of,
            provenance=self._provenance(pile.teasers, constraints.corrections, layout),
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
        groups, n_resamples
            See `classify.evaluation.evaluate_topics`.

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
        return self.classifier.embed(as_teasers(teasers), on_progress=on_progress)

    @cached_property
    def _fast(self) -> tuple[TopicClassifier, StoryFinder]:
        """The fast encoder alone, for topics and for stories."""
        fast = self.classifier.fast()
        settings = self.story_finder.settings
        return fast, StoryFinder(fast.encoder, settings=settings, languages=fast.languages)

    def _with(self, **components: Any) -> Self:
        """Return the same pipeline with other components."""
        own = {"story_finder": self.story_finder, "summarizer": self.summarizer}
        parts = {"classifier": self.classifier, **own, **components}
        return type(self)(**parts, name=self.name, sha256=self.sha256, facts=self.facts)

    def _provenance(
        self, teasers: Sequence[Teaser], corrections: Sequence[Correction], layout: DigestLayout
    ) -> Provenance:
        """State what a digest is made with, and of what."""
        return state_provenance(
            teasers,
            corrections,
            layout,
            self.encoder,
            model=self.name,
            model_sha256=self.sha256,
            config=configuration(self.classifier, self.story_finder, self.summarizer),
        )

    @property
    def _made_with(self) -> str:
        """Hash all that decides which teasers tell one event."""
        finder = self.story_finder
        grouping = [finder.settings.to_dict(), finder.pair_model_sha256]
        return hash_json([self.sha256, self.encoder.sha256, *grouping])
