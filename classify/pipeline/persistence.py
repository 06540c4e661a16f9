"""A pipeline as a bundle keeps it: read, checked, restored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classify.digests import StoryRanker
from classify.encoders import (
    EncoderLike,
    check_description,
    find_encoder,
    with_cache,
)
from classify.errors import BundleFormatError
from classify.pipeline.parts import PipelineParts
from classify.pipeline.settings import PipelineSettings
from classify.storage import MANIFEST, Bundle, entry, model_folder, read_bundle, restoring
from classify.stories import StoryFinder
from classify.summarization import StorySummarizer
from classify.taxonomy import Taxonomy
from classify.topics import GenreClassifier, TopicClassifier

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache

DEFAULT_MODEL = "default"
KIND = "teaser-pipeline"
FIRST_LOOK = "first_look"

_GONE = (("settings", "condensing", "rater"), (FIRST_LOOK, "sent_on"))
"""Entries that only models of earlier versions have."""
_ADDED = (("labelling", "words"),)
"""Entries that only models of earlier versions lack."""


def read_model(model: str | Path) -> Bundle:
    """Read a pipeline's bundle, by folder or by bundled name, without its encoder."""
    folder = model_folder(model, what="model")
    bundle = read_bundle(folder)
    if bundle.manifest.get("kind") != KIND:
        raise BundleFormatError(folder, f"holds a {bundle.manifest.get('kind')}, no {KIND}")
    check_manifest(bundle)
    return bundle


def taxonomy_of(model: str | Path) -> Taxonomy:
    """Read the topics of a model, and nothing else of it.

    Raises
    ------
    BundleError
        If it is no model that can be used.
    """
    bundle = read_model(model)
    with restoring(bundle.path):
        return Taxonomy.from_dict(bundle.manifest["taxonomy"], source=bundle.path)


def check_manifest(bundle: Bundle) -> None:
    """Make sure that the manifest of a pipeline has all its parts.

    Raises
    ------
    BundleFormatError
        If one is missing or of another type.
    """
    manifest = bundle.manifest
    _refuse_earlier(bundle)
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


def _refuse_earlier(bundle: Bundle) -> None:
    """Refuse models of versions before the first release, which share its format number."""
    manifest = bundle.manifest
    if any(_has(manifest, *place) for place in _GONE) or any(
        _has(manifest, *tables) and not _has(manifest, *tables, key) for *tables, key in _ADDED
    ):
        raise BundleFormatError(
            bundle.path,
            "was trained by an earlier version. Train it again: "
            f"classify train DATA --out {bundle.path}",
        )


def _has(values: Any, *place: str) -> bool:
    """Whether there is an entry in a table in a table."""
    for name in place:
        if not isinstance(values, Mapping) or name not in values:
            return False
        values = values[name]
    return True


def load_parts(
    model: str | Path,
    *,
    encoder: EncoderLike | str | Path | None = None,
    cache: EmbeddingCache | None = None,
) -> PipelineParts:
    """Restore the parts of a pipeline; see `TeaserPipeline.load`."""
    bundle = read_model(model)
    manifest = bundle.manifest
    found = find_encoder(manifest["encoder"], model=bundle.path, encoder=encoder)
    with restoring(bundle.path):
        ready = with_cache(found, cache)
        if "words" not in manifest["labelling"]:
            raise BundleFormatError(
                bundle.path, "was trained by an earlier version. Train it again."
            )
        classifier = TopicClassifier.from_arrays(
            bundle.arrays, manifest, encoder=ready, name=manifest["name"], source=bundle.path
        )
        settings = PipelineSettings.from_dict(manifest["settings"])
        return PipelineParts(
            classifier=classifier,
            story_finder=StoryFinder(
                ready, settings=settings.stories, languages=classifier.languages
            ),
            summarizer=StorySummarizer(ready, settings=settings.condensing),
            genres=GenreClassifier(ready, is_on=settings.genres),
            ranker=StoryRanker(ready, languages=classifier.languages),
            name=manifest["name"],
            sha256=bundle.sha256,
            facts=manifest["facts"],
        )


def describe_pipeline(
    name: str, classifier: TopicClassifier, settings: PipelineSettings, facts: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what a bundle keeps of a pipeline beside its arrays, in JSON values."""
    described = classifier.manifest()
    look = described.pop(FIRST_LOOK)
    return {
        "kind": KIND,
        "name": name,
        **described,
        "settings": settings.to_dict(),
        "facts": facts,
        FIRST_LOOK: look,
    }
