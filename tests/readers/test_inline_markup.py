"""Markup and entities inside values of tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.readers.inline_markup import text_of_value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("<p>Rate: 6&nbsp;%.</p><p>Jo said: &#8220;No.&#8221;</p>", "Rate: 6 %. Jo said: “No.”"),
        ("Ships sailed.<br/>Cranes moved.", "Ships sailed. Cranes moved."),
        ("Ships <b>sailed</b>, <a href=\"https://a.example/?b>c\" title='d'>he</a> said.",
         "Ships sailed, he said."),
        ("<![CDATA[Ships &amp; cranes]]>", "Ships & cranes"),
        ("&lt;p&gt;Prices aren&amp;#8217;t stable&lt;/p&gt;", "Prices aren’t stable"),
        ("<script>x < y</script>Ships<style>p {}</style> sailed<!-- no -->.", "Ships sailed."),
        ("<img src='a.png' alt='x'>Ships sailed.", "Ships sailed."),
        ("<UL><LI>Ships</LI><LI>Cranes</LI></UL>", "Ships Cranes"),
        ("Ships sailed <a href=\"https://a.exam", "Ships sailed"),
        ("It&#146;s late&#x2014;very", "It’s late—very"),
    ],
)  # fmt: skip
def test_what_a_page_shows_stays(value, words):
    assert " ".join(text_of_value(value).split()) == words


@pytest.mark.parametrize(
    "value",
    [
        "5 < 6 & 7 > 3",
        "AT&T; I <3 you",
        "https://a.example/?a=1&copy=2&reg=3",
        "Less than <5 percent> of votes",
        "&notanentity; &#0; &#xD800;",
    ],
)
def test_what_is_no_markup_stays(value):
    assert text_of_value(value) == value


@given(st.text(alphabet="<>/ abpr&;#\"'=!-lt1gm", max_size=40))
def test_a_clean_value_stays_clean(value):
    once = text_of_value(value)
    assert text_of_value(once) == once


@pytest.mark.parametrize("part", ['<a "', '<a "<a" ', "<a x ", "<!--", "<script", "&amp;", "<p '"])
def test_long_values_are_cleaned_in_their_length(part):
    value = part * 20_000  # far too long for work in the square of its length
    cleaned = text_of_value(value)
    assert value.startswith(cleaned) or cleaned == "&" * 20_000
