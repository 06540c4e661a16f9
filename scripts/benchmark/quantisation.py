"""Measure what the 8-bit graph of the bundled encoder loses against its fp32 weights.

    python scripts/benchmark/quantisation.py --data DIR [--encoder teaser-encoder]

Builds the fp32 graph from the encoder's model.safetensors, then scores the bundled model's topics
on vectors of both, on the development halves that it was not calibrated on (see held_out.py).
Prints macro-F1 of both with the bootstrap interval of their difference, and the cosines.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from encoder_training.folder import WEIGHTS, write_encoder  # noqa: E402
from held_out import development_halves  # noqa: E402
from safetensors.numpy import load_file  # noqa: E402

from classify import TeaserPipeline  # noqa: E402
from classify.datasets import label_arrays, prediction_arrays  # noqa: E402
from classify.encoders import load_encoder  # noqa: E402
from classify.storage import TOKENIZER, asset_path  # noqa: E402

N_RESAMPLES = 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default="teaser-encoder")
    arguments = parser.parse_args()
    folder = asset_path("models", arguments.encoder)
    pipeline = TeaserPipeline.load()
    _, halves = development_halves(ROOT / "labeled", arguments.data, pipeline.taxonomy)
    items = [item for found in halves.values() for item in found]
    teasers = [item.teaser for item in items]
    quantised = pipeline.embed(teasers)
    with tempfile.TemporaryDirectory() as scratch:
        exact = load_encoder(whole_precision(folder, Path(scratch))).encode(
            [teaser.passage for teaser in teasers]
        )
    labels = label_arrays(items, pipeline.taxonomy)
    truth, counted = labels.truth, labels.counted
    classifier = pipeline.classifier
    opinions = (
        classifier.first_look.log_odds([teaser.passage for teaser in teasers])
        if classifier.first_look
        else None
    )
    decided = [
        prediction_arrays(classifier.head.predict(teasers, vectors, opinions), pipeline.taxonomy)[1]
        for vectors in (quantised, exact)
    ]
    f1 = [macro_f1(one, truth, counted) for one in decided]
    random = np.random.default_rng(0)
    differences = []
    for _ in range(N_RESAMPLES):
        rows = random.integers(0, len(items), len(items))
        low, high = (macro_f1(one[rows], truth[rows], counted[rows]) for one in decided)
        differences.append(low - high)
    low, high = np.quantile(differences, [0.025, 0.975])
    cosines = (quantised * exact).sum(axis=1)
    print(f"{len(items)} teasers of the reported development halves, labeled and real")
    print(f"cosine of int8 to fp32: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    print(f"macro-F1: int8 {f1[0]:.4f}, fp32 {f1[1]:.4f}")
    print(f"difference {f1[0] - f1[1]:+.4f} (95 % interval {low:+.4f} to {high:+.4f})")


def whole_precision(folder: Path, scratch: Path) -> Path:
    """Write the fp32 encoder of a folder that holds trainable weights."""
    weights = {
        name: array.astype(np.float32) for name, array in load_file(folder / WEIGHTS).items()
    }
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    out = scratch / f"{folder.name}-fp32"
    tokenizer = (folder / TOKENIZER).read_bytes()
    write_encoder(out, weights, config, tokenizer, card="", precision="float32", origin={})
    return out


def macro_f1(decided: np.ndarray, truth: np.ndarray, counted: np.ndarray) -> float:
    """Mean F1 of the topics that occur; cells in dispute are left out."""
    hits = (decided & truth & counted).sum(axis=0)
    total = (decided & counted).sum(axis=0) + (truth & counted).sum(axis=0)
    occurs = (truth & counted).any(axis=0)
    return float((2 * hits[occurs] / total[occurs]).mean())


if __name__ == "__main__":
    main()
