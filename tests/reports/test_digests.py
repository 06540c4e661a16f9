"""Every format: the same promises."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from classify.errors import UnknownNameError
from classify.records import SourceRef, to_json_dict
from classify.reports import DIGEST_FORMATS, render_digest, write_digest

from .builders import TAXONOMY, brief, empty_digest, item, small_digest
from .sample import rich_digest

GOLDEN = Path(__file__).with_name("golden")
SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs" / "digest.schema.json").read_text(encoding="utf-8")
)
VOID = {"circle", "path", "polygon", "meta", "link", "br", "img", "rect", "line", "input", "hr"}


class Page(HTMLParser):
    """A strict reader of pages: every element must be closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.tags: set[str] = set()
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        assert not [name for name in attributes if name.startswith("on")]
        self.tags.add(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes["href"]] if "href" in attributes else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("format", DIGEST_FORMATS)
@pytest.mark.parametrize("build", [rich_digest, empty_digest], ids=["rich", "empty"])
def test_the_same_digest_gives_the_same_text(build, format):
    text = render_digest(build(), TAXONOMY, format)
    assert text == render_digest(build(), TAXONOMY, format)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("format", ["md", "html"])
def test_the_rich_digest_looks_as_agreed(format):
    """To agree anew: CLASSIFY_GOLDEN=write pytest tests/reports -k agreed, and read the diff."""
    golden = GOLDEN / f"digest.{format}"
    text = render_digest(rich_digest(), TAXONOMY, format)
    if os.environ.get("CLASSIFY_GOLDEN") == "write":
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_bytes().decode()


@pytest.mark.parametrize("build", [rich_digest, empty_digest], ids=["rich", "empty"])
def test_json_is_the_record_and_follows_the_schema(build):
    Draft202012Validator.check_schema(SCHEMA)
    content = json.loads(render_digest(build(), TAXONOMY, "json"))
    Draft202012Validator(SCHEMA).validate(content)
    assert next(iter(content)) == "format"
    assert content.pop("format") == 2
    assert content == to_json_dict(build())


def test_the_schema_allows_nothing_else():
    content = json.loads(render_digest(rich_digest(), TAXONOMY, "json"))
    content["sections"][0]["briefs"][0]["opinion"] = "good"
    assert not Draft202012Validator(SCHEMA).is_valid(content)


@pytest.mark.parametrize("build", [rich_digest, empty_digest], ids=["rich", "empty"])
def test_html_is_whole_and_reaches_nothing_outside(build):
    source = render_digest(build(), TAXONOMY, "html")
    page = Page(source)
    assert len(page.ids) == len(set(page.ids))
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner <= set(page.ids)
    outer = {link for link in page.links if not link.startswith("#")}
    assert all(link.startswith("https://news.example/") for link in outer)
    assert not page.tags & {"img", "link", "iframe", "object", "form", "base"}
    assert not re.search(r"url\(|@import|src=", source)


