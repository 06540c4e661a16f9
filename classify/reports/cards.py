"""A model's manifest to a model card: what it is, what it learned from, how well it does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from classify.reports.evaluation import headline_table, topic_table

_WHAT = """\
Topics for English news teasers: one logistic regression per topic on sentence vectors beside word
features. Probabilities are calibrated, and each topic's threshold is chosen for F1, on out-of-fold
scores over the training teasers."""

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
        _WHAT,
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
