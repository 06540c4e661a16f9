"""What a pipeline has learned and was set to, as a bundle keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from classify.encoders import CheckedEncoder, check_description, find_encoder
from classify.errors import BundleFormatError
from classify.storage import (
    MANIFEST,
    Bundle,
    asset_path,
    entry,
    model_folder,
    read_bundle,
    restoring,
)
from classify.stories import PairModel, StorySettings
from classify.summarization import ConceptModel, CondensingSettings
from classify.taxonomy import Taxonomy
from classify.topics import Examples, FirstLook, TopicClassifier, TopicSettings

DEFAULT_MODEL = "default"
PAIR_MODELS = ("story-pairs", "story-pairs-static")
CONCEPT_MODELS = ("summary-concepts",)
KIND = "teaser-pipeline"
FIRST_LOOK = "first_look"
EXAMPLES = "examples"

Model = TypeVar("Model")


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


def read_model(model: str | Path) -> Bundle:
    """Read a pipeline's bundle, by folder or by bundled name, without its encoder."""
    folder = model_folder(model, what="model")
    bundle = read_bundle(folder)
    if bundle.manifest.get("kind") != KIND:
        raise BundleFormatError(folder, f"holds a {bundle.manifest.get('kind')}, no {KIND}")
    check_manifest(bundle)
    return bundle


def check_manifest(bundle: Bundle) -> None:
    """Make sure that the manifest of a pipeline has all its parts.

    Raises
    ------
    BundleFormatError
        If one is missing or of another type.
    """
    manifest = bundle.manifest
    with restoring(bundle.path, MANIFEST):
        entry(manifest, "name", str)
        for name in ("encoder", "taxonomy", "labelling", "settings", "facts"):
            entry(manifest, name, dict)
        for name in ("stories", "condensing"):
            entry(manifest["settings"], name, dict, place="settings")
        check_description(manifest["encoder"])
        if manifest.get(FIRST_LOOK) is not None:
            look = entry(manifest, FIRST_LOOK, dict)
            for name in ("encoder", "labelling"):
                entry(look, name, dict, place=FIRST_LOOK)
            check_description(look["encoder"], place=f"{FIRST_LOOK}.encoder")


def restore_settings(bundle: Bundle) -> PipelineSettings:
    """Restore how stories are found and condensed."""
    return PipelineSettings.from_dict(bundle.manifest["settings"])


def restore_classifier(bundle: Bundle) -> TopicClassifier:
    """Restore the classifier of a bundle."""
    if "words" not in bundle.manifest["labelling"]:
        raise BundleFormatError(bundle.path, "was trained by an earlier version. Train it again.")
    return TopicClassifier.from_arrays(
        bundle.arrays,
        taxonomy=_taxonomy(bundle),
        settings=TopicSettings.from_dict(bundle.manifest["labelling"]),
        n_dims=bundle.manifest["encoder"]["n_dims"],
    )


def restore_first_look(bundle: Bundle) -> FirstLook | None:
    """Restore a bundle's first look, if it has one; its encoder is loaded when it is needed."""
    manifest = bundle.manifest.get(FIRST_LOOK)
    if manifest is None:
        return None
    return FirstLook.restore(
        manifest,
        _part(bundle, f"{FIRST_LOOK}."),
        taxonomy=_taxonomy(bundle),
        load=partial(find_encoder, manifest["encoder"], model=bundle.path.resolve()),
    )


def restore_examples(bundle: Bundle) -> Examples:
    """Restore the labelled teasers that a bundle keeps."""
    n_dims = bundle.manifest["encoder"]["n_dims"]
    return Examples.from_arrays(_part(bundle, f"{EXAMPLES}."), {"n_dims": n_dims})


def to_arrays(
    classifier: TopicClassifier, first_look: FirstLook | None, examples: Examples
) -> dict[str, NDArray[Any]]:
    """Return what all have learned; names of arrays are prefixed by the part."""
    arrays = classifier.to_arrays()
    if first_look:
        arrays |= {f"{FIRST_LOOK}.{name}": array for name, array in first_look.to_arrays().items()}
    return arrays | {f"{EXAMPLES}.{name}": array for name, array in examples.to_arrays().items()}


def find_pair_model(encoder: CheckedEncoder) -> tuple[PairModel | None, str]:
    """Return the bundled pair model that was learned on this encoder's vectors, and its hash."""
    return _learned_on(encoder, PAIR_MODELS, PairModel.from_arrays)


def find_concept_model(encoder: CheckedEncoder) -> tuple[ConceptModel | None, str]:
    """Return the bundled concept model and its hash, if it was learned on these vectors."""
    return _learned_on(encoder, CONCEPT_MODELS, ConceptModel.from_arrays)


def _learned_on(
    encoder: CheckedEncoder,
    names: Sequence[str],
    restore: Callable[[Mapping[str, NDArray[Any]]], Model],
) -> tuple[Model | None, str]:
    for name in names:
        bundle = read_bundle(asset_path("models", name))
        with restoring(bundle.path):
            described = entry(bundle.manifest, "encoder", dict)
            if entry(described, "sha256", str, place="encoder") == encoder.sha256:
                return restore(bundle.arrays), bundle.sha256
    return None, ""


def _part(bundle: Bundle, prefix: str) -> dict[str, NDArray[Any]]:
    return {
        name.removeprefix(prefix): array
        for name, array in bundle.arrays.items()
        if name.startswith(prefix)
    }


def _taxonomy(bundle: Bundle) -> Taxonomy:
    return Taxonomy.from_dict(bundle.manifest["taxonomy"], source=bundle.path)


def known_vectors(
    encoder: CheckedEncoder, *, model: str = DEFAULT_MODEL
) -> NDArray[np.float32] | None:
    """Vectors of teasers that a model keeps, if it has them by this encoder, (n, n_dims)."""
    bundle = read_model(model)
    look = bundle.manifest.get(FIRST_LOOK) or {}
    for prefix, found in (
        ("", bundle.manifest["encoder"]),
        (f"{FIRST_LOOK}.", look.get("encoder")),
    ):
        if found and found["sha256"] == encoder.sha256:
            with restoring(bundle.path):
                return np.asarray(bundle.arrays[f"{prefix}novelty.vectors"], dtype=np.float32)
    return None