@pytest.mark.parametrize("build", [rich_digest, empty_digest], ids=["rich", "empty"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_policy_allows_the_one_small_script_and_no_other(build, language):
    page = render_digest(build(), TAXONOMY, "html", language=language)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none'; ")
    assert len(script) < 4_000
    # it reaches nothing, keeps nothing, and writes no markup
    assert not re.search(
        r"fetch|XMLHttp|WebSocket|sendBeacon|import|innerHTML|outerHTML|insertAdjacent|"
        r"document\.write|eval|Function\(|localStorage|sessionStorage|cookie|location|open\(",
        script,
    )


def test_the_page_says_all_without_its_script():
    page = render_digest(rich_digest(), TAXONOMY, "html")
    assert re.search(r'<div class="find" role="search" [^>]*hidden>', page)
    shown = Page(re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)).text
    for told in rich_digest().briefs:
        assert told.headline in shown
    for told in rich_digest().briefs_of("lead"):
        assert all(sentence.text in shown for sentence in told.sentences)


def test_a_citation_shows_its_sentence():
    page = render_digest(rich_digest(), TAXONOMY, "html")
    told = "A court in Talva ordered the release of newspaper editor Ilse Maro on Monday."
    assert f'data-tip="“{told}” Meren Herald, Radio Talva, 20 Jan 2025' in page or (
        f'data-tip="“{told}” Radio Talva, Meren Herald, 20 Jan 2025' in page
    )


def test_the_find_box_knows_topics_and_outlets():
    page = render_digest(rich_digest(), TAXONOMY, "html")
    (topic,) = re.findall(r'<option value="(t\d+)">Disasters</option>', page)
    (outlet,) = re.findall(r'<option value="(o\d+)">Radio Talva</option>', page)
    tagged = re.findall(r'data-tags="([^"]*)"', page)
    n_disasters = sum("disasters" in brief.topics for brief in rich_digest().briefs)
    n_talva = sum("Radio Talva" in brief.outlets for brief in rich_digest().briefs)
    assert sum(topic in tags.split() for tags in tagged) == n_disasters
    assert sum(outlet in tags.split() for tags in tagged) == n_talva
    assert "find" not in Page(render_digest(small_digest(item(1, "Storm")), TAXONOMY, "html")).ids


@pytest.mark.parametrize("format", ["md", "html", "txt", "eml"])
def test_addresses_are_shown_without_tracking(format):
    tracked = SourceRef(outlet="A", url="https://news.example/a?utm_source=feed&id=7&at_medium=RSS")
    page = render_digest(small_digest(item(1, "Storm", places=(tracked,))), TAXONOMY, format)
    page = page.replace("=\r\n", "").replace("=3D", "=")
    assert "https://news.example/a?id=7" in page
    assert "utm_source" not in page
    assert "at_medium" not in page


@pytest.mark.parametrize("format", ["md", "html", "txt", "eml"])
def test_no_outlet_is_not_counted(format):
    counts = dataclasses.replace(small_digest(item(1, "Storm")).counts, n_outlets=0)
    nameless = item(1, "Storm", outlets=(), places=())
    text = render_digest(small_digest(nameless, counts=counts), TAXONOMY, format)
    assert "0 outlets" not in text


@pytest.mark.parametrize("format", ["md", "html", "txt", "eml"])
def test_what_holds_for_all_is_said_once(format):
    items = [item(number, f"Storm {number}", "Roofs flew.") for number in (1, 2, 3)]
    text = " ".join(
        render_digest(small_digest(*items), TAXONOMY, format).replace("=\r\n", "").split()
    )
    told = re.split(r"Coverage and gaps|COVERAGE AND GAPS", text)[0]
    assert told.count("Everything is from Meren Herald.") == 1
    assert "single source" not in told.casefold()
    other = item(4, "Flood", "Cellars filled.", outlets=("Post",))
    digest = small_digest(*items, other)
    both = dataclasses.replace(
        digest,
        coverage=dataclasses.replace(digest.coverage, outlets={"Meren Herald": 3, "Post": 1}),
    )
    text = render_digest(both, TAXONOMY, format)
    assert "Everything is from" not in text


def luminance(color: str) -> float:
    """Relative luminance of "#rgb" or "#rrggbb", after WCAG 2.2."""
    digits = color.strip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1, 2], ids=["light", "dark", "print"])
def test_html_text_stands_out_from_its_ground(scheme):
    style = render_digest(empty_digest(), TAXONOMY, "html")
    blocks = [dict(re.findall(r"--(\w+): (#\w+)", block)) for block in style.split(":root {")[1:]]
    colors = blocks[0] | blocks[scheme]
    for text in ("ink", "soft", "accent", "alert"):
        for ground in ("paper", "panel", "mark"):
            pair = sorted((luminance(colors[text]), luminance(colors[ground])))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, (text, ground)


def test_html_headings_step_down_one_at_a_time():
    headings = Page(render_digest(rich_digest(), TAXONOMY, "html")).headings
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(headings))


def test_html_leads_from_citation_to_source_and_back():
    source = render_digest(rich_digest(), TAXONOMY, "html")
    assert 'id="cite-1-1" href="#source-1"' in source
    assert (
        'cited in: <a href="#cite-1-1">Bottom line</a>, <a href="#cite-1-2">story 1</a>' in source
    )


def test_markdown_is_one_title_and_no_html():
    tokens = MarkdownIt("commonmark").parse(render_digest(rich_digest(), TAXONOMY, "md"))
    assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 1
    assert not [token for token in tokens if token.type == "html_block"]


def test_a_cut_sentence_is_marked_and_explained():
    markdown = render_digest(rich_digest(), TAXONOMY, "md")
    assert "The joint commission will meet on Tuesday to […] [2]" in markdown
    assert "[…] marks an incomplete sentence" in markdown
    assert "[…]" not in render_digest(small_digest(item(1, "Storm")), TAXONOMY, "md")


