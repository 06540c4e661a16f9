"""Dates that a digest does not believe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from classify.digests.dating import published_later, without_impossible_dates
from tests.builders import teaser
from tests.harbour import AS_OF

NOON = teaser("Ferry aground", hours=1)


def dated(moment):
    return teaser("Dam inspected", published=moment)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (AS_OF + timedelta(days=800), "lies after 'as of' (2025-01-22)"),
        (AS_OF + timedelta(days=3), "lies after 'as of' (2025-01-22)"),
        (datetime(1, 1, 3, tzinfo=UTC), "lies before all newspapers"),
    ],
)
def test_what_nobody_can_have_published_then_is_left_undated(moment, reason):
    given = [NOON, dated(moment)]
    (kept, undated), (message,) = without_impossible_dates(given, AS_OF)
    assert kept == NOON
    assert (undated.published, undated.date_precision, undated.date_basis) == (None, None, "none")
    assert undated.id == given[1].id
    assert message.startswith("Dam inspected: ")
    assert reason in message


def test_what_is_ahead_of_its_time_keeps_its_date_and_is_named():
    soon = dated(AS_OF + timedelta(hours=5))
    assert without_impossible_dates([NOON, soon], AS_OF) == ([NOON, soon], ())
    assert published_later([NOON, soon], AS_OF) == ("Dam inspected",)
