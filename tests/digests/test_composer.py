import dataclasses
from datetime import UTC, datetime

import pytest

from classify.corroboration import DraftNote, independent_reports
from classify.corroboration.conflicts import DraftFigure
from classify.digests import BriefDraft, DigestLayout, bind_digest
from classify.digests.sections import MAX_LINES
from classify.errors import UnknownNameError
from classify.records import Provenance, Sentence, SourceRef
from classify.reports import verify_digest
from classify.taxonomy import Taxonomy
from tests.builders import prediction, story, teaser

TAXONOMY = Taxonomy.from_keys(["ports", "bees", "votes"])
PROVENANCE = Provenance(
    version="0",
    model="m",
    model_sha256="0",
    encoder="e",
    encoder_sha256="0",
    config_sha256="0",
    input_sha256="0",
)

FERRY = teaser("Ferry aground", "All were taken ashore.", hours=1, outlet="Gazette")
SHIP = teaser("Ship on rocks", "Tugs arrived at noon.", hours=3, outlet="Courier")
HIVE = teaser("Hives stolen", "Forty are missing.", hours=5, outlet="Gazette")
COUNT = teaser("Count begins", "Polls closed at eight.", hours=None)
PREDICTIONS = {
    FERRY.id: prediction(FERRY, ports=0.9, bees=0.1, votes=0.1),
    SHIP.id: prediction(SHIP, ports=0.7, bees=0.1, votes=0.1),
    HIVE.id: prediction(HIVE, ports=0.1, bees=0.8, votes=0.1),
    COUNT.id: prediction(COUNT, ports=0.1, bees=0.1, votes=0.3),
}


def draft(*teasers, topics=(), complete=True, background=()):
    first = teasers[0]
    sentence = Sentence(
        text=first.text,
        teaser_id=first.id,
        field="text",
        start=0,
        end=len(first.text),
        salience=1.0,
        complete=complete,
    )
    return BriefDraft(
        story=story(*teasers, topics=topics),
        probabilities=dict.fromkeys(topics, 0.8),
        sentences=(sentence,),
        n_independent=independent_reports(story(*teasers)),
        background=frozenset(one.id for one in background),
    )


WRECK = draft(FERRY, SHIP, topics=("ports",))
THEFT = draft(HIVE, topics=("bees",))
TALLY = draft(COUNT)


HEADLINES = ("Ferry aground", "Hives stolen", "Count begins")


def bind(*drafts, **fields):
    fields = {
        "taxonomy": TAXONOMY,
        "as_of": datetime(2025, 1, 21, tzinfo=UTC),
        "provenance": PROVENANCE,
        "title": "Test",
    } | fields
    ids = {one.id for each in drafts for one in each.story.teasers}
    return bind_digest(drafts, {key: PREDICTIONS[key] for key in ids}, **fields)


def test_sources_are_numbered_in_reading_order():
    digest = bind(TALLY, THEFT, WRECK)
    verify_digest(digest)
    assert [source.headline for source in digest.sources] == [
        "Ferry aground",
        "Ship on rocks",
        "Hives stolen",
        "Count begins",
    ]
    assert [source.number for source in digest.sources] == [1, 2, 3, 4]


def test_every_citation_leads_to_its_sentence():
    digest = bind(TALLY, THEFT, WRECK)
    by_number = {source.number: source.teaser_id for source in digest.sources}
    for brief in digest.briefs:
        for sentence, number in zip(brief.sentences, brief.citations, strict=True):
            assert by_number[number] == sentence.teaser_id


def test_the_order_of_the_drafts_does_not_matter():
    assert bind(TALLY, THEFT, WRECK) == bind(WRECK, TALLY, THEFT)


def small(n_briefs, **wishes):
    """A layout that tells a few stories in full."""
    return DigestLayout(max_briefs=n_briefs, **wishes)


def test_stories_stand_in_order_of_weight_whatever_their_topic():
    digest = bind(TALLY, THEFT, WRECK)
    (section,) = digest.sections
    assert (section.key, section.part, section.topic) == ("lead", "lead", None)
    assert [brief.headline for brief in digest.briefs] == [
        "Ferry aground",
        "Hives stolen",
        "Count begins",
    ]


def test_outlets_decide_on_a_single_source():
    wreck, theft, tally = bind(WRECK, THEFT, TALLY).briefs
    assert not wreck.single_source
    assert theft.single_source
    assert tally.single_source  # no outlet is known: nothing speaks for two


