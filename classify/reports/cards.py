"""A model's manifest to a model card: what it is, what it learned from, how well it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from classify.reports.figures import headline_table, topic_table

_WHAT = """\
Topics for English news teasers: one logistic regression per topic on sentence vectors, whose
log-odds are added to those of a first look at words and fast vectors. Probabilities are calibrated,
and thresholds chosen for F1, on {unseen}."""

_FIRST_LOOK = """\
The first look is that of the encoder {name} ({n_dims} dimensions, {precision}, SHA-256 `{sha}`).
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


def render_card(manifest: Mapping[str, Any]) -> str:
    """Write the card of a pipeline as Markdown, from its manifest alone."""
    encoder, facts = manifest["encoder"], manifest["facts"]
    names = {topic["key"]: topic["name"] for topic in manifest["taxonomy"]["topic"]}
    lines = [
        f"# {manifest['name']}",
        "",
        _what(manifest),
        "",
        "| | |",
        "| --- | --- |",
        f"| encoder | {encoder['name']}, {encoder['n_dims']} dimensions, {encoder['precision']}, "
        f"SHA-256 `{encoder['sha256'][:12]}` |",
        f"| training teasers | {facts['n_teasers']} |",
        f"| training data | SHA-256 `{facts['data_sha256'][:12]}` |",
        f"| topics | {len(names)} |",
        "",
        _USE.format(name=manifest["name"]),
        *_first_look(manifest.get("first_look")),
    ]
    if "caveat" in facts:
        lines += [facts["caveat"], ""]
    for split, found in facts.get("scores", {}).items():
        lines += [
            f"## Scores on {split}",
            "",
            f"`{found['command']}`, {found['n_teasers']} teasers; 95 % bootstrap intervals. Labels",
            "that one of two annotators gave are left out; strict counts them as not given.",
            "",
            *headline_table(found["scores"]),
            "",
            *topic_table(found["scores"]["topics"], names),
            "",
        ]
    lines += [
        "## What was learned",
        "",
        "| topic | examples | threshold |",
        "| --- | ---: | ---: |",
    ]
    lines += [
        f"| {names[key]} | {found['n_positive']} | {found['threshold']:.2f} |"
        for key, found in facts["topics"].items()
    ]
    return "\n".join(lines) + "\n"


def _what(manifest: Mapping[str, Any]) -> str:
    n_calibrating = manifest["facts"].get("n_calibrating")
    return _WHAT.format(
        unseen=f"{n_calibrating} teasers held out for that"
        if n_calibrating
        else "out-of-fold scores over the training teasers",
    )


def _first_look(manifest: Mapping[str, Any] | None) -> list[str]:
    if manifest is None:
        return []
    encoder = manifest["encoder"]
    said = _FIRST_LOOK.format(
        name=encoder["name"],
        n_dims=encoder["n_dims"],
        precision=encoder["precision"],
        sha=encoder["sha256"][:12],
        share=manifest["sent_on"],
    )
    return [said, ""]
