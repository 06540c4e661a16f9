"""The number of independent reports of a story."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from classify.corroboration.reprints import number_reports
from classify.records import Story
from classify.text import publisher


def independent_reports(story: Story, reports: Mapping[str, int] | None = None) -> int:
    """Count the reports of a story that corroborate each other.

    The largest number that can be chosen so that no two are of one publisher and no two are
    reprints of one agency report: a publisher that writes twice, or in two sections, counts once,
    and so does a report that many outlets carry. Teasers without an outlet do not count.

    Parameters
    ----------
    story : Story
    reports : mapping of teaser id to the number of the report behind it, optional
        As `number_reports` gives it, which is called if they are not given.

    Returns
    -------
    int, at least 1
    """
    teasers = story.teasers
    if len(story.outlets) <= 1:
        return 1
    reports = number_reports(teasers) if reports is None else reports
    names = sorted({publisher(outlet) for outlet in story.outlets})
    carriers = {name: number for number, name in enumerate(names)}
    pairs = {
        (reports[teaser.id], carriers[publisher(outlet)])
        for teaser in teasers
        for outlet in teaser.outlets
    }
    rows, columns = np.array(sorted(pairs)).T
    shape = (max(reports.values()) + 1, len(carriers))
    carried = csr_matrix((np.ones(len(rows)), (rows, columns)), shape)
    return max(1, int((maximum_bipartite_matching(carried) >= 0).sum()))
