"""A model's manifest to a model card: what it is, what it learned from, how well it does."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from typing import Any

from classify.records import Estimate
from classify.reports.escaping import escape_markdown, markdown_code, plain
from classify.reports.tables import (
    HEADLINES,
    TOPIC_COLUMNS,
    Found,
    TopicRow,
    cell,
    headline_table,
    topic_table,
)

_WHAT = """\
Topics for English news teasers: one logistic regression per topic on sentence vectors, whose
log-odds are added to those of a first look at words and fast vectors. Probabilities are calibrated,
and thresholds chosen for F1, on {unseen}."""

_FIRST_LOOK = """\
The first look is that of the encoder {name} ({n_dims} dimensions, {precision}, SHA-256 {sha}).
With `--fast` only about {share:.0%} of ordinary teasers, those that it leaves in doubt, go on to
the thorough encoder."""

_USE = """\
## Use and limits

    classify predict teasers.jsonl --model {name}

Made for teasers: a headline and one to three sentences. A teaser that is in another language, too
short, or unlike the training teasers abstains. Topics say what a teaser reports, not whether it is
true. Probabilities can be trusted on teasers like those of the training data; on other material
they are a guide, and what a digest lists as low confidence deserves a look.
"""


# Names that can stand in a command; others are left for the reader to fill in.
_PLAIN_NAME = re.compile(r"\w[\w .+-]*")
_N_HASH_DIGITS = 12


def render_card(manifest: Mapping[str, Any]) -> str:
    """Write the card of a pipeline as Markdown, from its manifest alone; every text is escaped.

    A manifest may come from a stranger: not even its numbers are taken for numbers.
    """
    encoder, facts = manifest["encoder"], manifest["facts"]
    names = {topic["key"]: topic["name"] for topic in manifest["taxonomy"]["topic"]}
    lines = [
        f"# {cell(manifest['name'])}",
        "",
        _what(manifest),
        "",
        "| | |",
        "| --- | --- |",
        f"| encoder | {cell(encoder['name'])}, {cell(encoder['n_dims'])} dimensions, "
        f"{cell(encoder['precision'])}, SHA-256 {_hash(encoder['sha256'])} |",
        f"| training teasers | {cell(facts['n_teasers'])} |",
        f"| training data | SHA-256 {_hash(facts['data_sha256'])} |",
        f"| topics | {len(names)} |",
        "",
        _USE.format(name=_argument(manifest["name"])),
        *_first_look(manifest.get("first_look")),
    ]
    if "caveat" in facts:
        lines += [escape_markdown(facts["caveat"]), ""]
    for split, found in facts.get("scores", {}).items():
        lines += _scores(split, found, names)
    lines += [
        "## What was learned",
        "",
        "| topic | examples | threshold |",
        "| --- | ---: | ---: |",
    ]
    lines += [
        f"| {cell(names[key])} | {cell(found['n_positive'])} | {found['threshold']:.2f} |"
        for key, found in facts["topics"].items()
    ]
    return "\n".join(lines) + "\n"


def _scores(split: str, found: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    scores = found["scores"]
    rows = [
        TopicRow(one["topic"], one["n_positive"], {key: _figure(one[key]) for key in TOPIC_COLUMNS})
        for one in scores["topics"]
    ]
    return [
        f"## Scores on {escape_markdown(split)}",
        "",
        f"{markdown_code(found['command'])}, {cell(found['n_teasers'])} teasers; 95 % bootstrap "
        "intervals. Labels",
        "that one of two annotators gave are left out; strict counts them as not given.",
        "",
        *headline_table(
            {key: _figure(scores[key]) for key in HEADLINES},
            {key: _figure(scores[f"strict_{key}"]) for key in HEADLINES},
        ),
        "",
        *topic_table(rows, names),
        "",
    ]


def _figure(values: Mapping[str, float] | float | None) -> Found:
    """Take a figure from the JSON values of a manifest."""
    if not isinstance(values, Mapping):
        return values
    return Estimate(value=values["value"], low=values["low"], high=values["high"])


def _what(manifest: Mapping[str, Any]) -> str:
    n_calibrating = manifest["facts"].get("n_calibrating")
    return _WHAT.format(
        unseen=f"{cell(n_calibrating)} teasers held out for that"
        if n_calibrating
        else "out-of-fold scores over the training teasers",
    )


def _first_look(manifest: Mapping[str, Any] | None) -> list[str]:
    if manifest is None:
        return []
    encoder = manifest["encoder"]
    said = _FIRST_LOOK.format(
        name=cell(encoder["name"]),
        n_dims=cell(encoder["n_dims"]),
        precision=cell(encoder["precision"]),
        sha=_hash(encoder["sha256"]),
        share=manifest["accurate_share"],
    )
    return [said, ""]


def _hash(sha256: str) -> str:
    return markdown_code(sha256[:_N_HASH_DIGITS])


def _argument(name: str) -> str:
    """Write a name as an argument of a command, fit to be copied into a shell."""
    name = plain(name)
    return shlex.quote(name) if _PLAIN_NAME.fullmatch(name) else "FOLDER"
