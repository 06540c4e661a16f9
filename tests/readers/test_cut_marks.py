"""Marks of a cut, against the patterns that say the same in a line, and on very long texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.readers import plain_text
from classify.readers.cut_marks import without_cut_mark
from classify.readers.listing.dates_in_text import publishing_date
from classify.readers.listing.lines import classify_line
from tests.builders import MONDAY

PARTS = ["…", ".", "...", "[", "]", "(", ")", " ", "\n", ">", "»", "Read more", "READ MORE",
         "Continue reading", "Read the full story", "&hellip;", "said", "x"]  # fmt: skip
N = 200_000
"""Characters of a long text: by the square of its length it would be read for hours."""


@given(st.lists(st.sampled_from(PARTS), max_size=9).map("".join).map(str.strip))
def test_what_is_left_is_the_beginning_and_ends_with_no_mark(text):
    rest, is_cut = without_cut_mark(text)
    assert text.startswith(rest)
    assert is_cut == (rest != text)
    assert without_cut_mark(rest) == (rest, False)
    assert not rest.endswith(("…", "...", "&hellip;", "[…]"))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "x" + mark * (N // len(mark))
            for mark in (
                ">",
                ".",
                "…",
                " ",
                "[…]",
                "(...",
                "Read more ",
                "[+1 chars]",
                "1",
                "“",
                "more ",
            )
        ),
        "." * N + "]",
        "[" * N + "…]",
    ],
    ids=lambda text: f"{text[:12]} {text[-6:]}",
)
def test_a_long_text_is_cleaned_in_its_length(text):
    shortened, _ = without_cut_mark(plain_text(text))
    assert text.startswith(shortened)


@pytest.mark.parametrize("text", ["w" * N, "a. " * (N // 3), "x" + " " * N + "y", "." * N])
def test_the_sentences_of_a_long_line_are_counted_in_its_length(text):
    assert classify_line(text, MONDAY).text.strip() == text.strip()


@pytest.mark.parametrize("text", ["on Jan. 18 " * (N // 11), "Jan. 18. It " * (N // 12)])
def test_the_days_of_a_long_text_are_judged_in_its_length(text):
    assert publishing_date(text, MONDAY) is not None or "on" not in text
