"""What is known of a model and of a digest: hashes of what went in, and what was learned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from classify.datasets import label_arrays
from classify.digests.sections import DigestLayout
from classify.encoders import EncoderLike
from classify.records import Correction, LabelledTeaser, Provenance, Teaser, hash_json, to_json_dict
from classify.topics import TopicClassifier


def training_facts(
    labelled: Sequence[LabelledTeaser], classifier: TopicClassifier
) -> dict[str, Any]:
    """Collect what a model card says of the training, in JSON values."""
    truth = label_arrays(labelled, classifier.taxonomy).truth
    thresholds = classifier.head.topics.thresholds
    return {
        "n_teasers": len(labelled),
        "data_sha256": hash_json(
            sorted(
                [item.teaser.headline, item.teaser.text, list(item.labels), list(item.disputed)]
                for item in labelled
            )
        ),
        "topics": {
            key: {"n_positive": int(truth[:, column].sum()), "threshold": float(threshold)}
            for column, (key, threshold) in enumerate(
                zip(classifier.taxonomy.keys, thresholds, strict=True)
            )
        },
    }


def state_provenance(
    teasers: Sequence[Teaser],
    corrections: Sequence[Correction],
    layout: DigestLayout,
    encoder: EncoderLike,
    *,
    model: str,
    model_sha256: str,
    config: Sequence[Any],
) -> Provenance:
    """State what a digest is made with, and of what.

    Parameters
    ----------
    teasers, corrections, layout
        What went in, in an order that the input's does not change.
    encoder : EncoderLike
    model, model_sha256 : str
        Name and hash of the bundle.
    config : sequence of JSON values
        All settings of the model that results depend on.
    """
    told = [[one.kind, *one.teasers] for one in corrections]
    return Provenance(
        version=version("classify-news"),
        model=model,
        model_sha256=model_sha256,
        encoder=encoder.name,
        encoder_sha256=encoder.sha256,
        config_sha256=hash_json([*config, told, asdict(layout)]),
        input_sha256=hash_json(to_json_dict(teasers)),
    )