def test_the_bottom_line_is_headline_and_first_whole_sentence():
    digest = bind(WRECK, THEFT, TALLY)
    assert [(line.headline, line.sentence.text) for line in digest.bottom_line] == [
        ("Ferry aground", "All were taken ashore."),
        ("Hives stolen", "Forty are missing."),
        ("Count begins", "Polls closed at eight."),
    ]
    assert [(line.headline_citation, line.citation) for line in digest.bottom_line] == [
        (1, 1),
        (3, 3),
        (4, 4),
    ]


@pytest.mark.parametrize(("n_stories", "n_lines"), [(2, 2), (7, 3), (8, 4), (10, 5), (30, 5)])
def test_the_bottom_line_is_about_half_of_what_is_told_in_full(n_stories, n_lines):
    digest = bind(*many(n_stories))
    assert len(digest.bottom_line) == n_lines
    assert [line.headline for line in digest.bottom_line] == [
        brief.headline for brief in digest.briefs[:n_lines]
    ]


def test_a_cut_sentence_is_in_no_bottom_line():
    (line,) = bind(draft(HIVE, topics=("bees",), complete=False)).bottom_line
    assert (line.headline, line.sentence, line.citation) == ("Hives stolen", None, None)


def test_a_text_that_says_the_headline_again_is_in_no_bottom_line():
    again = teaser("Hives  stolen", "Hives stolen", id="t-again")
    PREDICTIONS[again.id] = prediction(again, bees=0.9)
    (line,) = bind(draft(again, topics=("bees",))).bottom_line
    assert line.sentence is None


def test_without_a_topic_there_is_no_bottom_line():
    assert bind(TALLY).bottom_line == ()


def test_doubtful_topics_are_shown_to_a_person():
    (item,) = bind(WRECK, TALLY).low_confidence
    assert (item.headline, item.status, item.nearest_topic) == ("Count begins", "none", "votes")
    assert item.probability == pytest.approx(0.3)


def test_the_timeline_runs_backwards_and_holds_the_dated():
    digest = bind(TALLY, WRECK, THEFT)
    assert [entry.headline for entry in digest.timeline] == ["Hives stolen", "Ferry aground"]
    assert digest.period.start == FERRY.published
    assert digest.period.end == HIVE.published


def test_counts_and_coverage_add_up():
    digest = bind(WRECK, THEFT, TALLY, unreadable=("a.jsonl, line 3: no headline",))
    assert digest.counts.n_items == 5
    assert digest.counts.n_teasers == 4
    assert digest.counts.n_unreadable == 1
    assert digest.counts.n_stories == 3
    assert digest.counts.n_outlets == 2
    assert digest.counts.n_assigned + digest.counts.n_none + digest.counts.n_abstained == 4
    assert digest.counts.n_undated == 1
    assert dict(digest.coverage.outlets) == {"Gazette": 2, "Courier": 1}
    assert digest.coverage.n_without_outlet == 1
    assert digest.coverage.undated_share == 0.25


def test_copies_count_as_items():
    place = SourceRef(file="a", item=1)
    copied = teaser("Hives stolen", "Forty are missing.", id=HIVE.id, sources=(place, place))
    assert bind(draft(copied, topics=("bees",))).counts.n_items == 2


def test_nothing_to_tell():
    digest = bind()
    assert digest.briefs == digest.sources == digest.bottom_line == ()
    assert digest.counts.n_items == 0
    assert digest.coverage.truncated_share == 0.0


ELSEWHERE = draft(
    teaser("Ferry sold", "A bank bought it.", id="t-minsk", country="BY", hours=200, outlet="Post"),
    topics=("ports",),
)
PREDICTIONS["t-minsk"] = prediction(ELSEWHERE.story.teasers[0], ports=0.9, bees=0.1, votes=0.1)


def many(number, topics=("ports",), latest=200, **fields):
    """Stories of equal weight but for their time, the latest first."""
    drafts = []
    for position in range(number):
        kind, hours = fields.get("kind", "news"), latest - position
        one = teaser(f"Story {kind} {topics[0]} {hours}", "It is told.", hours=hours, **fields)
        PREDICTIONS[one.id] = prediction(one, **dict.fromkeys(topics, 0.9))
        drafts.append(draft(one, topics=topics))
    return drafts


def sections_of(*drafts, **wishes):
    digest = bind(*drafts, layout=small(1, **wishes))
    verify_digest(digest)
    keys = [section.key for section in digest.sections]
    assert len(set(keys)) == len(keys)
    return [
        (section.key, section.name, [brief.headline for brief in section.briefs])
        for section in digest.sections
    ]


