"""Explanations as text that a person reads: topics, the words for and against them, examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from classify.reports.plain_text import plain
from classify.taxonomy import Taxonomy

_WHY_NOT = {
    "novel": "unlike the teasers that the model knows",
    "language": "in a language that the encoder does not speak",
    "too short": "too short to tell",
}


def render_explanation(found: Mapping[str, Any], taxonomy: Taxonomy) -> str:
    """Render one explanation, turned into plain values by `records.to_json_dict`."""
    prediction = found["prediction"]
    headline = plain(found["passage"]).strip()
    lines = [headline, f"  {_status(prediction)}"]
    for reason in found["reasons"]:
        lines.append(
            f"  {taxonomy.name(reason['topic'])}: {reason['probability']:.0%} "
            f"(assigned from {reason['threshold']:.0%})"
        )
        lines += [f"    {line}" for line in _words(reason["words"])]
    if found["examples"]:
        lines.append("  Labelled teasers that it is like:")
        lines += [
            f"    {example['similarity']:.2f}  {plain(example['headline'])}  "
            f"[{', '.join(map(taxonomy.name, example['labels'])) or 'no topic'}]"
            for example in found["examples"]
        ]
    return "\n".join(lines) + "\n"


def _status(prediction: Mapping[str, Any]) -> str:
    if prediction["status"] == "abstained":
        return f"abstained: {_WHY_NOT[prediction['reason']]}; novelty {prediction['novelty']:.2f}"
    if prediction["status"] == "none":
        return "no topic; the most probable:"
    return f"{len(prediction['topics'])} of the topics apply:"


def _words(words: Sequence[Mapping[str, Any]]) -> list[str]:
    """Words for and against, each with what it changes: points of probability."""
    sides = (
        ("for", [word for word in words if word["log_odds"] > 0]),
        ("against", [word for word in words if word["log_odds"] < 0]),
    )
    return [
        f"{side}: " + ", ".join(f"{plain(word['text'])} ({_points(word)})" for word in chosen)
        for side, chosen in sides
        if chosen
    ]


def _points(word: Mapping[str, Any]) -> str:
    points = word["change"] * 100
    return f"{points:+.0f}" if abs(points) >= 1 else f"{points:+.1f}"
