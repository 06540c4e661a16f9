"""The topics of a pipeline against labels that people gave."""

from __future__ import annotations

from collections.abc import Sequence

from classify.compute import Progress
from classify.errors import BundleFormatError
from classify.pipeline.parts import PipelineParts
from classify.records import Evaluation, LabelledTeaser


def evaluate_parts(
    parts: PipelineParts,
    labelled: Sequence[LabelledTeaser],
    *,
    against: PipelineParts | None,
    groups: Sequence[int] | None,
    n_resamples: int,
    on_progress: Progress | None,
) -> Evaluation:
    """Predict and score, another model beside; see `TeaserPipeline.evaluate`."""
    from classify.evaluation import evaluate_topics

    taxonomy = parts.classifier.taxonomy
    if against and set(against.classifier.taxonomy.keys) != set(taxonomy.keys):
        raise BundleFormatError(
            against.name, f"knows other topics than {parts.name}: the two cannot be compared"
        )
    teasers = [item.teaser for item in labelled]
    return evaluate_topics(
        labelled,
        parts.classifier.predict(teasers, on_progress=on_progress),
        taxonomy=taxonomy,
        against=against.classifier.predict(teasers) if against else None,
        groups=groups,
        n_resamples=n_resamples,
    )
