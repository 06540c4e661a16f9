"""Words for dates, numbers and states."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal

import pytest

from classify.records import Period, TimelineEntry
from classify.reports.digests import charts
from classify.reports.digests.words import digest_words
from classify.reports.phrases import ENGLISH_PHRASES as PHRASES
from classify.reports.phrases import date_attribute
from classify.reports.translation import ENGLISH

from .builders import TAXONOMY, at, item, small_digest
from .sample import rich_digest

WORDS = digest_words(ENGLISH)

NOON_IN_TOKYO = datetime(2025, 1, 18, 23, 5, tzinfo=timezone(timedelta(hours=9)))


@pytest.mark.parametrize(
    ("precision", "words", "attribute"),
    [
        ("second", "18 Jan 2025, 14:05 UTC", "2025-01-18T14:05:00Z"),
        ("day", "18 Jan 2025", "2025-01-18"),
        (None, "18 Jan 2025", "2025-01-18"),
        ("month", "Jan 2025", "2025-01"),
        ("year", "2025", "2025"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(precision, words, attribute):
    assert PHRASES.date_words(NOON_IN_TOKYO, precision) == words
    assert date_attribute(NOON_IN_TOKYO, precision) == attribute


def test_no_date_is_said():
    assert PHRASES.date_words(None, None) == "undated"
    assert PHRASES.period_words(Period(start=None, end=None)) == "No dated teasers"


def test_an_inferred_date_is_said():
    source = item(1, "Storm", date_precision="day", date_basis="inferred").source
    assert PHRASES.source_date_words(source) == "18 Jan 2025 (date inferred)"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (Period(start=at(17), end=at(17, 9)), "17 Jan 2025 (UTC)"),
        (Period(start=at(17), end=at(20)), "17 Jan 2025 to 20 Jan 2025 (UTC)"),
        (
            Period(start=at(17), end=at(20), timezone="Europe/Berlin"),
            "17 Jan 2025 to 20 Jan 2025 (UTC; dates were read in Europe/Berlin)",
        ),
    ],
)
def test_a_period_names_its_zone(period, words):
    assert PHRASES.period_words(period) == words


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "almost no chance, 0%"),
        (0.004, "almost no chance, <1%"),
        (0.5, "roughly even chance, 50%"),
        (0.55, "likely, 55%"),
        (0.87, "very likely, 87%"),
        (0.996, "almost certain, >99%"),
        (1.0, "almost certain, 100%"),
    ],
)
def test_a_probability_is_words_and_percent(probability, words):
    assert PHRASES.likelihood(probability) == words


def test_a_story_says_when_it_was_reported():
    digest = small_digest(item(1, "Storm"))
    once = digest.briefs[0]
    assert PHRASES.reported_words(once) == "Reported 18 Jan 2025, 14:05 UTC"
    twice = dataclasses.replace(once, last_reported=at(19), date_precision="day")
    assert PHRASES.reported_words(twice) == "First reported 18 Jan 2025, last 19 Jan 2025"
    never = dataclasses.replace(once, first_reported=None, last_reported=None)
    assert PHRASES.reported_words(never) == "Undated"


def test_a_digest_knows_its_gaps():
    gaps = WORDS.gaps.lines(rich_digest())
    assert "36% of the teasers (395) were cut off by their source." in gaps
    assert "56% of the teasers with an outlet come from Coast Wire." in gaps
    assert WORDS.gaps.lines(small_digest()) == ()


def test_some_inferred_dates_are_said():
    stated, inferred = item(1, "Storm"), item(2, "Storm", date_basis="inferred")
    digest = small_digest(stated, inferred)
    sources = {source.number: source for source in digest.sources}
    both = dataclasses.replace(digest.briefs[0], sources=(1, 2))
    assert WORDS.remarks.date_doubt(digest.briefs[0], sources) == ""
    assert WORDS.remarks.date_doubt(digest.briefs[1], sources) == "date inferred"
    assert WORDS.remarks.date_doubt(both, sources) == "dates partly inferred"


def entry(published: datetime, precision: Literal["day", "month", "year"] = "day") -> TimelineEntry:
    return TimelineEntry(
        published=published, date_precision=precision, story_id="s", headline="h", citation=1
    )


def test_the_timeline_shows_a_column_a_day():
    chart = charts.timeline_chart([entry(at(1)), entry(at(1, 9)), entry(at(4))], PHRASES)
    assert chart is not None
    assert [(bar.label, bar.count) for bar in chart.bars] == [("1 Jan 2025", 2), ("4 Jan 2025", 1)]
    assert chart.description == "1 Jan 2025 2, 4 Jan 2025 1"


def test_a_long_timeline_shares_columns():
    years = [entry(datetime(year, 5, 1, tzinfo=UTC)) for year in range(2015, 2026)]
    chart = charts.timeline_chart(years, PHRASES)
    assert chart is not None
    assert sum(bar.count for bar in chart.bars) == 11
    assert all(0 <= bar.x <= charts.WIDTH - bar.width for bar in chart.bars)
    assert "each column 118 days from the date named" in chart.description


@pytest.mark.parametrize(
    "timeline",
    [[], [entry(at(1)), entry(at(1, 9))], [entry(at(1)), entry(at(2), "month")]],
    ids=["empty", "one day", "one day and a month"],
)
def test_no_chart_where_a_sentence_says_as_much(timeline):
    assert charts.timeline_chart(timeline, PHRASES) is None
    assert charts.topic_chart(small_digest(item(1, "Storm")), TAXONOMY) is None
