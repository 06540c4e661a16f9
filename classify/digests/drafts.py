"""What is known of a story before a digest numbers its sources, and how weighty it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from classify.corroboration import DraftNote
from classify.records import (
    BriefStatus,
    Consequence,
    Explanation,
    Kind,
    Sentence,
    Story,
    Teaser,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefDraft:
    """What the pipeline knows of one story before the digest numbers its sources."""

    story: Story
    probabilities: Mapping[str, float]
    """Topic -> mean probability over the story's teasers, for the story's topics."""
    sentences: tuple[Sentence, ...]
    """The selected sentences, in reading order."""
    explanation: Explanation | None = None
    """Why the lead teaser has its topics."""
    status: BriefStatus = "new"
    fresh: frozenset[str] = frozenset()
    """Of an updated story: ids of the teasers that the digest before did not have, or had with
    another text."""
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of those that were rewritten: hashes of what they said before."""
    n_independent: int = 1
    """Reports of which no two come from one outlet or are reprints of one agency report."""
    notes: tuple[DraftNote, ...] = ()
    """Where its teasers count differently."""
    possible: Mapping[str, float] = field(default_factory=dict)
    """Id of each teaser that possibly tells another event -> the probability that it does not."""
    background: frozenset[str] = frozenset()
    """Ids of its teasers that are of a lesser kind, such as explainers of an event."""
    consequence: Consequence = field(default_factory=Consequence)

    @property
    def kind(self) -> Kind:
        """That of its lead teaser."""
        return self.story.lead_teaser.kind

    @property
    def sure_teasers(self) -> tuple[Teaser, ...]:
        """Those that its sentences, figures and corroboration come from."""
        apart = self.background.union(self.possible)
        return tuple(one for one in self.story.teasers if one.id not in apart)

    @property
    def n_headline_words(self) -> int:
        """Words of its headline."""
        return len(self.story.lead_teaser.headline.split())

    @property
    def n_words(self) -> int:
        """Words of its headline and its sentences."""
        return self.n_headline_words + sum(len(one.text.split()) for one in self.sentences)

    def headline_only(self) -> BriefDraft:
        """Return it without sentences."""
        return dataclasses.replace(self, sentences=())


def weight(draft: BriefDraft) -> tuple[bool, float, int, int, int, float, str]:
    """Sort key of stories, weightiest first: news before what goes on without any.

    Then consequence, corroboration (independent reports, then outlets), size, recency; then the id.
    """
    story = draft.story
    last = story.last_reported.timestamp() if story.last_reported else float("-inf")
    goes_on = draft.status == "continuing"
    corroboration = (-draft.n_independent, -len(story.outlets))
    sizes = (*corroboration, -len(story.teasers))
    return goes_on, -draft.consequence.score, *sizes, -last, story.id
