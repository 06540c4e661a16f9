import dataclasses
import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from classify.digests import stand
from classify.errors import ReadError
from classify.pipeline import TeaserPipeline
from classify.readers import read_earlier_digest
from classify.records import BriefLength, EarlierDigest, EarlierStory
from classify.reports import render_digest, write_digest
from classify.taxonomy import Taxonomy
from tests.builders import MONDAY, WordEncoder, labelled, story, teaser

ROOT = Path(__file__).parents[2]
TUESDAY = MONDAY + timedelta(days=1)
TAXONOMY = Taxonomy.from_keys(["ports", "bees"])
FERRY = teaser("Ferry enters harbour after storm", "Cargo was saved by tugs.", outlet="Gazette")
AGAIN = teaser(
    "After storm ferry enters harbour", "Three of the crew were hurt.", hours=20, outlet="Post"
)
HIVE = teaser("Beekeeper counts queens", "The hive was full.", outlet="Bee Mail", hours=2)
CARGO = teaser("Ship cargo unloaded at the quay", "Cranes worked all night.", hours=22)


@pytest.fixture(scope="module")
def pipeline():
    items = [
        item
        for number in range(30)
        for item in (
            labelled(f"Ship {number} enters the harbour with cargo", "ports"),
            labelled(f"Hive {number} swarms and the beekeeper counts queens", "bees"),
        )
    ]
    return TeaserPipeline.train(items, taxonomy=TAXONOMY, encoder=WordEncoder())


def earlier(pipeline, tmp_path, *teasers):
    digest = pipeline.digest(teasers, as_of=MONDAY, title="Monday")
    write_digest(digest, TAXONOMY, tmp_path / "monday")
    return digest, read_earlier_digest(tmp_path / "monday")


def test_a_digest_is_read_back(pipeline, tmp_path):
    digest, found = earlier(pipeline, tmp_path, FERRY, HIVE)
    assert (found.title, found.as_of, found.issue) == ("Monday", MONDAY, 1)
    assert {one.id for one in found.stories} == {brief.story_id for brief in digest.briefs}
    assert {one.id for one in found.teasers} == {FERRY.id, HIVE.id}
    (ferry,) = (one for one in found.teasers if one.id == FERRY.id)
    assert (ferry.headline, ferry.text, ferry.published) == (
        FERRY.headline,
        FERRY.text,
        FERRY.published,
    )
    assert found.outlets == ("Bee Mail", "Gazette")
    assert read_earlier_digest(tmp_path / "monday" / "digest.json") == found


