"""What strangers wrote is shown and never acts."""

from __future__ import annotations

import dataclasses
import json
import re
from email import message_from_string
from email.policy import default

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from classify.records import (
    Brief,
    Coverage,
    Digest,
    LowConfidence,
    Section,
    SectionPart,
    SourceRef,
    TimelineEntry,
)
from classify.reports import plain_lines, render_digest
from classify.reports.escaping import escape_markdown, file_name, markdown_code, plain, web_address
from tests.builders import examples

from .builders import TAXONOMY, at, item, small_digest
from .sample import rich_digest
from .test_digests import SCHEMA, Page

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "handler": '"><img src=x onerror=alert(1)>',
    "single quotes": "' onmouseover='alert(1)",
    "template": "{{ 7*7 }}{% for x in () %}{# gone #}",
    "markdown link": "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "markdown reference": "[1]: https://evil.example",
    "markdown html": "<b>bold</b> <https://evil.example> &lt;b&gt; &#60;",
    "markdown heading": "# Breaking",
    "markdown list": "1. first",
    "markdown rule": "***",
    "markdown code": "```\ncode\n``` `code`",
    "markdown break": "one\n\n## two\n\n- three",
    "setext": "a\n===\nb\n---",
    "table": "| a | b |",
    "closing marks": "C #",
    "comment": "--> ]]> <!-- </style> </title>",
    "terminal": "\x1b[31mred\x1b[0m \x9b31m \x1b]0;title\x07",
    "clipboard": "\x1b]52;c;cm0gLXJm\x07copied \x9d52;c;cm0gLXJm\x9c\x1bP1$r\x1b\\",
    "unended": "\x1b]0;title \x1b[",
    "two lines": "| a ` b\r\n\r\n| c ` d",
    "direction": "safe\u202egnp.exe\u2066",
    "hidden": "a\u200bb\u2060c\U000e0041\ufeff",
    "formula": '=HYPERLINK("https://evil.example";"x")',
    "script address": "javascript:alert(1)",
    "data address": "data:text/html,<script>alert(1)</script>",
    "bare address": "see https://evil.example and www.evil.example",
    "path": "../../../etc/passwd",
    "windows path": "C:\\Users\\desk\\list.txt",
    "half pair": "\ud83d broken",
    "nothing": "\u200b\u202e",
}
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def hostile(text: str) -> Digest:
    """A digest whose every foreign text is the given one."""
    places = (SourceRef(outlet=text, url=text, file=text, item=3), SourceRef(url=text))
    lead = item(1, text, text, outlets=(text,), places=places, kind="opinion", truncated=True)
    digest = small_digest(
        lead,
        title=text,
        timeline=(
            TimelineEntry(
                published=at(18), date_precision="day", story_id="x", headline=text, citation=1
            ),
        ),
        low_confidence=(
            LowConfidence(
                citation=1,
                headline=text,
                status="none",
                reason=None,
                nearest_topic="politics",
                probability=0.2,
            ),
        ),
        coverage=Coverage(
            outlets={text: 3, "B": 1},
            n_without_outlet=1,
            truncated_share=0.5,
            undated_share=0.0,
            unreadable=(text,),
        ),
    )
    made_by = dataclasses.replace(digest.provenance, version=text, model=text)
    brief = dataclasses.replace(digest.briefs[0], outlets=(text,), story_id=text)
    top = Section(key="lead", part="lead", topic=None, name=text, briefs=(brief,))
    sections = (top, *(in_part(part, brief, text) for part in ("more", "rest", "also")))
    return dataclasses.replace(digest, provenance=made_by, sections=sections)


def in_part(part: SectionPart, brief: Brief, text: str) -> Section:
    """A section of two stories, in any part."""
    return Section(
        key=f"{part}:outlet:{text}",
        part=part,
        topic=None,
        name=text,
        briefs=tuple(
            dataclasses.replace(brief, story_id=f"{part}{i}{text}", kind="opinion") for i in (1, 2)
        ),
    )


def inline_types(markdown: str) -> list[str]:
    """The kinds of all things in a Markdown text."""
    return [
        child.type
        for token in MARKDOWN.parse(markdown)
        for child in (token, *(token.children or ()))
    ]


def script_of(page: str) -> str:
    """All that a browser takes for a script."""
    (script,) = re.findall(r"<script[^>]*>.*?</script>", page, re.DOTALL)
    return str(script)


def mail_page(digest: Digest) -> str:
    """The HTML part of the mail."""
    message = message_from_string(render_digest(digest, TAXONOMY, "eml"), policy=default)
    *_, page = message.iter_parts()
    return str(page.get_content())


