"""Verbs about models: train, inspect."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.caches import user_store
from classify.cli.options import LabelledData, NoCache, Split
from classify.cli.screen import progress, put, say

_THIN = 20
"""Positive examples below which a topic's threshold is mostly chance."""


def train(
    data: LabelledData,
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FOLDER", help="Where the model goes.", show_default=False),
    ],
    topics: Annotated[
        Path | None,
        typer.Option(
            "--topics",
            metavar="FILE",
            help="Topic file (TOML). If not given, topics.toml beside the data, or else the "
            "labels themselves.",
            show_default=False,
        ),
    ] = None,
    encoder: Annotated[
        str | None,
        typer.Option(
            "--encoder",
            metavar="ENCODER",
            help="A bundled encoder's name; the folder of an ONNX encoder or of a Sentence "
            "Transformers model; or hub:NAME for one of a hub. The bundled one if not given.",
            show_default=False,
        ),
    ] = None,
    split: Split = "train",
    no_cache: NoCache = False,
) -> None:
    """Train a model on labelled teasers.

    Example: classify train my-labels.csv --out my-model/
    """
    from classify.bundles import CARD
    from classify.labelled_set import LabelledSet
    from classify.pipeline import TeaserPipeline
    from classify.reports import render_card

    labelled = LabelledSet.read(data, topics=topics, split=split)
    with progress("Reading teasers", len(labelled.teasers)) as advance:
        pipeline = TeaserPipeline.train(
            labelled.teasers,
            taxonomy=labelled.taxonomy,
            encoder=encoder,
            store=user_store(no_cache=no_cache),
            groups=labelled.groups,
            on_progress=advance,
        )
    pipeline.save(out, card=render_card({**pipeline.manifest(), "name": out.name}))
    thin = [key for key, fact in pipeline.facts["topics"].items() if fact["n_positive"] < _THIN]
    say(f"learned {len(labelled.taxonomy)} topics from {len(labelled.teasers)} teasers")
    if thin:
        say(f"too thin to trust (under {_THIN} examples): {', '.join(thin)}")
    say(f"wrote {out}; what was learned stands in {out / CARD}. Use it with --model {out}")


def inspect(
    model: Annotated[
        str,
        typer.Argument(metavar="[MODEL]", help="A bundled model's or encoder's name, or a folder."),
    ] = "default",
) -> None:
    """Show what a model is, what it was trained on and how well it scored; check its files.

    Example: classify inspect my-model/
    """
    from classify.assets import model_folder
    from classify.bundles import CARD, read_bundle
    from classify.model_files import KIND
    from classify.reports import render_card

    bundle = read_bundle(model_folder(model, what="model"))
    if bundle.manifest.get("kind") == KIND:
        put(render_card(bundle.manifest), None)
    else:  # an encoder's card is written by hand
        put((bundle.path / CARD).read_text(encoding="utf-8"), None)
    say(f"{bundle.path}: all {len(bundle.manifest['files'])} checksums agree")
