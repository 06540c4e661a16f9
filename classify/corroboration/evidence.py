"""Stories to what speaks for them: reprints and figures read once, for all that asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from classify.corroboration.conflicts import DraftNote, find_clashes, with_current_lead
from classify.corroboration.independence import independent_reports
from classify.corroboration.reprints import number_reports
from classify.records import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A story, and what its teasers say for and against each other."""

    story: Story
    """Led by a teaser whose headline gives no overtaken figure, if there is one."""
    notes: tuple[DraftNote, ...]
    """Where its teasers count differently."""
    n_independent: int
    """Reports of which no two come from one outlet or are reprints of one agency report."""


def weigh_evidence(story: Story) -> Evidence:
    """Compare the reports of a story with each other."""
    reports = number_reports(story.teasers)
    notes = find_clashes(story.teasers, reports)
    return Evidence(
        story=with_current_lead(story, notes),
        notes=notes,
        n_independent=independent_reports(story, reports),
    )
