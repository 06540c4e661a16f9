"""Share buttons, footers of feeds, and headlines above their own text."""

import pytest

from classify.readers.page_words import without_headline, without_page_words

FOOTERS = [
    "The post Ferry crews walk out appeared first on Coast Times.",
    "The post Ferry crews walk out first appeared on Coast Times",
    "This article was originally published on Coast Times.",
    "Der Beitrag Fährleute streiken erschien zuerst auf Küstenblatt.",
    "L’article Les équipages en grève est apparu en premier sur Le Quai.",
    "La entrada Huelga de tripulantes se publicó primero en El Muelle.",
    "Artykuł Załogi promów strajkują pochodzi z serwisu Nabrzeże.",
    "Сообщение Экипажи паромов бастуют появились сначала на Причал.",
    "Запис Екіпажі поромів страйкують спершу з'явився на Причал.",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_the_footer_of_a_feed_is_no_news(footer):
    assert without_page_words(f"Crews stop on Friday. {footer}") == "Crews stop on Friday."
    assert without_page_words(f"Crews stop on Friday.\n{footer}") == "Crews stop on Friday."
    assert without_page_words(footer) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Crews stop on Friday.\nShare on Facebook\nTweet",
        "Share this\nCrews stop on Friday.",
        "Crews stop on Friday.\nFacebook Twitter WhatsApp Email",
        "Crews stop on Friday. Share this article",
        "Crews stop on Friday. Share on Facebook Share on Twitter",
        "Crews stop on Friday.\nTeilen auf Facebook",
        "Crews stop on Friday.\nПоделиться в Telegram",
        "Crews stop on Friday. READ MORE: Dockers end strike",
        "Crews stop on Friday.\nЧитайте также: Докеры прекратили забастовку",
    ],
)
def test_share_buttons_are_taken_out(text):
    assert without_page_words(text) == "Crews stop on Friday."


@pytest.mark.parametrize(
    "text",
    [
        "Crews stop on Friday. They share the blame.",
        "The post office appeared first on the list of closures. Unions protest.",
        "Facebook",
        "He left the post. Print runs fell.",
        "Ministers met. Share prices fell on Monday",
    ],
)
def test_sentences_stay(text):
    assert without_page_words(text) == text


HEADLINE = "Dockers end strike at Gdansk"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEADLINE}\nShips sailed.", "Ships sailed."),
        (f"{HEADLINE}. Ships sailed.", "Ships sailed."),
        (HEADLINE.upper(), ""),
        (f"{HEADLINE} - Harbour Post", ""),
        (f"{HEADLINE} after wage offer, union says.", f"{HEADLINE} after wage offer, union says."),
        (f"{HEADLINE}: all sides agree.", f"{HEADLINE}: all sides agree."),
        ("Ships sailed.", "Ships sailed."),
    ],
)
def test_a_headline_above_its_text_is_said_once(text, expected):
    assert without_headline(text, HEADLINE, ["Harbour Post"]) == expected
