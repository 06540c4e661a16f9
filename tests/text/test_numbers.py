import re

import pytest

from classify.text.numbers import BOUND, NUMBER, parse_bound, parse_number


def numbers(text):
    return [found[0] for found in re.finditer(NUMBER, text, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("text", "value", "exact"),
    [
        ("7", 7, True),
        ("1,203", 1203, True),
        ("1,000,000", 1_000_000, True),
        ("one", 1, True),
        ("Nineteen", 19, True),
        ("forty", 40, True),
        ("twenty-three", 23, True),
        ("ninety nine", 99, True),
        ("two hundred and thirty-eight", 238, True),
        ("a hundred", 100, False),
        ("three thousand", 3000, False),
        ("a dozen", 12, False),
        ("two dozen", 24, False),
        ("half a dozen", 6, False),
    ],
)
def test_numbers_as_news_write_them(text, value, exact):
    assert numbers(f"It said {text} came.") == [text]
    assert parse_number(text) == (value, exact)


@pytest.mark.parametrize(
    "text",
    [
        "A320",
        "1.5 percent",
        "12-year-old",
        "at 12:30",
        "9/11",
        "$12",
        "12%",
        "no. x12",
        "dozens",
        "hundreds",
        "someone",
        "tension",
        "one-way",
        "1,2",
    ],
)
def test_what_is_no_number_or_part_of_something_else(text):
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("before", "exact", "bound"),
    [
        ("", True, "exact"),
        ("", False, "about"),
        ("at least ", True, "at least"),
        ("More than ", False, "at least"),
        ("over ", True, "at least"),
        ("up to ", True, "about"),
        ("about ", False, "about"),
    ],
)
def test_how_exact_it_is(before, exact, bound):
    assert re.fullmatch(BOUND, before, re.IGNORECASE)
    assert parse_bound(before, exact=exact) == bound
