import pytest

from classify.corroboration import independent_reports
from classify.records import SourceRef
from tests.builders import story, teaser

WIRE = (
    "The ferry Alcyon ran aground off the northern harbour on Monday with 80 people on board, the "
    "coast guard said."
)
OWN = "Passengers tell of a long night on the stranded ferry, without light and without a word."
THIRD = "Two tugs failed to pull the ship free at high water; a third one is on its way from Talva."


def n_independent(*reports):
    teasers = [
        teaser(f"Ferry aground {row}", text, outlet=outlet, hours=row)
        for row, (outlet, text) in enumerate(reports)
    ]
    return independent_reports(story(*teasers))


@pytest.mark.parametrize(
    ("reports", "count"),
    [
        ([("Post", WIRE)], 1),
        ([("Post", WIRE), ("Post", OWN)], 1),
        ([("Post", WIRE), ("Gazette", OWN)], 2),
        ([("Post", WIRE), ("Gazette", f"HASK, Jan 20 - {WIRE}")], 1),
        ([("Post", WIRE), ("Gazette", WIRE), ("Courier", OWN)], 2),
        # whoever adds a report of its own to a reprint is no third source
        ([("Post", WIRE), ("Gazette", WIRE), ("Post", OWN)], 2),
        ([("Post", WIRE), ("Gazette", WIRE), ("Post", OWN), ("Post", THIRD)], 2),
        # sections and editions of one house are no second source
        ([("Post World", WIRE), ("Post Economy", OWN)], 1),
        ([("post.example.co.uk", WIRE), ("post.example.com", OWN), ("Courier", THIRD)], 2),
        ([("Post", WIRE), (None, OWN)], 1),
        ([(None, WIRE), (None, OWN)], 1),
        ([("Post", ""), ("Gazette", "")], 2),
    ],
)
def test_reprints_and_outlets_count_once(reports, count):
    assert n_independent(*reports) == count
    assert n_independent(*reversed(reports)) == count


def test_one_teaser_under_several_names_is_one_report():
    both = (SourceRef(outlet="Post"), SourceRef(outlet="Gazette"))
    assert independent_reports(story(teaser("Ferry aground", WIRE, sources=both))) == 1
