import pytest

from classify.readers import read_teasers
from classify.readers.genres import kind_of_headline, kind_of_label, kind_of_place, stated_kind
from classify.records import KINDS, SourceRef


@pytest.mark.parametrize(
    ("kind", "headline"),
    [
        ("opinion", "Opinion: Sanctions need patience"),
        ("opinion", "Editorial | Sanctions need patience"),
        ("analysis", "Analysis: What sanctions do"),
        ("analysis", "Three takeaways from the ferry debate"),
        ("analysis", "Winners and losers of the harbour vote"),
        ("explainer", "EXPLAINER — What sanctions do"),
        ("explainer", "Fact check: Did the ferry sink?"),
        ("explainer", "What to know about the new ferry"),
        ("explainer", "The ferry timetable, explained"),
        ("interview", "Interview: The man who counts tractors"),
        ("interview", "The keeper of the lighthouse on fog [Exclusive Interview]"),
        ("live", "Live: Envoys meet in Abu Dhabi"),
        ("live", "Harbour crisis live: Envoys meet in Abu Dhabi"),
        ("live", "Harbour fire live updates: second quay closed"),
        ("live", "Envoys meet in Abu Dhabi – as it happened"),
        ("live", "Gulls vs. Terns: Game Thread"),
        ("digest", "Belarus Weekly: Four names on a ballot"),
        ("digest", "Morning briefing: Raids, rye and rain"),
        ("digest", "Minsk this week: Raids, rye and rain"),
        ("digest", "This week in Minsk"),
        ("digest", "Harbour council votes on the quay. And, what the storm left behind"),
        ("roundup", "Ferry dispute: List of key events, day 1,204"),
        ("roundup", "Stock market today: Ferry shares sink"),
        ("roundup", "The nine lighthouses of the coast, ranked"),
        ("press_review", "The Papers: 'Ferry farce' and 'Quay to success'"),
        ("press_review", "Sunday's front pages are full of the ferry"),
        ("service", "Gulls vs Terns: team news, start time and lineups"),
        ("service", "How to watch the regatta from the quay"),
        ("service", "Daily horoscope for 4 May"),
        ("service", "Dear Abby: My neighbour keeps a foghorn"),
        ("puzzle", "Today's Wordle hints and answer for 4 May"),
        ("puzzle", "Quiz: Which harbour is it?"),
        ("media", "Watch: Seal steals a lunch"),
        ("media", "Video: Ferry leaves its pier"),
        ("media", "In pictures: The frozen lake"),
        ("media", "The frozen lake, in photos"),
        ("obituary", "Obituary: The keeper of the lighthouse"),
        ("investigation", "Investigation: Who owns the ferry"),
        ("investigation", "Ferry owners hid the leak, a Guardian investigation finds"),
        ("release", "Press release: New timetable"),
        ("feature", "Profile: The keeper of the lighthouse"),
        ("news", "Minister: ferry will sail"),
        ("news", "Opinion polls favour the mayor"),
        ("news", "Minister to visit Minsk this week"),
        ("news", "Life in a live ammunition depot"),
        ("news", "The new ferry is live: first passengers aboard"),
        ("news", "Quiz show host leaves after nine years"),
        ("news", "Police open investigation, and find a ferry"),
        ("news", "Front page editor resigns"),
        ("news", "Harbour council orders review of ferry safety"),
    ],
)
def test_headlines(kind: str, headline: str):
    assert kind_of_headline(headline) == kind
    assert kind in KINDS


def test_quotation_marks_of_either_form_are_read_alike():
    assert kind_of_headline("Today’s Wordle hints") == kind_of_headline("Today's Wordle hints")


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("opinion", "Opinion"),
        ("obituary", " Obituaries "),
        ("puzzle", "CROSSWORDS"),
        ("media", "Podcasts"),
        (None, "World"),
        (None, "Opinion polls"),
    ],
)
def test_labels_are_whole(kind, label):
    assert kind_of_label(label) == kind


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        ("opinion", "https://post.example/opinion/2026/05/ferry"),
        ("opinion", "https://post.example/commentisfree/ferry"),
        ("live", "https://post.example/news/live/c123"),
        ("live", "https://post.example/world/live/2026/may/04/ferry"),
        ("media", "https://post.example/video/ferry"),
        ("media", "https://post.example/news/in-pictures/ferry"),
        ("media", "https://post.example/news/av/c123"),
        ("explainer", "https://post.example/world/explainers/ferry"),
        ("obituary", "https://post.example/obituaries/ferry"),
        ("puzzle", "https://post.example/games/crosswords/ferry"),
        ("puzzle", "https://post.example/sport/sports-quiz/ferry"),
        ("service", "https://post.example/recipes/ferry-soup"),
        ("feature", "https://post.example/features/2026/5/4/ferry"),
        ("release", "https://transport.gov/news/ferry"),
        ("release", "https://www.gov.uk/news/ferry"),
        ("release", "https://www.prnewswire.com/news-releases/ferry"),
        ("release", "https://newsroom.ferries.example/ferry"),
        (None, "https://post.example/news/opinion"),
        (None, "https://post.example/opinion-polls/ferry"),
        (None, "https://post.example/live/ferry"),
        (None, "https://investors.com/ferry"),
        (None, "https://governor.example/ferry"),
        (None, "https://[post.example/opinion/ferry"),
        (None, ""),
    ],
)
def test_addresses(kind, url):
    assert kind_of_place(SourceRef(url=url)) == kind


def test_an_outlet_that_is_named_by_its_host_is_a_place():
    assert kind_of_place(SourceRef(outlet="businesswire.com")) == "release"
    assert kind_of_place(SourceRef(outlet="The Post")) is None


def test_the_headline_is_heard_before_labels_and_these_before_addresses():
    url = "https://post.example/video/ferry"
    opinion = SourceRef(url=url, sections=("World", "Opinion"))
    assert stated_kind("Quiz: Which ferry is it?", [opinion]) == "puzzle"
    assert stated_kind("The ferry sails", [opinion]) == "opinion"
    assert stated_kind("The ferry sails", [SourceRef(url=url, sections=("World",))]) == "media"
    assert stated_kind("The ferry line is sold", [SourceRef(sections=("Deals",))]) == "news"
    assert stated_kind("The ferry sails") == "news"


def test_a_table_tells_kinds_by_its_addresses(tmp_path):
    file = tmp_path / "items.csv"
    file.write_text(
        "headline,url,kind\n"
        "The ferry sails,https://post.example/opinion/ferry,\n"
        "The ferry stays,https://post.example/opinion/ferry,news\n"
        "The ferry sinks,https://post.example/world/ferry,\n",
        encoding="utf-8",
    )
    assert [teaser.kind for teaser in read_teasers(file)] == ["opinion", "news", "news"]