def assert_harmless(digest: Digest) -> None:
    """Render in all formats, and look for anything that would act."""
    html = render_digest(digest, TAXONOMY, "html")
    page = Page(html)
    assert html.count("<script") == 1
    assert script_of(html) == script_of(render_digest(rich_digest(), TAXONOMY, "html"))
    assert page.tags <= Page(render_digest(rich_digest(), TAXONOMY, "html")).tags
    assert all(re.match(r"#|https?://", link) for link in page.links)
    assert not UNSEEN.search(html)
    text = render_digest(digest, TAXONOMY, "txt")
    assert not UNSEEN.search(text)
    message = message_from_string(render_digest(digest, TAXONOMY, "eml"), policy=default)
    assert set(message.keys()) == {
        "Subject", "Date", "X-Unsent", "MIME-Version", "Content-Type"
    }  # fmt: skip
    plain_part, page_part = (part.get_content() for part in message.iter_parts())
    assert not UNSEEN.search(plain_part.replace("\r", ""))
    assert not UNSEEN.search(page_part.replace("\r", ""))
    assert "<script" not in page_part
    mail = Page(page_part)
    assert mail.tags <= Page(mail_page(rich_digest())).tags | {"a"}
    assert all(re.match(r"https?://", link) for link in mail.links)
    markdown = render_digest(digest, TAXONOMY, "md")
    assert not UNSEEN.search(markdown)
    kinds = inline_types(markdown)
    assert not set(kinds) & {"html_inline", "html_block", "image", "code_inline", "fence",
                             "code_block", "table_open", "em_open", "s_open", "hr",
                             "blockquote_open", "ordered_list_open"}  # fmt: skip
    content = render_digest(digest, TAXONOMY, "json")
    assert not UNSEEN.search(content)
    for text in (html, markdown, content):
        text.encode("utf-8")
    Draft202012Validator(SCHEMA).validate(json.loads(content))


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_attack_acts(attack):
    digest = hostile(ATTACKS[attack])
    assert_harmless(digest)
    n_headings = inline_types(render_digest(digest, TAXONOMY, "md")).count("heading_open")
    harmless = inline_types(render_digest(hostile("x"), TAXONOMY, "md"))
    assert n_headings == harmless.count("heading_open")


@pytest.mark.parametrize("attack", sorted(set(ATTACKS) - {"markdown html"}))
def test_escaped_markdown_shows_the_plain_text(attack):
    """What a reader of the rendered Markdown sees is the text itself."""
    text = ATTACKS[attack]
    (paragraph,) = [t for t in MARKDOWN.parse(f"x {escape_markdown(text)}") if t.type == "inline"]
    shown = "".join(child.content for child in paragraph.children or ())
    assert shown.removeprefix("x").strip() == plain(text)


@pytest.mark.parametrize("start", ["# a", "- a", "+ a", "1. a", "1) a", "= a", "> a", "* a", "~~~"])
def test_escaped_markdown_opens_no_block(start):
    kinds = inline_types(f"- {escape_markdown(start)}\n")
    assert kinds.count("list_item_open") == 1
    assert "heading_open" not in kinds
    assert "fence" not in kinds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("scripts/train --data DIR", "`scripts/train --data DIR`"),
        ("3f9a\x1b[31m", "`3f9a`"),
        ("a`b", "a\\`b"),
        ("<b>|", "&lt;b&gt;\\|"),
        ("", ""),
    ],
)
def test_only_simple_text_is_set_as_code(text, code):
    assert markdown_code(text) == code


def test_a_document_keeps_its_lines():
    text = "# A\r\n\r\n    code\tb\x1b]0;title\x07\x1b[2J\n\u202eend\x0b\u2028\ud800"
    assert plain_lines(text) == "# A\n\n    code\tb\nend\ufffd"


def test_an_unended_sequence_takes_no_text_with_it():
    assert plain("\x1b]0;Storm hits coast\nand city") == "]0;Storm hits coast and city"


def test_ordinary_text_stays_as_it_is():
    text = "Moscow's “plan B” – 5.3% growth, $4 m; A&B (Ltd.) cost #1: 3-0? 10:30!"
    assert plain(text) == text
    assert escape_markdown(text) == text.replace("$", "\\$")
    assert escape_markdown("0.1.0") == "0.1.0"
    assert plain("می‌خواهم 👩‍🚒") == "می‌خواهم 👩‍🚒"


@pytest.mark.parametrize(
    ("url", "links"),
    [
        ("https://news.example/a?b=c&d=e#f", True),
        ("HTTP://NEWS.EXAMPLE/(a)", True),
        ("https://news.example/чай", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//evil.example", False),
        ("https://", False),
        ("https://bank.example@evil.example/", False),
        ("https://evil.example/\u202egnp", False),
        ("https://evil.example/ x", False),
        ('https://evil.example/"onclick=', False),
        ("https://[evil/", False),
        ("https://evil.example/\x00", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url, links):
    assert web_address(url) == (url if links else None)


def test_folders_are_not_told():
    assert file_name("/home/maria/secret project/list.txt") == "list.txt"
    assert file_name("C:\\Users\\maria\\list.txt") == "list.txt"
    assert file_name("briefs/") == "briefs"
    assert file_name("/") == "/"
    assert file_name("-") == "standard input"


PIECES = st.sampled_from(
    [*ATTACKS.values(), "\ud800", "\u202e", "<", ">", "&", "'", '"', "\n", " "]
)
TEXTS = st.lists(st.text(max_size=12) | PIECES, max_size=4).map("".join)
PRECISIONS = st.sampled_from(["second", "day", "month", "year", None])


@st.composite
def digests(draw) -> Digest:
    """Digests of foreign text in every place, of any number of stories."""
    items = [
        item(
            number,
            draw(TEXTS),
            draw(TEXTS),
            outlets=tuple(draw(st.lists(TEXTS, max_size=2))),
            published=draw(st.none() | st.just(at(1 + number))),
            date_precision=draw(PRECISIONS),
            date_basis=draw(st.sampled_from(["feed", "text", "inferred", "none"])),
            truncated=draw(st.booleans()),
            places=(SourceRef(outlet=draw(TEXTS), url=draw(TEXTS), file=draw(TEXTS), item=number),),
        )
        for number in draw(st.lists(st.integers(1, 25), max_size=3, unique=True))
    ]
    return small_digest(*items, title=draw(TEXTS))


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.too_slow])
@given(digests())
def test_no_text_acts(digest):
    assert_harmless(digest)


@given(st.text() | TEXTS)
def test_plain_text_is_one_line_and_stays_so(text):
    cleaned = plain(text)
    assert len(cleaned.splitlines()) <= 1
    assert not UNSEEN.search(cleaned)
    assert plain(cleaned) == cleaned
