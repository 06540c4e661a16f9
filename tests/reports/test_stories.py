import dataclasses
import json

import pytest

from classify.records import Link, RunningStories, SourceRef, StoryEvent
from classify.reports import story_rows, write_stories
from classify.reports.stories.phrases import event_counts, event_words, link_words, span_words
from classify.reports.stories.render import add_to_log, render_stories_html, render_stories_markdown
from classify.taxonomy import Taxonomy
from tests.builders import MONDAY, story, teaser

TAXONOMY = Taxonomy.from_keys(["ports", "bees"])
FERRY = story(
    teaser("Ferry runs aground", "Fog.", outlet="Post"),
    teaser("Ferry stranded | <b>80</b> aboard", hours=30, outlet="Gazette"),
    topics=("ports",),
)
LINK = Link(
    teasers=(FERRY.teasers[0].id, FERRY.teasers[1].id),
    probability=0.98,
    grounds={"meaning": 2.0, "names": 0.04, "words": -0.5},
)
BEES = story(teaser("=Beekeeper counts queens", hours=4))
UNDATED = story(teaser("Photos", hours=None), teaser("More photos", hours=None))


def event(kind, n_teasers=2, n_others=0):
    return StoryEvent(
        at=MONDAY,
        kind=kind,
        story=FERRY.id,
        teasers=tuple("ab"[:n_teasers]),
        others=tuple("xy"[:n_others]),
    )


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        (event("opened", 1), "Opened: 1 teaser"),
        (event("grew"), "Grew: 2 teasers"),
        (event("updated", 1), "Updated: 1 teaser"),
        (event("merged", 2, 1), "Merged with 1 story (2 teasers)"),
        (event("split", 1, 1), "Split off from 1 story (1 teaser)"),
        (event("moved", 1, 2), "Took over 1 teaser from 2 stories"),
        (event("closed"), "Closed: 2 teasers"),
    ],
)
def test_says_what_happened(happened, words):
    assert event_words(happened) == words


def test_counts_what_happened():
    assert event_counts((event("grew"), event("opened"), event("grew"))) == "1 opened, 2 grew"


def test_says_why_two_are_together():
    assert link_words(LINK) == "98%: meaning +2.0; against: words -0.5"
    told = Link(teasers=LINK.teasers, probability=1.0, grounds={}, corrected=True)
    assert link_words(told) == "a person said so"
    assert link_words(Link(teasers=LINK.teasers, probability=0.4, grounds={})) == "40%"


def test_spans():
    assert span_words(FERRY) == "20 Jan 2025 to 21 Jan 2025"
    assert span_words(BEES) == "20 Jan 2025"
    assert span_words(UNDATED) == "undated"


def test_markdown_is_escaped_and_greatest_first():
    text = render_stories_markdown([BEES, FERRY], TAXONOMY, "Desk *one*")
    assert text.startswith("# Desk \\*one\\*\n")
    assert "3 teasers tell 2 stories, 1 of them told more than once." in text
    assert "<b>" not in text
    assert text.index("Ferry runs") < text.index("1 teaser alone")
    assert "Beekeeper" in text


def test_the_page_shows_bands_and_is_harmless():
    page = render_stories_html([BEES, FERRY, UNDATED], TAXONOMY, "Desk", (event("grew"),))
    assert page.count('class="mark"') == 2
    assert "<b>80" not in page
    assert "&lt;b&gt;80" in page
    assert "Grew: 2 teasers" in page
    assert "<script" not in page
    assert "http:" not in page
    assert "Ports" in page


def test_the_page_links_to_its_sources():
    linked = teaser(
        "Ferry afloat",
        hours=31,
        sources=(SourceRef(outlet="Post", url="https://post.example/a?id=7&utm_source=rss"),),
    )
    lone = teaser(
        "Hive swarms", sources=(SourceRef(outlet="Mail", url="https://mail.example/hive"),)
    )
    foreign = teaser("Odd", sources=(SourceRef(outlet="X", url="javascript:alert(1)"),))
    page = render_stories_html(
        [story(linked, *FERRY.teasers), story(lone), story(foreign)], TAXONOMY, "Desk"
    )
    assert '<a href="https://post.example/a?id=7" rel="noreferrer noopener">' in page
    assert "<bdi>made.jsonl, item 1</bdi>" in page
    assert '<a href="https://mail.example/hive" rel="noreferrer noopener">' in page
    assert "javascript" not in page


@pytest.mark.parametrize("stories", [[], [BEES], [UNDATED]])
def test_hardly_anything_to_show(stories):
    assert "</html>" in render_stories_html(stories, TAXONOMY, "Stories")
    assert render_stories_markdown(stories, TAXONOMY, "Stories").startswith("# Stories\n")


def test_rows_have_ids_and_aliases():
    (row,) = story_rows([FERRY], TAXONOMY, "topics")
    assert row["teasers"] == [one.id for one in FERRY.teasers]
    assert row["headline"] == "Ferry runs aground"
    assert "aliases" not in row
    (row,) = story_rows([FERRY], TAXONOMY, "topics", {"s9": FERRY.id, "s8": "other"})
    assert row["aliases"] == ["s9"]


def test_writes_a_folder_and_adds_to_the_log(tmp_path):
    first = RunningStories(as_of=MONDAY, made_with="x", stories=(FERRY,), events=(event("opened"),))
    second = dataclasses.replace(first, after=first.sha256, events=(event("grew"),))
    for running in (first, second):
        written = write_stories([FERRY], TAXONOMY, tmp_path / "out", running=running)
    names = [path.name for path in written]
    assert names == [
        *("stories.jsonl", "stories.csv", "teasers.csv", "stories.md", "stories.html"),
        "merge-log.jsonl",
    ]  # fmt: skip
    lines = (tmp_path / "out/merge-log.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["opened", "grew"]
    written = write_stories([FERRY], TAXONOMY, tmp_path / "plain")
    assert len(written) == 5


def feeding(before, *kinds):
    """One feeding after another, with events of some kinds."""
    after = before.sha256 if before else ""
    events = tuple(event(kind) for kind in kinds)
    return RunningStories(
        as_of=MONDAY, made_with=f"feeding {after}", stories=(FERRY,), events=events, after=after
    )


def kinds_in(log):
    return [json.loads(line)["kind"] for line in log.splitlines()]


def test_a_feeding_that_was_cut_off_before_its_state_gives_way_in_the_log():
    first = feeding(None, "opened")
    log = add_to_log("", first)
    cut_off = add_to_log(log, feeding(first, "merged", "grew"))
    again = feeding(first, "grew")
    log = add_to_log(cut_off, again)
    assert kinds_in(log) == ["opened", "grew"]
    assert kinds_in(add_to_log(log, feeding(again, "closed"))) == ["opened", "grew", "closed"]


def test_a_feeding_in_which_nothing_happens_leaves_the_log():
    first = feeding(None, "opened")
    log = add_to_log("", first)
    assert add_to_log(log, feeding(first)) == log


@pytest.mark.parametrize("line", ['{"kind": "grew"}', "[]", "by hand", "[" * 100_000])
def test_lines_that_others_wrote_into_the_log_stay(line):
    log = add_to_log(f"{line}\n", feeding(None, "opened"))
    assert log.startswith(f"{line}\n{{")
