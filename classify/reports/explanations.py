"""Explanations as text that a person reads: topics, the words for and against them, examples."""

from __future__ import annotations

from collections.abc import Sequence

from classify.records import Explanation, Prediction, WordEffect
from classify.reports.escaping import plain
from classify.reports.translation import ENGLISH, Catalogue, message
from classify.taxonomy import Taxonomy

_WHY_NOT = {
    "novel": "unlike the teasers that the model knows",
    "language": "in a language that the encoder does not speak",
    "too short": "too short to tell",
}


def render_explanation(found: Explanation, taxonomy: Taxonomy) -> str:
    """Render one explanation as indented text."""
    lines = [plain(found.passage), f"  {_status(found.prediction)}"]
    for reason in found.reasons:
        lines.append(
            f"  {plain(taxonomy.name(reason.topic))}: {reason.probability:.0%} "
            f"(assigned from {reason.threshold:.0%})"
        )
        lines += [f"    {side}: {words}" for side, words in words_by_side(reason.words)]
    if found.examples:
        lines.append("  Labelled teasers that it is like:")
        lines += [
            f"    {example.similarity:.2f}  {plain(example.headline)}  "
            f"[{plain(label_words(example.labels, taxonomy))}]"
            for example in found.examples
        ]
    return "\n".join(lines) + "\n"


def words_by_side(
    words: Sequence[WordEffect], catalogue: Catalogue = ENGLISH
) -> list[tuple[str, str]]:
    """List words "for" and "against" a topic, each with what it changes: points of probability."""
    sides = (
        (message("for"), [word for word in words if word.log_odds > 0]),
        (message("against"), [word for word in words if word.log_odds < 0]),
    )
    return [
        (
            catalogue.say(side),
            ", ".join(f"{plain(word.text)} ({_points(word, catalogue)})" for word in chosen),
        )
        for side, chosen in sides
        if chosen
    ]


def label_words(labels: Sequence[str], taxonomy: Taxonomy, catalogue: Catalogue = ENGLISH) -> str:
    """Name the labels of an example."""
    return ", ".join(map(taxonomy.name, labels)) or catalogue.say("no topic")


def _status(prediction: Prediction) -> str:
    if prediction.reason:
        return f"abstained: {_WHY_NOT[prediction.reason]}; novelty {prediction.novelty:.2f}"
    if prediction.status == "none":
        return "no topic; the most probable:"
    return f"{len(prediction.topics)} of the topics apply:"


def _points(word: WordEffect, catalogue: Catalogue) -> str:
    points = word.change * 100
    return catalogue.number(points, "+.0f" if abs(points) >= 1 else "+.1f")