def test_a_sentence_that_shows_its_cut_is_marked_once():
    cut = item(1, "Storm", "The coast will be […]")
    built = brief(cut, [(cut, cut.sentence(cut.text, complete=False))])
    digest = small_digest(cut, bottom_line=())
    section = dataclasses.replace(digest.sections[0], briefs=(built,))
    page = Page(render_digest(dataclasses.replace(digest, sections=(section,)), TAXONOMY, "html"))
    assert page.text.count("The coast will be […]") == 1
    assert "[…] […]" not in page.text


@pytest.mark.parametrize("format", ["md", "html", "txt", "eml"])
def test_nothing_is_said_plainly(format):
    assert "Nothing significant" in render_digest(empty_digest(), TAXONOMY, format)
    assert "Nothing significant" not in render_digest(rich_digest(), TAXONOMY, format)


@pytest.mark.parametrize("format", ["md", "html", "txt", "eml"])
def test_why_there_is_no_bottom_line_is_said_plainly(format):
    storm = item(1, "Storm hits coast", "Roofs flew.", kind="opinion")
    digest = small_digest(storm, bottom_line=())
    text = " ".join(render_digest(digest, TAXONOMY, format).replace("=\n", "").split())
    assert "No news in this material, but opinion and analysis" in text
    aside = dataclasses.replace(digest.sections[0], key="also", part="also")
    text = render_digest(dataclasses.replace(digest, sections=(aside,)), TAXONOMY, format)
    text = " ".join(text.replace("=\n", "").split())
    assert "No news in this material: only explainers" in text
    off_topic = dataclasses.replace(digest.briefs[0], topics=(), probabilities={})
    section = dataclasses.replace(digest.sections[0], topic=None, briefs=(off_topic,))
    quiet = dataclasses.replace(digest, sections=(section,))
    text = " ".join(render_digest(quiet, TAXONOMY, format).replace("=\n", "").split())
    assert "Nothing significant: no story in this material is on a topic" in text


@pytest.mark.parametrize("format", ["md", "html", "txt", "eml"])
def test_order_reports_and_gaps_are_in_words(format):
    text = " ".join(render_digest(rich_digest(), TAXONOMY, format).replace("=\n", "").split())
    assert "Order, whatever the topic: the story with the most independent reports first" in text
    assert "2 independent reports" in text
    assert "1 independent report" in text
    assert "Nothing of the last 3 days from 1 outlet" in text
    assert "1 brief whose sources give different figures" in text


def test_an_unknown_format_is_named():
    with pytest.raises(UnknownNameError) as caught:
        render_digest(empty_digest(), TAXONOMY, "htm")
    assert str(caught.value) == (
        "unknown digest format 'htm'. Did you mean 'html'? Known: eml, html, json, md, txt."
    )


def test_a_topic_outside_the_taxonomy_is_named():
    digest = small_digest(item(1, "Storm"))
    strange = dataclasses.replace(digest.briefs[0], topics=("sport",), probabilities={"sport": 0.9})
    section = dataclasses.replace(digest.sections[0], briefs=(strange,))
    with pytest.raises(UnknownNameError, match="unknown topic 'sport'"):
        render_digest(dataclasses.replace(digest, sections=(section,)), TAXONOMY, "md")


def test_a_folder_gets_three_files(tmp_path):
    paths = write_digest(rich_digest(), TAXONOMY, tmp_path / "briefs")
    assert [path.name for path in paths] == ["digest.md", "digest.html", "digest.json"]
    for path in paths:
        assert path.read_text("utf-8") == render_digest(rich_digest(), TAXONOMY, path.suffix[1:])


def test_a_fault_leaves_the_old_files_as_they_are(tmp_path):
    write_digest(rich_digest(), TAXONOMY, tmp_path, formats=["md"])
    before = (tmp_path / "digest.md").read_bytes()
    with pytest.raises(UnknownNameError):
        write_digest(empty_digest(), TAXONOMY, tmp_path, formats=["md", "pdf"])
    assert [path.name for path in tmp_path.iterdir()] == ["digest.md"]
    assert (tmp_path / "digest.md").read_bytes() == before


def test_a_faulty_template_is_named(monkeypatch):
    from classify.reports import pages as frames
    from classify.reports.digests import html

    environment = frames.page_environment()
    monkeypatch.setattr(html, "_page", lambda _: environment.from_string("{{ mastheda }}"))
    with pytest.raises(RuntimeError, match=r"template digest.html.j2.*'mastheda' is undefined"):
        render_digest(empty_digest(), TAXONOMY, "html")


def test_a_template_that_prints_none_is_a_fault():
    from classify.reports import pages as frames

    with pytest.raises(frames.TemplateError, match="prints a value that is None"):
        frames.shown(None)
