"""Listings as they are copied from pages of different make. All words are invented."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from textwrap import dedent

import pytest

from classify.errors import ReadError
from classify.readers import read_teasers
from classify.records import Teaser

AS_OF = datetime(2025, 1, 20, 12, tzinfo=UTC)
SAMPLE = Path(__file__).parents[2] / "labeled" / "samples" / "listing.txt"


def listing(text: str, *, as_of: datetime = AS_OF, dedented: bool = True) -> list[Teaser]:
    content = dedent(text) if dedented else text
    return read_teasers(BytesIO(content.encode()), input_format="listing", as_of=as_of)


def headlines(text: str) -> list[str]:
    return [teaser.headline for teaser in listing(text)]


def days(teasers: list[Teaser]) -> list[str | None]:
    moments = [teaser.published for teaser in teasers]
    return [moment.date().isoformat() if moment else None for moment in moments]


DUMP = """\
    Court in Homel hands teacher six years over messages in a class
    0

    Court in Homel hands teacher six years over messages in a class chat

    The 41-year-old was found guilty in private, rights group Vesna said on Jan. 18. Her […]
    Old photograph of a harbour crane
    12

    Grain ships queue at Odesa as insurers raise their rates again

    Underwriters met in London ahead of the Jan. 26 deadline. Cargoes have waited since July, […]
    Grain ships queue at Odesa as insurers raise their rates again
    0

    Narach Weekly: Ice fishermen count their catch

    The lake froze late. On Dec. 16, the first huts went up […]
    """


def test_dump_with_captions_and_counts():
    teasers = listing(DUMP)
    assert [teaser.headline for teaser in teasers] == [
        "Court in Homel hands teacher six years over messages in a class chat",
        "Grain ships queue at Odesa as insurers raise their rates again",
        "Narach Weekly: Ice fishermen count their catch",
    ]
    assert days(teasers) == ["2025-01-18", None, "2024-12-16"]
    assert [teaser.kind for teaser in teasers] == ["news", "news", "digest"]
    assert all(teaser.truncated for teaser in teasers)
    assert teasers[0].text.endswith("on Jan. 18. Her")
    assert teasers[0].date_basis == "inferred"
    assert teasers[0].date_precision == "day"
    assert teasers[1].date_basis == "none"


# Three items, the second without a full stop at the end of its text where the layout allows it.
HEADLINES = [
    "Court in Homel hands teacher six years over chat messages",
    "Tractor plant puts its staff on a short week",
    "Lake Narach freezes over and the skaters come",
]
TEXTS = [
    "The 41-year-old was found guilty behind closed doors. Her lawyer will appeal.",
    "Two lines of the works will stand still until spring, the union was told.",
    "Children were given the afternoon off, for the first time since 2012.",
]


def items(template: str) -> str:
    return "\n".join(
        template.format(headline=headline, text=text, day=18 - number)
        for number, (headline, text) in enumerate(zip(HEADLINES, TEXTS, strict=True))
    )


@pytest.mark.parametrize(
    ("template", "basis"),
    [
        pytest.param("{headline}\n\n{text}\n", "none", id="plain"),
        pytest.param("{headline}\n{text}\n", "none", id="no blank line within"),
        pytest.param("{headline}\n{text}", "none", id="no blank lines at all"),
        pytest.param("{headline}\n\n\n\n{text}\n\n\n\n", "none", id="many blank lines"),
        pytest.param("0\n\n{headline}\n\n{text}\n", "none", id="count without caption"),
        pytest.param("{headline}\n\n{text}\n12 comments\n", "none", id="count below"),
        pytest.param("{headline}\n\n{text}\n\nRead more\n\nShare\nTweet\n", "none", id="buttons"),
        pytest.param("{headline}\n{headline}\n\n{text}\n", "none", id="caption without count"),
        pytest.param("World\n{headline}\nBy Jane Doe\n\n{text}\n", "none", id="kicker, byline"),
        pytest.param("• {headline}\n{text}\n", "none", id="bullets"),
        pytest.param("Jan {day}, 2025\n\n{headline}\n\n{text}\n", "text", id="date above"),
        pytest.param("{headline}\n\n{text}\n\n{day} January 2025\n", "text", id="date below"),
        pytest.param(
            "{headline}\n{day} January 2025, 14:05\n{text}\n", "text", id="date and time within"
        ),
        pytest.param("{headline}\n\nJan. {day}\n\n{text}\n", "text", id="date without year"),
        pytest.param(
            "{headline}\n{text}\nJane Doe | {day}.01.2025 | 3 min read\n", "text", id="row below"
        ),
        pytest.param(
            "{headline}\n\n{text}\n\nPublished On {day} Jan 2025\n{day} Jan 2025\n",
            "text",
            id="date twice",
        ),
        pytest.param(
            "World\n{headline}\n{text}\nEurope category · January {day}, 2025 · 3:05 PM UTC\n",
            "text",
            id="section, date, time in a row",
        ),
        pytest.param(
            "{headline}\nby Jane Doe\nJan {day}, 2025 3:20 PM\n(Updated: Jan 19, 2025)\n{text}\n",
            "text",
            id="byline, date, update within",
        ),
        pytest.param(
            "Image caption, A gate\n{headline}\n{text}\nPhoto: J. Doe / AFP\n2025-01-{day}\n",
            "text",
            id="credits",
        ),
    ],
)
def test_layouts(template: str, basis: str):
    teasers = listing(items(template))
    assert [teaser.headline for teaser in teasers] == HEADLINES
    assert [teaser.text for teaser in teasers] == TEXTS
    assert {teaser.date_basis for teaser in teasers} == {basis}
    assert not any(teaser.truncated for teaser in teasers)
    if basis == "text":
        assert days(teasers) == ["2025-01-18", "2025-01-17", "2025-01-16"]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"], ids=["windows", "old mac", "unix"])
def test_line_ends(ending: str):
    content = items("{headline}\n\n{text}\n").replace("\n", ending)
    assert [teaser.text for teaser in listing(content, dedented=False)] == TEXTS


def test_relative_dates_below_and_their_sections():
    teasers = listing(
        """\
        Skip to content
        LIVE
        Depot fire seen from forty kilometres away
        Firefighters needed a day to contain the blaze.
        Ferry to Gotland turns back in heavy swell
        All 212 passengers are safe, the line said.
        7 hrs ago
        Europe
        Does the tram still go to the lake?
        What the new timetable means, and how could anyone make sense of it?
        yesterday
        Travel
        """
    )
    assert [(teaser.headline.split()[0], bool(teaser.text)) for teaser in teasers] == [
        ("Depot", True),
        ("Ferry", True),
        ("Does", True),
    ]
    assert [teaser.published for teaser in teasers] == [
        None,
        datetime(2025, 1, 20, 5, tzinfo=UTC),
        datetime(2025, 1, 19, tzinfo=UTC),
    ]
    assert teasers[0].kind == "live"


def test_column_of_times_under_days():
    teasers = listing(
        """\
        Saturday, 18 January
        19:45 Court in Homel hands teacher six years
        09:05 Lake Narach freezes over for the skaters
        Friday, 17 January
        21:30 Grid operator warns of dark evenings
        """
    )
    assert [teaser.published for teaser in teasers] == [
        datetime(2025, 1, 18, 19, 45, tzinfo=UTC),
        datetime(2025, 1, 18, 9, 5, tzinfo=UTC),
        datetime(2025, 1, 17, 21, 30, tzinfo=UTC),
    ]


def test_a_day_may_head_several_items():
    headed = "18 January 2025\n\n" + items("{headline}\n{text}\n")
    assert days(listing(headed)) == ["2025-01-18"] * 3


def test_undated_text_dates_follow_the_order_of_the_listing():
    teasers = listing(
        """\
        Sluice gate gives way at Zhodzina reservoir

        The ministry reported on Jan. 10. No one was hurt.

        Bakers of Brest win a prize for rye

        The jury announced on Dec. 20.

        Cranes return to the marshes

        Rangers said on March 3. The count goes on.
        """,
        as_of=datetime(2025, 6, 1, tzinfo=UTC),
    )
    assert days(teasers) == ["2025-01-10", "2024-12-20", "2024-03-03"]


def test_wire_dateline():
    (teaser,) = listing("Envoys trade lists of names\n\nMINSK, Jan 18 (Vesna) - Both sides met.")
    assert days([teaser]) == ["2025-01-18"]
    assert teaser.text == "MINSK, Jan 18 (Vesna) - Both sides met."


def test_several_paragraphs():
    (teaser,) = listing(
        """\
        Envoys trade lists of names in Abu Dhabi

        Mediators passed on twelve names.

        Neither capital would comment. Talks go on […]
        """
    )
    assert (
        teaser.text
        == "Mediators passed on twelve names.\nNeither capital would comment. Talks go on"
    )
    assert teaser.truncated


@pytest.mark.parametrize(
    ("ending", "text", "truncated"),
    [
        (" and […]", "They spoke and", True),
        (" and [...]", "They spoke and", True),
        (" and…", "They spoke and", True),
        (" and ... Read more", "They spoke and", True),
        (" at length.\nRead more", "They spoke at length.", False),
        (" and\nRead more", "They spoke and", True),
        (" at length.", "They spoke at length.", False),
    ],
)
def test_cut_marks(ending: str, text: str, truncated: bool):
    met = "Both sides met on neutral ground for the third time since autumn, it was said."
    (teaser,) = listing(f"Envoys trade lists of names\n\n{met} They spoke{ending}\n")
    assert (teaser.text, teaser.truncated) == (f"{met} {text}", truncated)


def test_unfinished_last_item_is_a_bare_headline():
    teasers = listing(DUMP + "    Ferry to Gotland turns back in heavy swell\n    0\n")
    assert teasers[-1].headline == "Ferry to Gotland turns back in heavy swell"
    assert teasers[-1].text == ""


def test_no_break_spaces_and_mojibake():
    (teaser,) = listing(
        "Caf\u00c3\u00a9\u00a0owners\u00a0in Brest sue\n\n"
        "\u00e2\u20ac\u0153We paid,\u00e2\u20ac\u009d says one. \u00a0 It was \u200bdear."
    )
    assert teaser.headline == "Café owners in Brest sue"
    assert teaser.text == "“We paid,” says one. It was dear."


def test_headline_that_ends_with_a_full_stop():
    assert headlines(
        """\
        January 18, 2025
        Tbilisi crowd returns for the fifty-first night.
        Organisers called for a strike. It is to last one hour.
        January 17, 2025
        Moldova joins the power exchange.
        The breakaway region remains without heating. Chisinau offered help.
        """
    ) == ["Tbilisi crowd returns for the fifty-first night.", "Moldova joins the power exchange."]


def test_short_headline():
    assert headlines(
        """\
        Zubr wins again

        The forwards scored four times in the last third.

        Bread gets dearer

        The ministry will fix the price of rye.
        """
    ) == ["Zubr wins again", "Bread gets dearer"]


def test_wrapped_text():
    (teaser,) = listing(
        """\
        Envoys trade lists of names in Abu Dhabi

        Mediators passed on twelve names on Saturday, a diplomat in
        the room said.
        """
    )
    assert teaser.text == (
        "Mediators passed on twelve names on Saturday, a diplomat in the room said."
    )


def test_box_of_the_most_read_gives_no_copies():
    text = items("{headline}\n{text}\n") + "\nMost read\n" + "\n\n".join(HEADLINES[:2])
    assert headlines(text) == HEADLINES


def test_kicker_gives_the_kind():
    (teaser,) = listing("Opinion\nJane Doe\nEurope cannot look away from Minsk\n\nIt never could.")
    assert teaser.kind == "opinion"


def test_text_without_headline_is_reported():
    faults: list[ReadError] = []
    content = DUMP + "\n    Another text that stands alone, cut off and without its headline […]\n"
    teasers = read_teasers(
        BytesIO(dedent(content).encode()),
        as_of=AS_OF,
        on_error=faults.append,
        input_format="listing",
    )
    assert len(teasers) == 3
    assert [fault.item for fault in faults] == ["after item 3"]


def test_where_an_item_stood():
    teasers = read_teasers(BytesIO(dedent(DUMP).encode()), as_of=AS_OF, outlet="Vesna")
    assert [(ref.outlet, ref.file, ref.item) for t in teasers for ref in t.sources] == [
        ("Vesna", "<stream>", 1),
        ("Vesna", "<stream>", 2),
        ("Vesna", "<stream>", 3),
    ]


def test_sample_listing():
    teasers = read_teasers(SAMPLE, as_of=datetime(2025, 1, 31, tzinfo=UTC))
    dated = [teaser.published for teaser in teasers if teaser.published]
    assert len(teasers) == 14
    assert sum(teaser.truncated for teaser in teasers) == 10
    assert len(dated) == 11
    assert dated == sorted(dated, reverse=True)
    assert {teaser.kind for teaser in teasers} == {"news", "opinion", "digest"}
    assert {teaser.language for teaser in teasers} == {"en"}
