import pytest

from classify.corroboration.reprints import containment, group_reprints, read_report

WIRE = (
    "HASK, Jan 20 - The ferry Alcyon ran aground off the northern harbour on Monday with 80 people "
    "on board, the coast guard said. All were taken ashore by noon."
)
REPRINT = (
    "The ferry Alcyon ran aground off the northern harbour on Monday with 80 passengers on board, "
    "the coast guard said. All were brought ashore by noon."
)
SHORTER = "The ferry Alcyon ran aground off the northern harbour on Monday with 80 people on […]"
OWN = (
    "Passengers of the stranded Alcyon tell of a long night: the ferry shuddered, then lights went "
    "out, says a nurse from Talva who had to wait for a lifeboat."
)


def test_a_reprint_is_found_whatever_was_changed_or_cut():
    assert group_reprints([WIRE, OWN, REPRINT, SHORTER]) == [0, 1, 0, 0]


def test_copies_of_a_copy_belong_together():
    texts = [" ".join(f"w{n}" for n in range(start, start + 20)) for start in (0, 8, 16)]
    assert containment(*map(read_report, (texts[0], texts[2]))) < 0.55
    assert group_reprints(texts) == [0, 0, 0]


def test_whoever_quotes_the_same_words_reports_for_himself():
    quote = '"We will not leave this harbour before the last passenger is ashore and safe," he said'
    one = f"The captain of the Alcyon promised to stay aboard his ferry. {quote}."
    other = f"Late on Monday reporters reached the master by radio from Hask. {quote} again."
    assert group_reprints([one, other]) == [0, 1]


def test_a_phrase_is_no_copy_but_the_same_words_are():
    assert group_reprints(["Polls are open", "Polls are open in Hask", "polls are OPEN."]) == [
        0,
        1,
        0,
    ]
    assert group_reprints(["", "", "…"]) == [0, 1, 2]


def test_the_bound_decides():
    likeness = containment(read_report(WIRE), read_report(REPRINT))
    assert group_reprints([WIRE, REPRINT], min_containment=likeness) == [0, 0]
    assert group_reprints([WIRE, REPRINT], min_containment=likeness + 0.01) == [0, 1]


@pytest.mark.parametrize("other", [WIRE, REPRINT, OWN, ""])
def test_containment_is_a_share_and_the_same_both_ways(other):
    one, two = read_report(WIRE), read_report(other)
    assert 0 <= containment(one, two) <= 1
    assert containment(one, two) == containment(two, one)
    assert containment(one, one) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("off Samos", "off Malta"),
        ("Two migrants", "Eleven migrants"),
        ("Sunday", "Sunday at noon near Kos"),
        ("2,000 life vests", "300 life vests"),
    ],
    ids=["place", "number word", "addition", "number"],
)
def test_other_numbers_or_names_in_like_words_are_no_copy(one, other):
    wire = (
        "Two migrants drowned on Sunday when an overloaded dinghy sank off Samos, the coast guard "
        "said, and divers found 2,000 life vests on the sea floor."
    )
    found = group_reprints([wire, wire.replace(one, other)])
    assert found == ([0, 0] if one == "Sunday" else [0, 1])
