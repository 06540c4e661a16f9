"""The verb that makes models: train."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from classify.cli.cache import user_cache
from classify.cli.inputs import read_inputs
from classify.cli.options import NoCache, Split
from classify.cli.terminal import progress, say

if TYPE_CHECKING:
    from classify.pipeline import TeaserPipeline
    from classify.records import Teaser

_THIN = 20
"""Positive examples below which a topic's threshold leans on the other topics."""


_Data = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DATA]",
        help="Labelled teasers: JSON Lines, a CSV with a labels column (separated by ;), a "
        'JSON object {"topic": ["example", ...]}, or a folder of such files. Without it, '
        "topics are learned from their definitions alone (--topics).",
        show_default=False,
    ),
]
_Out = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Folder of the new model: new or empty, or that of a model, which is replaced.",
        show_default=False,
    ),
]
_Topics = Annotated[
    Path | None,
    typer.Option(
        "--topics",
        metavar="FILE",
        help="Topic file (TOML) with a definition of each topic, which counts as two examples. "
        "If not given, topics.toml beside the data, or else the labels themselves.",
        show_default=False,
    ),
]
_Unlabelled = Annotated[
    list[str] | None,
    typer.Option(
        "--unlabelled",
        metavar="FILE",
        help="Teasers without labels, for self-training on the model's most certain predictions: "
        "useful where labelled ones are few. May be given several times.",
        show_default=False,
    ),
]
_Encoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="ENCODER",
        help="Name of a bundled encoder; the folder of an ONNX encoder or of a Sentence "
        "Transformers model; or hub:NAME for one of a hub. The bundled one if not given.",
        show_default=False,
    ),
]


def train(
    out: _Out,
    data: _Data = None,
    topics: _Topics = None,
    unlabelled: _Unlabelled = None,
    encoder: _Encoder = None,
    split: Split = "train",
    no_cache: NoCache = False,
) -> None:
    """Train a model on labelled teasers, on definitions of topics, or on both.

    Example: classify train my-labels.csv --out my-model/

    Example: classify train --topics topics.toml --unlabelled archive.jsonl --out my-model/
    """
    from classify.datasets import LabelledSet
    from classify.pipeline import TeaserPipeline
    from classify.reports import render_card, topic_keys
    from classify.storage import CARD, replaceable_files
    from classify.taxonomy import Taxonomy

    if data is None and topics is None:
        raise typer.BadParameter("give labelled teasers (DATA), a topic file (--topics), or both")
    replaceable_files(out)  # refused now, not when all is learned
    read = partial(LabelledSet.read, topics=topics, names_of=topic_keys, split=split)
    labelled = read(data) if data else None
    taxonomy = labelled.taxonomy if labelled else Taxonomy.from_toml(topics or "")
    pile = _pile(unlabelled or [])
    teasers = labelled.teasers if labelled else ()
    with progress("Reading teasers", len(teasers) + len(pile) + len(taxonomy)) as advance:
        pipeline = TeaserPipeline.train(
            teasers,
            taxonomy=taxonomy,
            encoder=encoder,
            cache=user_cache(no_cache=no_cache),
            groups=labelled.groups if labelled else None,
            unlabelled=pile,
            on_progress=advance,
        )
    pipeline.save(out, card=render_card({**pipeline.manifest(), "name": out.name}))
    for line in _learned(pipeline, n_unlabelled=len(pile)):
        say(line)
    say(f"wrote {out}; what was learned stands in {out / CARD}. Use it with --model {out}")


def _pile(files: list[str]) -> list[Teaser]:
    """Read teasers without labels; their dates do not matter."""
    if not files:
        return []
    return read_inputs(files, input_format=None, as_of=None, outlet=None, strict=False)[0]


def _learned(pipeline: TeaserPipeline, *, n_unlabelled: int) -> list[str]:
    """Say what was learned, and what of it is thin."""
    facts = pipeline.facts["topics"]
    beside = f" and {n_unlabelled} without labels" if n_unlabelled else ""
    lines = [f"learned {len(facts)} topics from {pipeline.facts['n_teasers']} teasers{beside}"]
    n_positive = {key: fact["n_positive"] for key, fact in facts.items()}
    defined = {topic.key for topic in pipeline.taxonomy if topic.definition}
    blind = [key for key, n in n_positive.items() if n == 0 and key not in defined]
    alone = [key for key, n in n_positive.items() if n == 0 and key in defined]
    thin = [key for key, n in n_positive.items() if 0 < n < _THIN]
    if blind:
        lines.append(f"never assigned, for want of an example or definition: {', '.join(blind)}")
    if alone:
        lines.append(f"known from the definition alone: {', '.join(alone)}")
    if thin:
        lines.append(f"too thin to trust (under {_THIN} examples): {', '.join(thin)}")
    return lines
