"""Turns piles of news teasers into topics, stories and cited briefs.

>>> from classify import TeaserPipeline, read_teasers
>>> pipeline = TeaserPipeline.load()
>>> digest = pipeline.digest(read_teasers("listing.txt"))
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it; the module typing takes longer than all of this
if TYPE_CHECKING:
    from typing import Any

    from classify.datasets import read_labelled_stories, read_labelled_teasers
    from classify.encoders import EncoderLike, load_encoder
    from classify.errors import ClassifyError
    from classify.pipeline import TeaserPipeline
    from classify.readers import as_teasers, fetch_sources, read_corrections, read_teasers
    from classify.records import (
        Brief,
        Digest,
        LabelledTeaser,
        Prediction,
        Story,
        Teaser,
        to_frame,
    )
    from classify.reports import render_digest, write_digest
    from classify.stories import StoryFinder
    from classify.summarization import StorySummarizer
    from classify.taxonomy import Taxonomy
    from classify.topics import TopicClassifier

__all__ = [
    "Brief",
    "ClassifyError",
    "Digest",
    "EncoderLike",
    "LabelledTeaser",
    "Prediction",
    "Story",
    "StoryFinder",
    "StorySummarizer",
    "Taxonomy",
    "Teaser",
    "TeaserPipeline",
    "TopicClassifier",
    "as_teasers",
    "fetch_sources",
    "load_encoder",
    "read_corrections",
    "read_labelled_stories",
    "read_labelled_teasers",
    "read_teasers",
    "render_digest",
    "to_frame",
    "write_digest",
]

_HOMES = {
    "Brief": "records",
    "ClassifyError": "errors",
    "Digest": "records",
    "EncoderLike": "encoders",
    "LabelledTeaser": "records",
    "Prediction": "records",
    "Story": "records",
    "StoryFinder": "stories",
    "StorySummarizer": "summarization",
    "Taxonomy": "taxonomy",
    "Teaser": "records",
    "TeaserPipeline": "pipeline",
    "TopicClassifier": "topics",
    "as_teasers": "readers",
    "fetch_sources": "readers",
    "load_encoder": "encoders",
    "read_corrections": "readers",
    "read_labelled_stories": "datasets",
    "read_labelled_teasers": "datasets",
    "read_teasers": "readers",
    "render_digest": "reports",
    "to_frame": "records",
    "write_digest": "reports",
}


def __getattr__(name: str) -> Any:
    # names are fetched at first use: `classify --help` would otherwise wait for scikit-learn
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'classify' has no attribute {name!r}")
    return getattr(import_module(f"classify.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
