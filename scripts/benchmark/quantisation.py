"""Measure what the 8-bit graph of the bundled encoder loses against its fp32 weights.

    python scripts/benchmark/quantisation.py --data DIR [--encoder teaser-encoder]

Builds the fp32 graph from the encoder's model.safetensors, then scores the bundled model's topics
on vectors of both, on the development halves that it was not calibrated on (see held_out.py).
Prints macro-F1 of both with the bootstrap interval of their difference, and the cosines.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from classify import TeaserPipeline
from classify.datasets import label_arrays, prediction_arrays
from classify.encoders import load_encoder
from classify.evaluation import estimate
from classify.storage import TOKENIZER, asset_path
from scripts import LABELED
from scripts.benchmark.scores import counts
from scripts.encoder_training.folder import WEIGHTS, write_encoder
from scripts.held_out import development_halves

N_RESAMPLES = 1000


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", default="teaser-encoder")
    arguments = parser.parse_args()
    folder = asset_path("models", arguments.encoder)
    pipeline = TeaserPipeline.load()
    _, halves = development_halves(LABELED, arguments.data, pipeline.taxonomy)
    items = [item for found in halves.values() for item in found]
    teasers = [item.teaser for item in items]
    quantised = pipeline.classifier.embed(teasers)
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
    figures = [counts(truth, one, counted, n_resamples=N_RESAMPLES).macro_f1 for one in decided]
    int8, fp32 = (figure[0] for figure in figures)
    difference = estimate(figures[0] - figures[1])
    assert difference is not None  # every topic has a positive somewhere
    cosines = (quantised * exact).sum(axis=1)
    print(f"{len(items)} teasers of the reported development halves, labeled and real")
    print(f"cosine of int8 to fp32: mean {cosines.mean():.4f}, least {cosines.min():.4f}")
    print(f"macro-F1: int8 {int8:.4f}, fp32 {fp32:.4f}")
    print(
        f"difference {difference.value:+.4f} "
        f"(95 % interval {difference.low:+.4f} to {difference.high:+.4f})"
    )


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


if __name__ == "__main__":
    main()
