"""What is known of a model and of a digest: hashes of what went in, and what was learned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from classify.labelling import Labeller
from classify.labels import label_arrays
from classify.records import LabelledTeaser


def training_facts(labelled: Sequence[LabelledTeaser], labeller: Labeller) -> dict[str, Any]:
    """Collect what a model card says of the training, in JSON values."""
    truth = label_arrays(labelled, labeller.taxonomy).truth
    thresholds = labeller.topics.thresholds
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
                zip(labeller.taxonomy.keys, thresholds, strict=True)
            )
        },
    }


def hash_json(values: Any) -> str:
    """Hash JSON values; the order of keys does not matter."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    # a text may hold half of a surrogate pair, which a hash of it must survive
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
