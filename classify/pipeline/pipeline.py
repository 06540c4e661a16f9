"""TeaserPipeline: topics, stories and summaries in order; trained, saved, loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from classify.compute import Progress
from classify.digests import DigestLayout, StoryRanker, training_facts
from classify.encoders import DEFAULT_ENCODER, CheckedEncoder, EncoderLike, as_encoder, with_cache
from classify.pipeline.digesting import digest_teasers
from classify.pipeline.evaluating import evaluate_parts
from classify.pipeline.grouping import follow_teasers, group_teasers
from classify.pipeline.known_news import known_vectors
from classify.pipeline.parts import PipelineParts
from classify.pipeline.persistence import DEFAULT_MODEL, describe_pipeline, load_parts
from classify.pipeline.settings import PipelineSettings
from classify.readers import TeaserLike, TeasersLike, as_teaser, as_teasers
from classify.records import (
    BriefLength,
    Correction,
    Digest,
    EarlierDigest,
    Evaluation,
    Explanation,
    LabelledTeaser,
    Prediction,
    RunningStories,
    Story,
    Teaser,
)
from classify.storage import write_bundle
from classify.stories import StoryFinder
from classify.summarization import StorySummarizer
from classify.taxonomy import Taxonomy
from classify.topics import GenreClassifier, TopicClassifier, TopicSettings

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache

DEFAULT_TITLE = "News digest"


class TeaserPipeline:
    """A pile of teasers in; topics, stories and a cited digest out.

    Components in order, on one encoder: each text is embedded once. Results depend on the teasers,
    the model and `as_of` alone, not on order or clock. A teaser's topics depend on those beside it
    in one way: what many share word for word does not count.

    Parameters
    ----------
    classifier : TopicClassifier
    story_finder : StoryFinder, optional
    summarizer : StorySummarizer, optional
    ranker : StoryRanker, optional
        With default settings, and on the classifier's encoder, if not given.
    genres : GenreClassifier, optional
        What tells the kinds of teasers whose sources state none.
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
        genres: GenreClassifier | None = None,
        ranker: StoryRanker | None = None,
        name: str = "unsaved",
        sha256: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.classifier = classifier
        self.story_finder = story_finder or StoryFinder(
            classifier.encoder, languages=classifier.languages
        )
        self.summarizer = summarizer or StorySummarizer(classifier.encoder)
        self.genres = genres or GenreClassifier(classifier.encoder)
        self.ranker = ranker or StoryRanker(classifier.encoder, languages=classifier.languages)
        self.name = name
        self.sha256 = sha256
        self.facts = dict(facts or {})
        _ = self._parts  # refuses components on different encoders

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
        return cls(**vars(load_parts(model, encoder=encoder, cache=cache)))

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
        cache
            See `load`; for all others `TopicClassifier.train`.

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
        """Return the same with thresholds of this precision; see `TopicClassifier`."""
        return self._with(classifier=self.classifier.with_min_precision(min_precision))

    def with_brief_length(self, length: BriefLength) -> Self:
        """Return the same with briefs of another length; what is not given stays.

        But where characters are given and words are not, words do not count. No sentence is cut:
        where none fits, the headline speaks for its story.
        """
        return self._with(summarizer=self.summarizer.with_length(length))

    def with_genres(self, *, is_on: bool) -> Self:
        """Return the same pipeline that judges genres, or leaves them as sources state them."""
        return self._with(genres=GenreClassifier(self.encoder, is_on=is_on))

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
        """How stories are found and condensed, and whether genres are told."""
        return self._parts.settings

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
        fast : bool, for large piles: all by the fast encoder; some stories come out otherwise

        Raises
        ------
        ReadError
            If corrections contradict each other, or a name stands for several teasers.
        BundleFormatError
            If `fast`, and the model has no fast encoder.
        """
        return group_teasers(
            self._parts, as_teasers(teasers), corrections, fast=fast, on_progress=on_progress
        )

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
            Those that were fed before change nothing, unless they were rewritten: then the newest
            text takes the place of the earlier one, and the story is "updated".
        previous : RunningStories, optional
            What the last feeding gave, or `read_state` read; none at the beginning.
        as_of : datetime, optional
            Now if not given; a naive time is UTC. Stories that have been quiet for longer than the
            window and two days close.
        corrections : sequence of Correction
            All that a person decided, in place of what was given before; that stays if not given.

        Raises
        ------
        ReadError
            If corrections contradict each other, a name stands for several teasers, or another
            model made the stories of before.
        """
        return follow_teasers(
            self._parts,
            as_teasers(teasers),
            previous=previous,
            as_of=as_of,
            corrections=corrections,
            on_progress=on_progress,
        )

    def digest(
        self,
        teasers: TeasersLike,
        *,
        as_of: datetime | None = None,
        title: str = DEFAULT_TITLE,
        unreadable: Sequence[str] = (),
        doubts: Sequence[str] = (),
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
            The time that the digest speaks from; now if not given. A naive time is UTC.
        title : str
        unreadable, doubts : sequences of str
            Messages on items that could not be read and on dates not used, for its coverage.
        corrections, on_progress
            See `StoryFinder.find`.
        since : EarlierDigest, optional
            As `read_earlier_digest` reads it: the digest says what changed since.
        layout : DigestLayout, optional
            Which stories are told, in which order and sections, in how many words.
        explain : bool
            Say with each brief why its lead teaser has its topics; a fifth of a second each.
        """
        return digest_teasers(
            self._parts,
            as_teasers(teasers),
            as_of=as_of,
            title=title,
            unreadable=unreadable,
            doubts=doubts,
            corrections=corrections,
            since=since,
            layout=layout,
            explain=explain,
            on_progress=on_progress,
        )

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
        labelled : sequence of LabelledTeaser, none of them a training teaser
        against : TeaserPipeline, optional, of the same topics
        groups, n_resamples
            See `classify.evaluation.evaluate_topics`.

        Raises
        ------
        BundleFormatError
            If the other model knows other topics.
        """
        return evaluate_parts(
            self._parts,
            labelled,
            against=against._parts if against else None,
            groups=groups,
            n_resamples=n_resamples,
            on_progress=on_progress,
        )

    @property
    def _parts(self) -> PipelineParts:
        """The components, and where they come from."""
        return PipelineParts(**{one.name: getattr(self, one.name) for one in fields(PipelineParts)})

    def _with(self, **components: Any) -> Self:
        """Return the same pipeline with other components."""
        return type(self)(**vars(replace(self._parts, **components)))
