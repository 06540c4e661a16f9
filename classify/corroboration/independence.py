"""Stories to how many of their reports are independent of each other."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from classify.corroboration.reprints import group_reprints
from classify.records import Story


def independent_reports(story: Story) -> int:
    """Count the reports of a story that corroborate each other.

    The most that can be picked so that no two come from one outlet and no two are reprints of one
    agency report: an outlet that writes twice counts once, and so does a report that many carry.
    What comes from an outlet that is not named corroborates nothing.

    Returns
    -------
    int, at least 1
    """
    teasers = story.teasers
    if len(story.outlets) <= 1:
        return 1
    reports = group_reprints([teaser.text or teaser.headline for teaser in teasers])
    carriers = {outlet: number for number, outlet in enumerate(story.outlets)}
    pairs = {
        (report, carriers[outlet])
        for teaser, report in zip(teasers, reports, strict=True)
        for outlet in teaser.outlets
    }
    rows, columns = np.array(sorted(pairs)).T
    carried = csr_matrix((np.ones(len(rows)), (rows, columns)), (max(reports) + 1, len(carriers)))
    return max(1, int((maximum_bipartite_matching(carried) >= 0).sum()))