def test_sections_begin_after_the_stories_in_full_and_are_what_was_asked_for():
    stories = (WRECK, THEFT, TALLY, ELSEWHERE)
    lead = ("lead", "Top stories", ["Ferry aground"])
    assert sections_of(*stories, group_by="day") == [
        lead,
        ("more:day:2025-01-28", "2025-01-28", ["Ferry sold"]),
        ("more:day:2025-01-20", "2025-01-20", ["Hives stolen"]),
        ("more:other", "Undated", ["Count begins"]),
    ]
    assert [key for key, _, _ in sections_of(*stories, group_by="week")][1:] == [
        "more:week:2025, week 05",
        "more:week:2025, week 04",
        "more:other",
    ]
    assert sections_of(*stories, group_by="none")[1:] == [
        ("more:other", "All stories", ["Ferry sold", "Hives stolen", "Count begins"])
    ]


@pytest.mark.parametrize("group_by", ["topic", "country", "outlet"])
def test_small_groups_stand_together(group_by):
    assert sections_of(WRECK, THEFT, TALLY, ELSEWHERE, group_by=group_by)[1:] == [
        ("more:other", "Other", ["Ferry sold", "Hives stolen", "Count begins"])
    ]


def test_groups_stand_in_the_order_of_their_weightiest_story():
    votes, bees = many(4, topics=("votes",)), many(4, topics=("bees",), latest=190)
    ports = many(5, latest=180)
    last = [dataclasses.replace(one, n_independent=2) for one in many(2, latest=100)]
    found = sections_of(*bees, *ports, *votes)
    assert [key for key, _, _ in found] == [
        "lead",
        "more:topic:votes",
        "more:topic:bees",
        "more:topic:ports",
    ]
    found = sections_of(*bees, *ports, *votes, *last)
    assert [key for key, _, _ in found] == [
        "lead",
        "more:topic:ports",
        "more:topic:votes",
        "more:topic:bees",
    ]
    assert found[1][2][0] == "Story news ports 99"


def test_what_is_beyond_a_page_of_lines_is_counted_and_whole_in_the_record():
    digest = bind(*many(10 + MAX_LINES + 7))
    parts = [(section.part, len(section.briefs)) for section in digest.sections]
    assert parts == [("lead", 10), ("more", MAX_LINES), ("rest", 7)]
    assert digest.counts.n_left_out == 0
    assert all(brief.sentences for brief in digest.briefs)
    everything = bind(*many(57), layout=small(None))
    assert [section.part for section in everything.sections] == ["lead"]
    assert everything.briefs == digest.briefs


def test_only_news_lead():
    drafts = [
        *many(1, kind="explainer"),
        *many(1, kind="explainer", latest=198),
        *many(2, kind="opinion"),
        *many(1, kind="obituary", latest=199),
        *many(1),
        *many(2, latest=190),
        *many(1, kind="press_review", latest=199),
    ]
    digest = bind(*drafts, layout=small(2))
    verify_digest(digest)
    told = [(section.key, [one.kind for one in section.briefs]) for section in digest.sections]
    assert told == [
        ("lead", ["news", "obituary"]),
        ("more:topic:ports", ["news", "news"]),
        ("more:comment", ["opinion", "opinion"]),
        ("also", ["explainer", "press_review", "explainer"]),
    ]
    assert len(digest.bottom_line) == 2


def test_where_there_are_few_news_comments_follow_them_in_full():
    digest = bind(*many(2, kind="opinion"), *many(1))
    assert [brief.kind for brief in digest.briefs_of("lead")] == ["news", "opinion", "opinion"]
    assert [line.headline for line in digest.bottom_line] == ["Story news ports 200"]


def test_background_is_listed_and_counts_for_nothing():
    told = draft(FERRY, SHIP, topics=("ports",), background=(SHIP,))
    digest = bind(told)
    verify_digest(digest)
    (brief,) = digest.briefs
    assert (brief.sources, brief.background) == ((1, 2), (2,))
    assert brief.outlets == ("Gazette",)
    assert brief.last_reported == FERRY.published


def test_only_the_topics_asked_for_are_told():
    digest = bind(WRECK, THEFT, TALLY, layout=DigestLayout(topics=("bees",)))
    assert [brief.headline for brief in digest.briefs] == ["Hives stolen"]
    assert (digest.counts.n_stories, digest.counts.n_left_out) == (3, 2)
    assert digest.counts.n_teasers == 4
    # what is doubtful is still shown, and its source with it
    assert [source.headline for source in digest.sources] == ["Hives stolen", "Count begins"]
    assert [item.headline for item in digest.low_confidence] == ["Count begins"]
    verify_digest(digest)


