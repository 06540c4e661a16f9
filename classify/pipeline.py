"""TeaserPipeline: embeds teasers once, then labels them, groups them and briefs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from classify.assets import model_folder
from classify.briefs import BriefDraft, bind_digest
from classify.bundles import Bundle, read_bundle, write_bundle
from classify.condensing import CondensingSettings, condense
from classify.encoders import EncoderLike, load_encoder
from classify.errors import BundleFormatError
from classify.facts import hash_json, training_facts
from classify.gathering import gather
from classify.labelling import Labeller, LabellingSettings, label_arrays
from classify.readers import merge_copies
from classify.records import (
    Digest,
    LabelledTeaser,
    Prediction,
    Provenance,
    Story,
    Teaser,
    to_json_dict,
)
from classify.stories import StorySettings
from classify.taxonomy import Taxonomy

if TYPE_CHECKING:
    from classify.evaluation import TopicScores

DEFAULT_MODEL = "default"
DEFAULT_TITLE = "News digest"
KIND = "teaser-pipeline"

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSettings:
    """How stories are found and condensed; kept in the bundle."""

    stories: StorySettings = field(default_factory=StorySettings)
    condensing: CondensingSettings = field(default_factory=CondensingSettings)

    def to_dict(self) -> dict[str, Any]:
        """Return the settings in JSON values."""
        return {"stories": self.stories.to_dict(), "condensing": self.condensing.to_dict()}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PipelineSettings:
        """Restore what `to_dict` returned."""
        return cls(
            stories=StorySettings.from_dict(values["stories"]),
            condensing=CondensingSettings.from_dict(values["condensing"]),
        )


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
    ) -> None:
        self.encoder = encoder
        self.labeller = labeller
        self.settings = settings or PipelineSettings()
        self.name = name
        self.sha256 = sha256
        self.facts = dict(facts or {})
        """What is known of the training: data, scores, date; JSON values."""

    @classmethod
    def load(
        cls, model: str | Path = DEFAULT_MODEL, *, encoder: EncoderLike | None = None
    ) -> TeaserPipeline:
        """Load a bundle, by folder or by bundled name.

        Raises
        ------
        UnknownNameError
            If there is neither such a folder nor such a name.
        BundleError
            If the bundle is damaged or was trained with another encoder.
        """
        bundle = read_model(model)
        wanted = bundle.manifest["encoder"]
        encoder = encoder or load_encoder(wanted["name"])
        if encoder.sha256 != wanted["sha256"]:
            raise BundleFormatError(
                bundle.path,
                f"was trained with another {wanted['name']} (hash {wanted['sha256'][:12]}, "
                f"found {encoder.sha256[:12]}). Train it again with this encoder.",
            )
        labeller = Labeller.from_arrays(
            bundle.arrays,
            taxonomy=Taxonomy.from_dict(bundle.manifest["taxonomy"], source=bundle.path),
            settings=LabellingSettings.from_dict(bundle.manifest["labelling"]),
        )
        return cls(
            encoder=encoder,
            labeller=labeller,
            settings=PipelineSettings.from_dict(bundle.manifest["settings"]),
            name=bundle.manifest["name"],
            sha256=bundle.sha256,
            facts=bundle.manifest["facts"],
        )

    @classmethod
    def train(
        cls,
        labelled: Sequence[LabelledTeaser],
        *,
        taxonomy: Taxonomy,
        encoder: EncoderLike | None = None,
        groups: Sequence[int] | None = None,
        on_progress: Progress | None = None,
    ) -> TeaserPipeline:
        """Train a pipeline on labelled teasers.

        Parameters
        ----------
        labelled : sequence of LabelledTeaser
        taxonomy : Taxonomy
            Every topic of the labels must be in it.
        encoder : EncoderLike, optional
            The bundled one if not given.
        groups : sequence of int, optional
            Teasers of one group (copies, one event) are scored by a model that saw none of it.
        on_progress : callable, optional
            Called with the number of teasers embedded since the last call.
        """
        encoder = encoder or load_encoder()
        passages = [item.teaser.passage for item in labelled]
        labeller = Labeller.fit(
            labelled,
            encoder.encode(passages, on_progress=on_progress),
            taxonomy=taxonomy,
            groups=None if groups is None else np.asarray(groups),
        )
        return cls(encoder=encoder, labeller=labeller, facts=training_facts(labelled, labeller))

    def save(self, path: str | Path, *, card: str | None = None) -> None:
        """Write the bundle, whole or not at all; its name is the folder's."""
        manifest = {**self.manifest(), "name": Path(path).name}
        write_bundle(path, manifest, arrays=self.labeller.to_arrays(), card=card)

    def manifest(self) -> dict[str, Any]:
        """Return all that is to be known of this pipeline but its arrays, in JSON values."""
        return {
            "kind": KIND,
            "name": self.name,
            "encoder": {
                "name": self.encoder.name,
                "sha256": self.encoder.sha256,
                "precision": self.encoder.precision,
                "n_dims": self.encoder.n_dims,
            },
            "taxonomy": self.taxonomy.to_dict(),
            "labelling": self.labeller.settings.to_dict(),
            "settings": self.settings.to_dict(),
            "facts": self.facts,
        }

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics that this pipeline knows."""
        return self.labeller.taxonomy

    def predict(
        self, teasers: Sequence[Teaser], *, on_progress: Progress | None = None
    ) -> list[Prediction]:
        """Assign topics, one Prediction a teaser, in the same order."""
        return self.labeller.predict(teasers, self.embed(teasers, on_progress=on_progress))

    def stories(
        self, teasers: Sequence[Teaser], *, on_progress: Progress | None = None
    ) -> list[Story]:
        """Group teasers that tell the same event; every teaser is in exactly one story.

        Copies (teasers with the same id) are merged first. Oldest story first, undated last.
        """
        unique = _canonical(teasers)
        vectors = self.embed(unique, on_progress=on_progress)
        predictions = self.labeller.predict(unique, vectors)
        found = gather(unique, vectors, predictions, self.labeller, self.settings.stories)
        return [story for story, _ in found]

    def brief(
        self,
        teasers: Sequence[Teaser],
        *,
        as_of: datetime | None = None,
        title: str = DEFAULT_TITLE,
        unreadable: Sequence[str] = (),
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
        on_progress : callable, optional
            Called with the number of teasers embedded since the last call.
        """
        unique = _canonical(teasers)
        vectors = self.embed(unique, on_progress=on_progress)
        predictions = self.labeller.predict(unique, vectors)
        found = gather(unique, vectors, predictions, self.labeller, self.settings.stories)
        condensed = condense([story for story, _ in found], self.encoder, self.settings.condensing)
        return bind_digest(
            [
                BriefDraft(story=story, probabilities=probabilities, sentences=sentences)
                for (story, probabilities), sentences in zip(found, condensed, strict=True)
            ],
            {prediction.teaser_id: prediction for prediction in predictions},
            taxonomy=self.taxonomy,
            as_of=as_of or datetime.now(UTC).replace(microsecond=0),
            provenance=Provenance(
                version=version("classify-news"),
                model=self.name,
                model_sha256=self.sha256,
                encoder=self.encoder.name,
                encoder_sha256=self.encoder.sha256,
                config_sha256=hash_json(
                    [self.labeller.settings.to_dict(), self.settings.to_dict()]
                ),
                input_sha256=hash_json(to_json_dict(unique)),
            ),
            title=title,
            unreadable=unreadable,
        )

    def evaluate(
        self,
        labelled: Sequence[LabelledTeaser],
        *,
        groups: Sequence[int] | None = None,
        n_resamples: int = 1000,
        on_progress: Progress | None = None,
    ) -> TopicScores:
        """Score the topics against labels that people gave.

        Parameters
        ----------
        labelled : sequence of LabelledTeaser
            None of them a training teaser, or the figures flatter.
        groups : sequence of int, optional
            Resampled as a whole for the intervals.
        n_resamples : int
            Bootstrap samples behind each 95 % interval.
        on_progress : callable, optional
        """
        from classify.evaluation import score_topics

        predictions = self.predict([item.teaser for item in labelled], on_progress=on_progress)
        probabilities = np.array(
            [[one.probabilities[key] for key in self.taxonomy.keys] for one in predictions]
        )
        truth, counted = label_arrays(labelled, self.taxonomy)
        assigned = np.array(
            [[key in prediction.topics for key in self.taxonomy.keys] for prediction in predictions]
        )
        return score_topics(
            truth,
            probabilities,
            assigned,
            topics=self.taxonomy.keys,
            counted=counted,
            groups=None if groups is None else np.asarray(groups),
            n_resamples=n_resamples,
        )

    def embed(
        self, teasers: Sequence[Teaser], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Return the vectors of teasers, shape (n_teasers, n_dims), rows of unit length."""
        return self.encoder.encode([teaser.passage for teaser in teasers], on_progress=on_progress)


def read_model(model: str | Path) -> Bundle:
    """Read a pipeline's bundle, by folder or by bundled name, without its encoder."""
    folder = model_folder(model, what="model")
    bundle = read_bundle(folder)
    if bundle.manifest.get("kind") != KIND:
        raise BundleFormatError(folder, f"holds a {bundle.manifest.get('kind')}, no {KIND}")
    return bundle


def _canonical(teasers: Sequence[Teaser]) -> list[Teaser]:
    """Distinct teasers in an order of their own, so that the order of input cannot matter."""
    return sorted(merge_copies(teasers), key=lambda teaser: teaser.id)
