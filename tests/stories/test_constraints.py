"""Corrections by ids to must-link and cannot-link pairs of rows."""

import pytest

from classify.errors import ReadError
from classify.records import Correction
from classify.stories import Constraints
from tests.builders import teaser

PILE = [teaser(name, id=name) for name in "abcd"]


def corrections(*lines):
    return [Correction(kind=kind, teasers=tuple(ids)) for kind, ids in lines]


@pytest.mark.parametrize(
    ("lines", "same", "different"),
    [
        ([], [], []),
        ([("same", "ab")], [(0, 1)], []),
        ([("same", "ab"), ("same", "bc")], [(0, 1), (0, 2)], []),
        ([("same", "ax"), ("same", "xd")], [(0, 3)], []),
        ([("different", "ab")], [], [(0, 1)]),
        ([("same", "ab"), ("different", "bc")], [(0, 1)], [(0, 2)]),
        ([("same", "ax"), ("different", "xd")], [], [(0, 3)]),
        ([("same", "xy"), ("different", "yz")], [], []),
    ],
    ids=[
        "none", "together", "step by step", "over one that is elsewhere", "apart",
        "apart from the group", "apart over one that is elsewhere", "all elsewhere",
    ],
)  # fmt: skip
def test_pairs_of_rows(lines, same, different):
    assert Constraints.of(corrections(*lines)).pairs(PILE) == (same, different)


def test_contradictions_are_refused():
    with pytest.raises(ReadError, match="tells a and c apart, but they are the same by"):
        Constraints.of(corrections(("same", "ab"), ("same", "bc"), ("different", "ac")))
