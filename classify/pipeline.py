"""TeaserPipeline: embeds teasers once, then labels them, groups them and briefs them."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from classify.briefs import BriefDraft, DigestLayout, bind_digest
from classify.bundles import write_bundle
from classify.cascade import FirstLook
from classify.changes import Standing, stand, unseen, with_changes
from classify.clashes import find_clashes, with_current_lead
from classify.condensing import condense
from classify.corroboration import independent_reports
from classify.encoders import (
    DEFAULT_ENCODER,
    CheckedEncoder,
    EncoderLike,
    checked,
    describe_encoder,
    find_encoder,
    load_encoder,
)
from classify.errors import BundleFormatError, ReadError
from classify.examples import Examples
from classify.facts import hash_json, training_facts
from classify.following import follow
from classify.gathering import gather
from classify.labelling import Labeller, LabellingSettings
from classify.model_files import (
    DEFAULT_MODEL,
    FIRST_LOOK,
    KIND,
    PipelineSettings,
    find_concept_model,
    find_pair_model,
    read_model,
    restore_examples,
    restore_first_look,
    restore_labeller,
    to_arrays,
)
from classify.readers import check_corrections, merge_copies
from classify.records import (
    BriefLength,
    Correction,
    Digest,
    EarlierDigest,
    Explanation,
    LabelledTeaser,
    Prediction,
    Provenance,
    RunningStories,
    Story,
    Teaser,
    to_json_dict,
)
from classify.stories import PairModel
from classify.summarizers import ConceptModel
from classify.taxonomy import Taxonomy
from classify.training import TrainingTexts, train_topics

if TYPE_CHECKING:
    from classify.encoders.store import EmbeddingStore
    from classify.scoring import Evaluation

DEFAULT_TITLE = "News digest"

_CHUNK = 2048  # teasers labelled at a time: features of more would take gigabytes

Progress = Callable[[int], None]


class TeaserPipeline:
    """A pile of teasers in; topics, stories and a cited digest out.

    Results depend on the teasers, the model and `as_of` alone: not on their order, on what lies
    beside them in a batch, or on the clock.

    Examples
    --------
    >>> from classify import TeaserPipeline, read_teasers
    >>> pipeline = TeaserPipeline.load()
    >>> digest = pipeline.brief(read_teasers("listing.txt"))
    """

    def __init__(
        self,
        *,
        encoder: EncoderLike,
        labeller: Labeller,
        settings: PipelineSettings | None = None,
        name: str = "unsaved",
        sha256: str = "",
        facts: Mapping[str, Any] | None = None,
        first_look: FirstLook | None = None,
        examples: Examples | None = None,
    ) -> None:
        self.encoder = checked(encoder)
        self.labeller = labeller
        self.settings = settings or PipelineSettings()
        self.name = name
        self.sha256 = sha256
        self.facts = dict(facts or {})
        """What is known of the training: data, scores, date; JSON values."""
        self.first_look = first_look
        """What labels large piles fast, where the model has it; see `predict`."""
        self.examples = examples or Examples.of((), np.zeros((0, self.encoder.n_dims)))
        """Labelled teasers to explain topics with."""

    @classmethod
    def load(
        cls,
        model: str | Path = DEFAULT_MODEL,
        *,
        encoder: EncoderLike | str | Path | None = None,
        store: EmbeddingStore | None = None,
    ) -> TeaserPipeline:
        """Load a bundle, by folder or by bundled name.

        Parameters
        ----------
        model : str or path
        encoder : EncoderLike, str or path, optional
            The encoder that the model was trained with, or what `load_encoder` loads it from. If
            not given, it is looked for where it was then, and beside the model's folder.
        store : EmbeddingStore, optional
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
        bundle = read_model(model)
        found = find_encoder(
            bundle.manifest["encoder"],
            model=bundle.path,
            encoder=None if encoder is None else _encoder(encoder),
        )
        return cls(
            encoder=_stored(found, store),
            labeller=restore_labeller(bundle),
            settings=PipelineSettings.from_dict(bundle.manifest["settings"]),
            name=bundle.manifest["name"],
            sha256=bundle.sha256,
            facts=bundle.manifest["facts"],
            first_look=restore_first_look(bundle),
            examples=restore_examples(bundle),
        )

    @classmethod
    def train(
        cls,
        labelled: Sequence[LabelledTeaser],
        *,
        taxonomy: Taxonomy,
        encoder: EncoderLike | str | Path | None = None,
        store: EmbeddingStore | None = None,
        groups: Sequence[int] | None = None,
        held_out: Sequence[LabelledTeaser] = (),
        unlabelled: Sequence[Teaser] = (),
        kept: Sequence[LabelledTeaser] | None = None,
        settings: LabellingSettings | None = None,
        on_progress: Progress | None = None,
    ) -> TeaserPipeline:
        """Train a pipeline on labelled teasers, on definitions of topics, or on both.

        Parameters
        ----------
        labelled : sequence of LabelledTeaser
            May be empty where topics have definitions.
        taxonomy : Taxonomy
            Every topic of the labels must be in it.
        encoder : EncoderLike, str or path, optional
            An encoder, or what `load_encoder` loads one from; the bundled one if not given.
        store : EmbeddingStore, optional
            Where vectors are kept from one call to the next.
        groups : sequence of int, optional
            Teasers of one group (copies, one event) are scored by a model that saw none of it.
        held_out : sequence of LabelledTeaser
            Teasers to fit probabilities and thresholds on; out of fold if there are none. Give them
            where the encoder itself has learned from the labels of the others.
        unlabelled : sequence of Teaser
            Teasers to learn from by the model's own sure decisions, where labelled ones are few.
        kept : sequence of LabelledTeaser, optional
            Those whose headlines the model keeps, to explain topics with; all labelled ones if not
            given. Give fewer where texts must not travel with the model.
        settings : LabellingSettings, optional
        on_progress : callable, optional
            Called with the number of texts encoded since the last call.

        Raises
        ------
        LabelError
            If there is nothing to learn from.
        """
        ready = _stored(_encoder(DEFAULT_ENCODER if encoder is None else encoder), store)
        texts = TrainingTexts(taxonomy, labelled, groups, held_out, unlabelled)
        labeller, look = train_topics(texts, ready, settings=settings, on_progress=on_progress)
        shown = labelled if kept is None else kept
        return cls(
            encoder=ready,
            labeller=labeller,
            first_look=look,
            examples=Examples.of(shown, ready.encode([item.teaser.passage for item in shown])),
            facts=training_facts(labelled, labeller),
        )

    def save(self, path: str | Path, *, card: str | None = None) -> None:
        """Write the bundle, whole or not at all; its name is the folder's."""
        manifest = {**self.manifest(), "name": Path(path).name}
        write_bundle(path, manifest, arrays=self._arrays(), card=card)

    def _arrays(self) -> dict[str, NDArray[Any]]:
        return to_arrays(self.labeller, self.first_look, self.examples)

    def manifest(self) -> dict[str, Any]:
        """Return all that is to be known of this pipeline but its arrays, in JSON values."""
        return {
            "kind": KIND,
            "name": self.name,
            "encoder": describe_encoder(self.encoder),
            "taxonomy": self.taxonomy.to_dict(),
            "labelling": self.labeller.settings.to_dict(),
            "settings": self.settings.to_dict(),
            "facts": self.facts,
            FIRST_LOOK: self.first_look.manifest() if self.first_look else None,
        }

    def with_min_precision(self, min_precision: float) -> TeaserPipeline:
        """Return the same pipeline with thresholds of a wished precision.

        Parameters
        ----------
        min_precision : float
            Share of each topic's assignments that are to be right, as on the texts that the model
            was calibrated on; a topic that is never so precise is no longer assigned.

        Raises
        ------
        ValueError
            If `min_precision` does not lie between 0 and 1.
        BundleFormatError
            If the model has no labelled texts to know its precision from.
        """
        changed = copy.copy(self)
        changed.labeller = self.labeller.with_min_precision(min_precision)
        if self.first_look:
            changed.first_look = self.first_look.with_min_precision(min_precision)
        return changed

    def with_brief_length(
        self,
        *,
        max_words: int | None = None,
        max_sentences: int | None = None,
        max_characters: int | None = None,
    ) -> TeaserPipeline:
        """Return the same pipeline with briefs of another length.

        What is not given stays as it is; but where characters are given and words are not, words do
        not count. No sentence is cut: where none fits, the headline speaks for its story.

        Parameters
        ----------
        max_words, max_sentences : int, optional
            Of each brief, without its headline.
        max_characters : int, optional
            Of its sentences joined by single spaces.

        Raises
        ------
        ValueError
            If a limit does not lie between 1 and 999999.
        """
        length = BriefLength(
            max_words=max_words, max_sentences=max_sentences, max_characters=max_characters
        )
        changed = copy.copy(self)
        condensing = self.settings.condensing.with_length(length)
        changed.settings = replace(self.settings, condensing=condensing)
        return changed

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics that this pipeline knows."""
        return self.labeller.taxonomy

    def predict(
        self,
        teasers: Sequence[Teaser],
        *,
        fast: bool = False,
        sent_on: float | None = None,
        on_progress: Progress | None = None,
    ) -> list[Prediction]:
        """Assign topics, one Prediction a teaser, in the same order.

        Vectors are dropped as soon as their teasers are labelled, so that memory grows with the
        predictions alone.

        Parameters
        ----------
        teasers : sequence of Teaser
        fast : bool
            Look with the model's fast encoder first; only teasers that it leaves in doubt go on to
            the thorough one. Some topics come out otherwise; the model card says how many.
        sent_on : float, optional
            With `fast`: the share of ordinary teasers that goes on, from 0 to 1; the model's own
            default if not given.
        on_progress : callable, optional
            Called with the number of teasers labelled, or embedded, since the last call.

        Raises
        ------
        BundleFormatError
            If the model has no first look.
        ValueError
            If `sent_on` is no share.
        """
        first_look = self._checked_first_look() if fast else None
        predictions: list[Prediction] = []
        for start in range(0, len(teasers), _CHUNK):
            chunk = teasers[start : start + _CHUNK]
            if first_look:
                predictions += first_look.predict(chunk, self._label_thoroughly, sent_on=sent_on)
                if on_progress:
                    on_progress(len(chunk))
            else:
                predictions += self._label_thoroughly(chunk, on_progress=on_progress)
        return predictions

    def log_odds(self, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return calibrated log-odds of texts, shape (n_texts, n_topics); nothing abstains."""
        vectors = self.encoder.encode(passages)
        return self.labeller.log_odds(passages, vectors, self._opinions(passages))

    def explain(self, teaser: Teaser, *, n_words: int = 6, n_examples: int = 3) -> Explanation:
        """Say why a teaser has its topics: words that matter, and examples that it is like.

        Parameters
        ----------
        teaser : Teaser
        n_words : int
            Words of each topic at most.
        n_examples : int
            Labelled teasers at most.
        """
        from classify.explain import explain

        return explain(
            teaser,
            self.encoder,
            self.labeller,
            self.first_look,
            self.examples,
            n_words=n_words,
            n_examples=n_examples,
        )

    def stories(
        self,
        teasers: Sequence[Teaser],
        *,
        corrections: Sequence[Correction] = (),
        fast: bool = False,
        on_progress: Progress | None = None,
    ) -> list[Story]:
        """Group teasers that tell the same event; every teaser is in exactly one story.

        Copies (teasers with the same id) are merged first. Oldest story first, undated last.

        Parameters
        ----------
        teasers : sequence of Teaser
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
        check_corrections(corrections)
        unique = _canonical(teasers)
        if fast:
            found = self._gather_fast(unique, corrections, on_progress)
        else:
            vectors = self.embed(unique, on_progress=on_progress)
            found = self._gather(unique, vectors, self._label(unique, vectors), corrections)
        return [story for story, _ in found]

    def follow(
        self,
        teasers: Sequence[Teaser],
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
        teasers : sequence of Teaser
            New ones; those that were fed before change nothing.
        previous : RunningStories, optional
            What the last feeding gave, or `read_state` read; none at the beginning.
        as_of : aware datetime, optional
            The time of this feeding; now if not given. Stories that have been quiet for longer than
            the window and two days close.
        corrections : sequence of Correction
            All that a person decided, in place of what was given before; that stays if not given.
        on_progress : callable, optional

        Raises
        ------
        ReadError
            If corrections contradict each other, or another model made the stories of before.
        """
        if previous and previous.made_with != self._made_with:
            raise ReadError(
                "running stories",
                f"were made with another model or version of it than {self.name}; go on with that "
                "one, or begin a new state",
            )
        now = as_of or datetime.now(UTC).replace(microsecond=0)
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

    def brief(
        self,
        teasers: Sequence[Teaser],
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
        teasers : sequence of Teaser
            Copies (teasers with the same id) are merged first.
        as_of : aware datetime, optional
            The time that the digest speaks from; now if not given.
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
            Called with the number of teasers embedded since the last call.
        """
        check_corrections(corrections)
        layout = self._checked(layout)
        unique = _canonical(teasers)
        vectors = self.embed(unique, on_progress=on_progress)
        predictions = self._label(unique, vectors)
        found = self._gather(unique, vectors, predictions, corrections)
        standings = [Standing(story=story) for story, _ in found]
        if since:
            joint = self._gather_with(since, unique, vectors, predictions, corrections)
            standings = stand([story for story, _ in found], joint, since)
        drafts = self._drafts(standings, [topics for _, topics in found], explain=explain)
        digest = bind_digest(
            drafts,
            {prediction.teaser_id: prediction for prediction in predictions},
            taxonomy=self.taxonomy,
            as_of=as_of or datetime.now(UTC).replace(microsecond=0),
            provenance=self._provenance(unique, corrections, layout),
            title=title,
            layout=layout,
            unreadable=unreadable,
        )
        return with_changes(digest, since) if since else digest

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
        from classify.scoring import evaluate_topics

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
        self, teasers: Sequence[Teaser], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of teasers, shape (n_teasers, n_dims), rows of unit length."""
        return self.encoder.encode([teaser.passage for teaser in teasers], on_progress=on_progress)

    def _provenance(
        self, teasers: Sequence[Teaser], corrections: Sequence[Correction], layout: DigestLayout
    ) -> Provenance:
        """State what a digest is made with, and of what."""
        config = [*self._config, [[one.kind, *one.teasers] for one in corrections], asdict(layout)]
        return Provenance(
            version=version("classify-news"),
            model=self.name,
            model_sha256=self.sha256,
            encoder=self.encoder.name,
            encoder_sha256=self.encoder.sha256,
            config_sha256=hash_json(config),
            input_sha256=hash_json(to_json_dict(teasers)),
        )

    def _label_thoroughly(
        self,
        teasers: Sequence[Teaser],
        opinions: NDArray[np.float64] | None = None,
        *,
        on_progress: Progress | None = None,
    ) -> list[Prediction]:
        """Label teasers, given what the first look thinks of them if that is known already."""
        vectors = self.embed(teasers, on_progress=on_progress)
        if opinions is None:
            opinions = self._opinions([teaser.passage for teaser in teasers])
        return self.labeller.predict(teasers, vectors, opinions)

    @property
    def _config(self) -> list[Any]:
        """All settings that results depend on, in JSON values."""
        labelling = self.labeller.settings.to_dict()
        return [labelling, self.settings.to_dict(), self._pair_model[1], self._concept_model[1]]

    @property
    def _made_with(self) -> str:
        """Hash all that decides which teasers tell one event."""
        grouping = [asdict(self.settings.stories), self._pair_model[1]]
        return hash_json([self.sha256, self.encoder.sha256, *grouping])

    @cached_property
    def _pair_model(self) -> tuple[PairModel | None, str]:
        return find_pair_model(self.encoder)

    @cached_property
    def _concept_model(self) -> tuple[ConceptModel | None, str]:
        return find_concept_model(self.encoder)

    def _gather(
        self,
        teasers: Sequence[Teaser],
        vectors: NDArray[np.float32],
        predictions: Sequence[Prediction],
        corrections: Sequence[Correction],
    ) -> list[tuple[Story, dict[str, float]]]:
        return gather(
            teasers,
            vectors,
            predictions,
            self.labeller,
            self.settings.stories,
            pair_model=self._pair_model[0],
            corrections=corrections,
        )

    def _gather_fast(
        self,
        teasers: Sequence[Teaser],
        corrections: Sequence[Correction],
        on_progress: Progress | None,
    ) -> list[tuple[Story, dict[str, float]]]:
        """Do the same with the fast encoder alone."""
        look = self._checked_first_look()
        passages = [teaser.passage for teaser in teasers]
        vectors = look.encoder.encode(passages, on_progress=on_progress)
        predictions: list[Prediction] = []
        for start in range(0, len(teasers), _CHUNK):
            part = slice(start, start + _CHUNK)
            predictions += look.labeller.predict(teasers[part], vectors[part])
        return gather(
            teasers,
            vectors,
            predictions,
            look.labeller,
            self.settings.stories,
            pair_model=find_pair_model(look.encoder)[0],
            corrections=corrections,
        )

    def _checked_first_look(self) -> FirstLook:
        if self.first_look is None:
            raise BundleFormatError(
                self.name, "has no fast encoder for a first look. Go without fast (--fast)."
            )
        return self.first_look

    def _checked(self, layout: DigestLayout | None) -> DigestLayout:
        """Refuse a layout that asks for a topic which the model does not know."""
        layout = layout or DigestLayout()
        for topic in layout.topics:
            _ = self.taxonomy[topic]
        return layout

    def _gather_with(
        self,
        earlier: EarlierDigest,
        teasers: Sequence[Teaser],
        vectors: NDArray[np.float32],
        predictions: Sequence[Prediction],
        corrections: Sequence[Correction],
    ) -> list[Story]:
        """Find the stories of teasers and those of the digest before together."""
        before = unseen(teasers, earlier)
        both = list(predictions)
        if before:
            earlier_vectors = self.embed(before)
            vectors = np.vstack([vectors, earlier_vectors])
            both += self._label(before, earlier_vectors)
        found = self._gather([*teasers, *before], vectors, both, corrections)
        return [story for story, _ in found]

    def _drafts(
        self,
        standings: Sequence[Standing],
        topics: Sequence[Mapping[str, float]],
        *,
        explain: bool,
    ) -> list[BriefDraft]:
        """Check the figures and the reports of each story, and choose its sentences."""
        notes = [find_clashes(one.story.teasers) for one in standings]
        stories = [
            with_current_lead(one.story, own) for one, own in zip(standings, notes, strict=True)
        ]
        condensed = condense(
            stories,
            self.encoder,
            self.settings.condensing,
            concept_model=self._concept_model[0],
            fresh=[one.fresh for one in standings],
            notes=notes,
        )
        return [
            BriefDraft(
                story=story,
                probabilities=topics[row],
                sentences=condensed[row],
                explanation=self.explain(story.lead_teaser) if explain else None,
                status=standings[row].status,
                fresh=standings[row].fresh,
                n_independent=independent_reports(story),
                notes=notes[row],
            )
            for row, story in enumerate(stories)
        ]

    def _label(self, teasers: Sequence[Teaser], vectors: NDArray[np.float32]) -> list[Prediction]:
        """Label teasers whose vectors are needed for more than that."""
        predictions: list[Prediction] = []
        for start in range(0, len(teasers), _CHUNK):
            part = slice(start, start + _CHUNK)
            opinions = self._opinions([teaser.passage for teaser in teasers[part]])
            predictions += self.labeller.predict(teasers[part], vectors[part], opinions)
        return predictions

    def _opinions(self, passages: Sequence[str]) -> NDArray[np.float64] | None:
        return self.first_look.log_odds(passages) if self.first_look else None


def _encoder(encoder: EncoderLike | str | Path) -> CheckedEncoder:
    """Load an encoder, or hold one that a program made to what it promises."""
    return load_encoder(encoder) if isinstance(encoder, (str, Path)) else checked(encoder)


def _stored(encoder: CheckedEncoder, store: EmbeddingStore | None) -> CheckedEncoder:
    """Put an encoder in front of a store, if there is one."""
    if store is None:
        return encoder
    from classify.encoders.stored import StoredEncoder

    return StoredEncoder(encoder, store)


def _canonical(teasers: Sequence[Teaser]) -> list[Teaser]:
    """Distinct teasers in an order of their own, so that the order of input cannot matter."""
    return sorted(merge_copies(teasers), key=lambda teaser: teaser.id)
