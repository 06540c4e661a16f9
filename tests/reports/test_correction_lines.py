"""What a page offers to be copied is read back as it was meant."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.readers import read_corrections
from classify.reports import render_digest
from classify.reports.correction_lines import apart_line, reference_words
from classify.reports.stories.render import render_stories_html
from classify.taxonomy import Taxonomy
from tests.builders import story, teaser

from .builders import TAXONOMY
from .sample import rich_digest

STORY = story(
    teaser("Ferry runs aground", id="https://news.example/a?b=1&c=2#3"),
    teaser("Ferry stranded", id='N/A "7", <b>', hours=3),
    teaser("Ferry afloat", id="t3", hours=5),
)


def copied(page):
    """All that a click selects."""
    return [html.unescape(one) for one in re.findall(r'<code class="copy">(.*?)</code>', page)]


def read(tmp_path, lines):
    path = tmp_path / "corrections.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_corrections(path)


def test_a_page_of_stories_offers_lines_that_are_read(tmp_path):
    page = render_stories_html([STORY], Taxonomy.from_keys(["ports"]), "Stories")
    lines = [one for one in copied(page) if one.startswith("different: ") and one[-1] != "B"]
    ids = [one.id for one in STORY.teasers]
    assert [one.teasers for one in read(tmp_path, lines)] == [
        (ids[0], ids[1]),
        (ids[0], ids[2]),
    ]
    assert {reference_words(id) for id in ids} <= set(copied(page))


def test_a_digest_offers_lines_that_are_read(tmp_path):
    digest = rich_digest()
    shown = copied(render_digest(digest, TAXONOMY, "html"))
    ids = {source.number: source.teaser_id for source in digest.sources}
    found = read(tmp_path, [one for one in shown if one.startswith("different: ")])
    expected = [
        (ids[brief.headline_citation], ids[number])
        for brief in digest.briefs
        for number in brief.sources
        if number != brief.headline_citation
    ]
    assert [one.teasers for one in found] == expected != []
    assert set(ids.values()) <= set(shown)


@given(id=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
@pytest.mark.parametrize("other", ["t1", "a b", '"', "#1"])
def test_any_id_survives_its_line(tmp_path_factory, id, other):
    if id == other:
        return
    path = tmp_path_factory.mktemp("lines") / "corrections.txt"
    path.write_text(apart_line(id, other), encoding="utf-8")
    (found,) = read_corrections(path)
    assert found.teasers == (id, other)
