"""Explanations as text that a person reads: topics, the words for and against them, examples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classify.records import Explanation, Prediction, WordEffect
from classify.reports.escaping import plain
from classify.reports.phrases import ENGLISH_PHRASES, Phrases
from classify.reports.translation import Catalogue, message
from classify.taxonomy import Taxonomy

_LEAST_POINTS = 0.1
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
        lines += [f"    {side}: {words}" for side, words in _ENGLISH.words_by_side(reason.words)]
    if found.examples:
        lines.append("  Labelled teasers that it is like:")
        lines += [
            f"    {example.similarity:.2f}  {plain(example.headline)}  "
            f"[{plain(_ENGLISH.label_words(example.labels, taxonomy))}]"
            for example in found.examples
        ]
    return "\n".join(lines) + "\n"


def _status(prediction: Prediction) -> str:
    if prediction.reason:
        return f"abstained: {_WHY_NOT[prediction.reason]}; novelty {prediction.novelty:.2f}"
    if prediction.status == "none":
        return "no topic; the most probable:"
    return f"{len(prediction.topics)} of the topics apply:"


@dataclass(frozen=True, slots=True)
class ExplanationWords:
    """Parts of an explanation, in words."""

    phrases: Phrases

    @property
    def catalogue(self) -> Catalogue:
        """The words of the language."""
        return self.phrases.catalogue

    def words_by_side(self, words: Sequence[WordEffect]) -> list[tuple[str, str]]:
        """List words "for" and "against" a topic, each with its points of probability.

        Where a probability is so near 0 or 1 that no word moves it, log-odds stand instead.
        """
        sides = (
            (message("for"), [word for word in words if word.log_odds > 0]),
            (message("against"), [word for word in words if word.log_odds < 0]),
        )
        return [
            (
                self.catalogue.say(side),
                ", ".join(f"{plain(word.text)} ({self._points(word)})" for word in chosen),
            )
            for side, chosen in sides
            if chosen
        ]

    def label_words(self, labels: Sequence[str], taxonomy: Taxonomy) -> str:
        """Name the labels of an example."""
        return ", ".join(map(taxonomy.name, labels)) or self.catalogue.say("no topic")

    def _points(self, word: WordEffect) -> str:
        points = word.change * 100
        if abs(points) < _LEAST_POINTS:
            log_odds = self.catalogue.number(word.log_odds, "+.1f")
            return self.catalogue.say("{log_odds} log-odds", log_odds=log_odds)
        return self.catalogue.number(points, "+.0f" if abs(points) >= 1 else "+.1f")


_ENGLISH = ExplanationWords(ENGLISH_PHRASES)
