"""What a person should look at: one line a story, with the verdict that its brief gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from classify.digests.drafts import BriefDraft
from classify.records import LowConfidence, Prediction

MIN_PRIMARY_PROBABILITY = 0.5
"""A primary topic that is more likely wrong than right is shown to a person."""


def needs_review(draft: BriefDraft) -> bool:
    """Tell whether a person should look at the topics of a story."""
    topics = draft.story.topics
    return not topics or draft.probabilities[topics[0]] < MIN_PRIMARY_PROBABILITY


def review(
    drafts: Iterable[BriefDraft],
    predictions: Mapping[str, Prediction],
    numbers: Mapping[str, int],
) -> tuple[LowConfidence, ...]:
    """List the stories without a topic, and those whose primary topic is more likely wrong.

    Parameters
    ----------
    drafts : iterable of BriefDraft
    predictions : mapping of teaser id to Prediction
    numbers : mapping of teaser id to its citation
        With the lead teaser of each of those stories.

    Returns
    -------
    tuple of LowConfidence
        One a story, of its lead teaser, by citation.
    """
    items = [
        _item(draft, predictions[draft.story.lead], numbers[draft.story.lead])
        for draft in drafts
        if needs_review(draft)
    ]
    return tuple(sorted(items, key=lambda item: item.citation))


def _item(draft: BriefDraft, prediction: Prediction, citation: int) -> LowConfidence:
    topics = draft.story.topics
    headline = draft.story.lead_teaser.headline
    if topics:
        return LowConfidence(
            citation=citation,
            headline=headline,
            status="assigned",
            reason=None,
            nearest_topic=topics[0],
            probability=draft.probabilities[topics[0]],
        )
    ranked = sorted(prediction.probabilities.items(), key=lambda pair: -pair[1])
    nearest, probability = ranked[0] if ranked else (None, 0.0)
    return LowConfidence(
        citation=citation,
        headline=headline,
        # a topic that the lead has alone, the others take from the story
        status="none" if prediction.status == "assigned" else prediction.status,
        reason=prediction.reason,
        nearest_topic=nearest,
        probability=probability,
    )
