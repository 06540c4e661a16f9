import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.records import BriefLength

ACCEPTED = (
    'Say words, sentences, characters or several of them, such as "40 words" or '
    '"2 sentences, 280 characters".'
)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("40 words", BriefLength(max_words=40)),
        ("1 word", BriefLength(max_words=1)),
        (
            "2 sentences, 280 characters",
            BriefLength(max_sentences=2, max_characters=280),
        ),
        (
            " 999999 Characters ,1 sentence,007 words ",
            BriefLength(max_words=7, max_sentences=1, max_characters=999_999),
        ),
        ("280characters", BriefLength(max_characters=280)),
    ],
)
def test_reads_what_a_person_says(text, length):
    assert BriefLength.parse(text) == length


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "'' is no number with its unit."),
        ("40", "'40' is no number with its unit."),
        ("words", "'words' is no number with its unit."),
        ("forty words", "'forty words' is no number with its unit."),
        ("-3 words", "'-3 words' is no number with its unit."),
        ("1.5 sentences", "'1.5 sentences' is no number with its unit."),
        ("٣ words", "'٣ words' is no number with its unit."),
        ("40 words 2 sentences", "'40 words 2 sentences' is no number with its unit."),
        ("40 words,", "'' is no number with its unit."),
        ("3 lines", "unknown unit 'lines' in '3 lines'."),
        ("3 s", "unknown unit 's' in '3 s'."),
        ("0 words", "'0 words': the number goes from 1 to 999999."),
        ("000 words", "'000 words': the number goes from 1 to 999999."),
        ("1000000 words", "'1000000 words': the number goes from 1 to 999999."),
        ("40 words, 1 word", "'40 words, 1 word' limits words more than once."),
    ],
)
def test_says_what_is_wrong_and_what_is_accepted(text, reason):
    with pytest.raises(ValueError, match="Say words") as caught:
        BriefLength.parse(text)
    assert str(caught.value) == f"{reason} {ACCEPTED}"


def test_a_number_without_end_is_refused_as_too_long():
    with pytest.raises(ValueError, match="the number goes from 1 to 999999"):
        BriefLength.parse("9" * 10_000 + " words")


@pytest.mark.parametrize("field", ["max_words", "max_sentences", "max_characters"])
@pytest.mark.parametrize("limit", [0, -1, 1_000_000])
def test_limits_have_limits(field, limit):
    with pytest.raises(ValueError, match=f"{field} is a number from 1 to 999999, not {limit}"):
        BriefLength(**{field: limit})


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(["words", "sentences", "characters"], st.integers(1, 999_999))
    ).filter(bool)
)
def test_all_that_can_be_said_is_read(limits):
    said = ", ".join(f"{limit} {unit}" for unit, limit in limits.items())
    expected = BriefLength(**{f"max_{unit}": limit for unit, limit in limits.items()})
    assert BriefLength.parse(said) == expected