def test_words_are_a_hard_limit_and_nothing_is_cut():
    sizes = [one.n_words for one in (WRECK, THEFT, TALLY)]
    assert sizes == [6, 5, 6]
    for limit in range(1, 20):
        digest = bind(WRECK, THEFT, TALLY, layout=DigestLayout(max_words=limit))
        told = [
            len(f"{brief.headline} {' '.join(one.text for one in brief.sentences)}".split())
            for brief in digest.briefs
        ]
        assert sum(told) <= limit
        in_full = {one.headline: size for one, size in zip(digest.briefs, told, strict=True)}
        for headline, size in zip(HEADLINES, sizes, strict=True):
            assert in_full.get(headline, size) in (size, len(headline.split()))
        verify_digest(digest)
    digest = bind(WRECK, THEFT, TALLY, layout=DigestLayout(max_words=5))
    assert [brief.headline for brief in digest.briefs] == ["Hives stolen"]
    digest = bind(WRECK, THEFT, TALLY, layout=DigestLayout(max_words=8))
    assert [brief.headline for brief in digest.briefs_of("lead")] == ["Ferry aground"]
    assert [one.headline for one in digest.briefs_of("more")] == ["Hives stolen"]
    assert digest.counts.n_left_out == 1


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ({"group_by": "mood"}, "group_by is one of"),
        ({"max_words": 0}, "max_words must be at least 1"),
        ({"max_briefs": 0}, "max_briefs must be at least 1"),
    ],
)
def test_a_layout_that_cannot_be(wish, reason):
    with pytest.raises(ValueError, match=reason):
        DigestLayout(**wish)


def test_a_layout_of_topics_that_there_are_not_is_refused():
    layout = DigestLayout(topics=("bees", "ports"))
    assert layout.checked(TAXONOMY) is layout
    with pytest.raises(UnknownNameError, match=r"unknown topic 'port'\. Did you mean 'ports'"):
        DigestLayout(topics=("bees", "port")).checked(TAXONOMY)


def test_reprints_weigh_less_than_reports_of_their_own():
    wire = "The ferry Alcyon ran aground off the northern harbour on Monday with 80 on board."
    copies = [
        teaser(f"Ferry {outlet}", wire, id=f"t-{outlet}", outlet=outlet, hours=30)
        for outlet in ("Post", "Courier", "Gazette")
    ]
    for one in copies:
        PREDICTIONS[one.id] = prediction(one, ports=0.9, bees=0.1, votes=0.1)
    reprinted, wreck = draft(*copies, topics=("ports",)), WRECK
    digest = bind(reprinted, wreck)
    assert [brief.headline for brief in digest.briefs] == ["Ferry aground", "Ferry Post"]
    assert [brief.n_independent for brief in digest.briefs] == [2, 1]
    assert [brief.single_source for brief in digest.briefs] == [False, True]


def test_figures_are_cited_by_number():
    note = DraftNote(
        what="killed",
        who="people",
        kind="differ",
        figures=(
            DraftFigure(count=3, at_least=True, teasers=(SHIP.id,)),
            DraftFigure(count=4, at_least=False, teasers=(FERRY.id,)),
        ),
    )
    digest = bind(dataclasses.replace(WRECK, notes=(note,)), THEFT)
    verify_digest(digest)
    (found,) = digest.briefs[0].figure_notes
    assert (found.what, found.who, found.kind) == ("killed", "people", "differ")
    assert [(one.count, one.at_least, one.citations) for one in found.figures] == [
        (3, True, (2,)),
        (4, False, (1,)),
    ]


def test_outlets_that_have_fallen_silent_are_named():
    as_of = datetime(2025, 1, 23, 12, tzinfo=UTC)
    coverage = bind(WRECK, THEFT, TALLY, as_of=as_of).coverage
    assert dict(coverage.stale_outlets) == {"Courier": SHIP.published}
    assert coverage.stale_days == 3


def test_what_possibly_tells_another_event_is_named_and_gives_nothing():
    doubtful = dataclasses.replace(WRECK, possible={SHIP.id: 0.5})
    (brief,) = bind(doubtful).briefs
    assert [(one.citation, one.probability) for one in brief.possibly_same] == [(2, 0.5)]
    assert brief.sources == (1, 2)
    assert brief.outlets == ("Gazette",)
    assert brief.last_reported == FERRY.published