def test_the_next_digest_says_what_is_new(pipeline, tmp_path):
    before, found = earlier(pipeline, tmp_path, FERRY, HIVE)
    ids = {brief.headline: brief.story_id for brief in before.briefs}
    digest = pipeline.digest([AGAIN, CARGO], as_of=TUESDAY, since=found)
    status = {brief.headline: brief for brief in digest.briefs}
    updated = status[AGAIN.headline]
    assert (updated.status, updated.story_id) == ("updated", ids[FERRY.headline])
    assert updated.news == (0,)
    assert status[CARGO.headline].status == "new"
    assert digest.issue == 2
    assert digest.changes.previous_title == "Monday"
    (dropped,) = digest.changes.dropped
    assert dropped.headline == HIVE.headline
    assert dropped.silent
    assert digest.changes.silent_outlets == ("Bee Mail", "Gazette")
    text = render_digest(digest, TAXONOMY, "md")
    assert "**New:** Three of the crew" in text
    assert "Issue 2, since Monday of 20 Jan 2025" in text
    assert "nothing is known of it" in text
    page = render_digest(digest, TAXONOMY, "html")
    assert 'class="fresh"' in page
    assert "What changed" in page
    schema = json.loads((ROOT / "docs/digest.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render_digest(digest, TAXONOMY, "json")), schema)


def test_the_same_teasers_again_are_no_news(pipeline, tmp_path):
    _, found = earlier(pipeline, tmp_path, FERRY, HIVE)
    digest = pipeline.digest([FERRY, HIVE], as_of=TUESDAY, since=found)
    assert {brief.status for brief in digest.briefs} == {"continuing"}
    assert digest.changes.dropped == digest.changes.topics == ()
    assert all(brief.news == () for brief in digest.briefs)
    assert "Nothing dropped, no count changed." in render_digest(digest, TAXONOMY, "md")


ADDRESS = "https://harbourpost.example/world/ferry"
TWO = {
    "headline": "Ferry fire: two dead, search goes on",
    "text": "Two people were killed when a ferry caught fire. Tugs stood by.",
    "published": "2025-01-20T06:00:00Z",
    "outlet": "Harbour Post",
    "url": ADDRESS,
}
NINETEEN = TWO | {
    "headline": "Ferry fire: nineteen dead, captain detained",
    "text": "Nineteen people were killed when a ferry caught fire. Tugs stood by. "
    "The captain was detained.",
    "published": "2025-01-21T18:00:00Z",
}


@pytest.mark.parametrize("url", [ADDRESS, f"{ADDRESS}?utm_source=rss", f"{ADDRESS}#2"])
@pytest.mark.parametrize("published", [NINETEEN["published"], TWO["published"], None])
def test_what_an_outlet_rewrites_under_one_address_is_an_update(pipeline, tmp_path, url, published):
    before, found = earlier(pipeline, tmp_path, TWO)
    later = NINETEEN | {"url": url, "published": published}
    digest = pipeline.digest([later], as_of=TUESDAY, since=found)
    (brief,) = digest.briefs
    assert (brief.status, brief.story_id) == ("updated", before.briefs[0].story_id)
    assert brief.headline == NINETEEN["headline"]
    news = [brief.sentences[position].text for position in brief.news]
    assert news[0].startswith("Nineteen people")
    assert "Tugs stood by." not in news
    assert [(one.citation, one.headline) for one in digest.changes.rewritten] == [
        (1, TWO["headline"])
    ]
    text = render_digest(digest, TAXONOMY, "md")
    assert "Nothing dropped, no count changed" not in text
    assert "(before: Ferry fire: two dead, search goes on)" in text
    schema = json.loads((ROOT / "docs/digest.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render_digest(digest, TAXONOMY, "json")), schema)


def test_a_sentence_that_was_there_unquoted_is_no_news(pipeline, tmp_path):
    short = pipeline.with_brief_length(BriefLength(max_sentences=1))
    _, found = earlier(short, tmp_path, NINETEEN)
    (brief,) = pipeline.digest([NINETEEN], as_of=TUESDAY, since=found).briefs
    assert (brief.status, brief.news) == ("continuing", ())


def test_what_is_only_shorter_or_set_otherwise_is_no_update(pipeline, tmp_path):
    _, found = earlier(pipeline, tmp_path, TWO)
    again = TWO | {
        "headline": TWO["headline"].upper(),
        "text": "Two people were  killed when a ferry caught fire!",
    }
    (brief,) = pipeline.digest([again], as_of=TUESDAY, since=found).briefs
    assert brief.status == "continuing"


def test_a_row_of_another_table_is_not_the_one_with_its_number(pipeline, tmp_path):
    rows = [
        {"id": "1", "headline": FERRY.headline, "text": FERRY.text},
        {"id": "2", "headline": HIVE.headline, "text": HIVE.text},
    ]
    before, found = earlier(pipeline, tmp_path, *rows)
    ids = {brief.headline: brief.story_id for brief in before.briefs}
    turned = [rows[0] | {"id": "2"}, {"id": "1", "headline": "Parliament votes at night"}]
    digest = pipeline.digest(turned, as_of=TUESDAY, since=found)
    by_headline = {brief.headline: brief for brief in digest.briefs}
    assert by_headline[FERRY.headline].story_id == ids[FERRY.headline]
    assert by_headline["Parliament votes at night"].status == "new"
    assert [one.headline for one in digest.changes.dropped] == [HIVE.headline]


def test_of_two_versions_before_the_one_that_is_still_there_goes_on(pipeline, tmp_path):
    undated = [one | {"published": None} for one in (TWO, NINETEEN)]
    _, found = earlier(pipeline, tmp_path, *undated)
    assert len(found.teasers) == 2
    for still in undated:
        digest = pipeline.digest([still], as_of=TUESDAY, since=found)
        assert [brief.status for brief in digest.briefs] == ["continuing"]


def test_an_updated_story_opens_with_the_news(pipeline, tmp_path):
    _, found = earlier(pipeline, tmp_path, FERRY)
    digest = pipeline.digest([FERRY, AGAIN], as_of=TUESDAY, since=found)
    (brief,) = digest.briefs
    assert brief.status == "updated"
    news = [brief.sentences[position] for position in brief.news]
    assert [sentence.teaser_id for sentence in news] == [AGAIN.id]


def test_news_come_before_what_goes_on_without(pipeline, tmp_path):
    _, found = earlier(pipeline, tmp_path, FERRY)
    digest = pipeline.digest([FERRY, CARGO], as_of=TUESDAY, since=found)
    assert [brief.status for brief in digest.briefs] == ["new", "continuing"]


def test_two_stories_cannot_go_on_with_one():
    old = EarlierStory(
        id="s-old", headline="", teasers=("t1", "t2"), outlets=(), last_reported=None
    )
    first, second = (teaser(name, id=id) for name, id in (("One", "t1"), ("Two", "t9")))
    before = EarlierDigest(
        title="",
        as_of=MONDAY,
        issue=1,
        stories=(old,),
        teasers=(teaser("One", id="t1"), teaser("Old", id="t2")),
        topics={},
        outlets=(),
    )
    joint = [story(first, second, before.teasers[1])]
    standings = stand([story(second), story(first)], joint, before)
    assert [(one.status, one.story.id) for one in standings] == [
        ("new", f"s-{second.id}"),
        ("continuing", "s-old"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "it is no JSON"),
        ("[]", "is no digest; give"),
        ("[" * 100_000, r"it is no JSON \(it is nested too deeply\)"),
        (
            '{"sections": [], "sources": [], "format": 7}',
            "has format 7; this version reads 2. It was written by a later version: upgrade "
            "classify-news, or make it again with classify brief, or leave --since out",
        ),
        (
            '{"sections": [], "sources": [], "format": 1}',
            "has format 1; this version reads 2. It was written by an earlier version. Make it "
            "again with classify brief, or leave --since out",
        ),
        ('{"sections": [], "sources": []}', "states no format number; this version reads 2. Make"),
        (
            '{"sections": [], "sources": [], "format": 2}',
            r"is no whole digest \(there is no 'title'\); make it again",
        ),
        (
            '{"sections": [], "sources": [], "format": 2, "title": "", "as_of": "2025-01-20"}',
            r"is no whole digest \('2025-01-20' has no offset from UTC\); make it again",
        ),
    ],
    ids=["cut", "list", "deep", "later", "earlier", "no number", "no title", "naive time"],
)
def test_what_is_no_digest_is_refused(tmp_path, content, reason):
    path = tmp_path / "digest.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=reason):
        read_earlier_digest(path)


def test_a_missing_digest(tmp_path):
    with pytest.raises(ReadError, match="cannot be read"):
        read_earlier_digest(tmp_path)


def test_an_empty_digest_after_a_full_one(pipeline, tmp_path):
    _, found = earlier(pipeline, tmp_path, FERRY)
    digest = pipeline.digest([], as_of=TUESDAY, since=found)
    assert len(digest.changes.dropped) == 1
    assert "Nothing significant" in render_digest(digest, TAXONOMY, "md")
    assert dataclasses.replace(digest, changes=None).briefs == ()
