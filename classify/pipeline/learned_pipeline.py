"""What a pipeline has learned and was set to: trained, loaded, saved, copied with changes."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from classify.digests import DigestLayout, state_provenance, training_facts
from classify.encoders import (
    DEFAULT_ENCODER,
    EncoderLike,
    as_encoder,
    checked,
    describe_encoder,
    find_encoder,
    with_cache,
)
from classify.pipeline.persistence import (
    DEFAULT_MODEL,
    FIRST_LOOK,
    KIND,
    PipelineSettings,
    find_concept_model,
    find_pair_model,
    known_vectors,
    read_model,
    restore_classifier,
    restore_examples,
    restore_first_look,
    restore_settings,
    to_arrays,
)
from classify.pipeline.piles import Grouping
from classify.records import BriefLength, Correction, LabelledTeaser, Provenance, Teaser, hash_json
from classify.storage import restoring, write_bundle
from classify.stories import PairModel
from classify.summarization import ConceptModel
from classify.taxonomy import Taxonomy
from classify.topics import (
    Examples,
    FirstLook,
    Progress,
    TopicAssigner,
    TopicClassifier,
    TopicSettings,
    TrainingTexts,
    train_topics,
)

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache


class LearnedPipeline:
    """The parts of a `TeaserPipeline`; what is done with them stands there."""

    def __init__(
        self,
        *,
        encoder: EncoderLike,
        classifier: TopicClassifier,
        settings: PipelineSettings | None = None,
        name: str = "unsaved",
        sha256: str = "",
        facts: Mapping[str, Any] | None = None,
        first_look: FirstLook | None = None,
        examples: Examples | None = None,
    ) -> None:
        self.encoder = checked(encoder)
        self.classifier = classifier
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
        bundle = read_model(model)
        found = find_encoder(bundle.manifest["encoder"], model=bundle.path, encoder=encoder)
        with restoring(bundle.path):
            return cls(
                encoder=with_cache(found, cache),
                classifier=restore_classifier(bundle),
                settings=restore_settings(bundle),
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
        labelled : sequence of LabelledTeaser
            May be empty where topics have definitions.
        taxonomy : Taxonomy
            Every topic of the labels must be in it.
        encoder : EncoderLike, str or path, optional
            An encoder, or what `load_encoder` loads one from; the bundled one if not given.
        cache : EmbeddingCache, optional
            Where vectors are kept from one call to the next.
        groups : sequence of int, optional
            Teasers of one group (copies, one event) are scored by a model that saw none of it.
        held_out : sequence of LabelledTeaser
            Teasers to fit probabilities and thresholds on; out of fold if there are none. Give them
            where the encoder itself has learned from the labels of the others.
        unlabelled : sequence of Teaser
            Teasers to learn from by the model's own sure decisions, where labelled ones are few.
        examples : sequence of LabelledTeaser, optional
            Those whose headlines the model keeps, to explain topics with; all labelled ones if not
            given. Give fewer where texts must not travel with the model.
        settings : TopicSettings, optional
        on_progress : callable, optional
            Called with the number of texts encoded since the last call.

        Raises
        ------
        LabelError
            If there is nothing to learn from.
        """
        ready = with_cache(as_encoder(DEFAULT_ENCODER if encoder is None else encoder), cache)
        texts = TrainingTexts(taxonomy, labelled, groups, held_out, unlabelled)
        classifier, look = train_topics(
            texts, ready, known_news=known_vectors, settings=settings, on_progress=on_progress
        )
        shown = labelled if examples is None else examples
        return cls(
            encoder=ready,
            classifier=classifier,
            first_look=look,
            examples=Examples.of(shown, ready.encode([item.teaser.passage for item in shown])),
            facts=training_facts(labelled, classifier),
        )

    def save(self, path: str | Path, *, card: str | None = None) -> None:
        """Write the bundle, whole or not at all; its name is the folder's."""
        manifest = {**self.manifest(), "name": Path(path).name}
        arrays = to_arrays(self.classifier, self.first_look, self.examples)
        write_bundle(path, manifest, arrays=arrays, card=card)

    def manifest(self) -> dict[str, Any]:
        """Return all that is to be known of this pipeline but its arrays, in JSON values."""
        return {
            "kind": KIND,
            "name": self.name,
            "encoder": describe_encoder(self.encoder),
            "taxonomy": self.taxonomy.to_dict(),
            "labelling": self.classifier.settings.to_dict(),
            "settings": self.settings.to_dict(),
            "facts": self.facts,
            FIRST_LOOK: self.first_look.manifest() if self.first_look else None,
        }

    def with_min_precision(self, min_precision: float) -> Self:
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
        changed.classifier = self.classifier.with_min_precision(min_precision)
        if self.first_look:
            changed.first_look = self.first_look.with_min_precision(min_precision)
        return changed

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
        return self.classifier.taxonomy

    @property
    def _assigner(self) -> TopicAssigner:
        # made anew each time, so that it follows the parts
        return TopicAssigner(
            model=self.name,
            encoder=self.encoder,
            classifier=self.classifier,
            first_look=self.first_look,
        )

    def _grouping(self, corrections: Sequence[Correction], *, fast: bool = False) -> Grouping:
        """Return what decides which teasers tell one event; if fast, by the fast encoder alone."""
        assigner = self._assigner.fast() if fast else self._assigner
        return Grouping(
            assigner=assigner,
            settings=self.settings.stories,
            pair_model=find_pair_model(assigner.encoder)[0] if fast else self._pair_model[0],
            corrections=corrections,
        )

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
            config=self._config,
        )

    @property
    def _config(self) -> list[Any]:
        """All settings that results depend on, in JSON values."""
        labelling = self.classifier.settings.to_dict()
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
