"""The rich digest, and all that it lacks: bundled topics, the digest before, an explanation."""

from __future__ import annotations

import dataclasses

from classify.records import (
    Changes,
    Digest,
    DroppedStory,
    Example,
    Explanation,
    Prediction,
    Section,
    TopicChange,
    TopicReason,
    WordEffect,
)
from classify.storage import asset_path
from classify.taxonomy import Taxonomy

from .builders import TAXONOMY, at
from .sample import rich_digest

BUNDLED = Taxonomy.from_toml(asset_path("labeled", "topics.toml"))
TOPICS = dict(
    zip(TAXONOMY.keys, ["military", "repression", "sanctions", "politics", "energy", "economy"],
        strict=True)
)  # fmt: skip


def full_digest() -> Digest:
    """The rich digest on the bundled topics, after another one, with an explanation."""
    digest = rich_digest()
    sections = [_bundled(section) for section in digest.sections]
    first, *others = sections[0].briefs
    first = dataclasses.replace(first, news=(1,), explanation=explanation(), sources=(1, 2, 3))
    off_topic = dataclasses.replace(others[0], topics=(), probabilities={}, story_id="off topic")
    other = Section(key="more:other", part="more", topic=None, name="Other", briefs=(off_topic,))
    sections[0] = dataclasses.replace(sections[0], briefs=(first, *others))
    doubtful = tuple(
        dataclasses.replace(one, nearest_topic=one.nearest_topic and TOPICS[one.nearest_topic])
        for one in digest.low_confidence
    )
    return dataclasses.replace(
        digest,
        title="News digest",
        sections=(*sections[:2], other, *sections[2:]),
        low_confidence=doubtful,
        issue=2,
        changes=changes(),
        coverage=dataclasses.replace(digest.coverage, unreadable=()),
        counts=dataclasses.replace(digest.counts, n_left_out=3),
    )


def _bundled(section: Section) -> Section:
    """The same section on the bundled topics."""
    topic = TOPICS[section.topic] if section.topic else None
    return dataclasses.replace(
        section,
        topic=topic,
        key=f"{section.part}:topic:{topic}" if topic else section.key,
        name=BUNDLED.name(topic) if topic else section.name,
        briefs=tuple(
            dataclasses.replace(
                brief,
                topics=tuple(TOPICS[key] for key in brief.topics),
                probabilities={TOPICS[key]: p for key, p in brief.probabilities.items()},
            )
            for brief in section.briefs
        ),
    )


def changes() -> Changes:
    def dropped(id: str, silent: bool) -> DroppedStory:
        return DroppedStory(story_id=id, headline="Ферма", last_reported=at(15), silent=silent)

    return Changes(
        previous_title="News digest",
        previous_as_of=at(19, 18),
        dropped=(dropped("a", True), dropped("b", False)),
        topics=(
            TopicChange(topic="sanctions", name=BUNDLED.name("sanctions"), now=1, before=3),
            TopicChange(topic=None, name="Other", now=0, before=1),
        ),
        silent_outlets=("Эхо",),
    )


def explanation() -> Explanation:
    words = tuple(
        WordEffect(text="Hask", spans=(), change=change, log_odds=change)
        for change in (0.123, -0.004)
    )
    reason = TopicReason(topic="military", probability=0.9, threshold=0.4, words=words)
    prediction = Prediction(
        teaser_id="x",
        probabilities={"military": 0.9},
        topics=("military",),
        primary="military",
        status="assigned",
        novelty=0.1,
    )
    examples = tuple(
        Example(id="y", headline="Hask", labels=labels, similarity=0.7)
        for labels in (("military",), ())
    )
    return Explanation(
        teaser_id="x", passage="Hask", prediction=prediction, reasons=(reason,), examples=examples
    )
