import pytest

from classify.readers.genres import kind_of_headline


@pytest.mark.parametrize(
    ("kind", "headline"),
    [
        ("opinion", "Opinion: Sanctions need patience"),
        ("opinion", "Editorial | Sanctions need patience"),
        ("analysis", "Analysis: What sanctions do"),
        ("analysis", "EXPLAINER — What sanctions do"),
        ("interview", "Interview: The man who counts tractors"),
        ("live", "Live: Envoys meet in Abu Dhabi"),
        ("live", "Envoys meet in Abu Dhabi – as it happened"),
        ("digest", "Belarus Weekly: Four names on a ballot"),
        ("digest", "Morning briefing: Raids, rye and rain"),
        ("digest", "Minsk this week: Raids, rye and rain"),
        ("digest", "This week in Minsk"),
        ("investigation", "Investigation: Who owns the ferry"),
        ("release", "Press release: New timetable"),
        ("feature", "In pictures: The frozen lake"),
        ("news", "Minister: ferry will sail"),
        ("news", "Opinion polls favour the mayor"),
        ("news", "Minister to visit Minsk this week"),
        ("news", "Life in a live ammunition depot"),
    ],
)
def test_kinds(kind: str, headline: str):
    assert kind_of_headline(headline) == kind
