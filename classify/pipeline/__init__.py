"""TeaserPipeline: topics, stories and summaries in order; trained, saved, loaded."""

from classify.pipeline.persistence import KIND, check_manifest, taxonomy_of
from classify.pipeline.pipeline import TeaserPipeline
from classify.pipeline.settings import PipelineSettings

__all__ = [
    "KIND",
    "PipelineSettings",
    "TeaserPipeline",
    "check_manifest",
    "taxonomy_of",
]
