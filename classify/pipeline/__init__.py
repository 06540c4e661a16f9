"""TeaserPipeline: topics, stories and summaries in order; trained, saved, loaded."""

from classify.pipeline.persistence import KIND, check_manifest
from classify.pipeline.pipeline import TeaserPipeline

__all__ = [
    "KIND",
    "TeaserPipeline",
    "check_manifest",
]
