"""Evidence of a story: sure joins, conflicting figures and independent reports, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from classify.corroboration.conflicts import DraftNote, find_clashes, with_current_lead
from classify.corroboration.independence import independent_reports
from classify.corroboration.joins import MIN_SURE_JOIN, part_joins
from classify.corroboration.reprints import number_reports
from classify.records import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A story, with its sure joins, conflicting figures and independent reports."""

    story: Story
    """Led by a teaser whose headline gives no overtaken figure, if there is one."""
    sure: Story
    """The same without the teasers that possibly report another event: all below is of these."""
    possible: Mapping[str, float]
    """Id of each of the others -> the probability that it reports the same event."""
    notes: tuple[DraftNote, ...]
    """Where its teasers count differently."""
    n_independent: int
    """Reports of which no two come from one outlet or are reprints of one agency report."""


def weigh_evidence(story: Story, *, min_sure_join: float = MIN_SURE_JOIN) -> Evidence:
    """Compare the reports of a story with each other.

    Parameters
    ----------
    story : Story
    min_sure_join : float
        Teasers with a less probable strongest link possibly report another event: `part_joins`.
    """
    joins = part_joins(story, min_probability=min_sure_join)
    reports = number_reports(joins.sure.teasers)
    notes = find_clashes(joins.sure.teasers, reports)
    sure = with_current_lead(joins.sure, notes)
    return Evidence(
        story=replace(story, lead=sure.lead),
        sure=sure,
        possible=joins.possible,
        notes=notes,
        n_independent=independent_reports(sure, reports),
    )
