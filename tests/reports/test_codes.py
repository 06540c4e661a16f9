import pytest

from classify.errors import TaxonomyError
from classify.reports import in_codes
from classify.taxonomy import Taxonomy, Topic

TAXONOMY = Taxonomy(
    topics=(
        Topic(key="ports", name="Ports", definition="", iptc=("medtop:1", "medtop:2")),
        Topic(key="bees", name="Bees", definition="", iptc=("medtop:3", "medtop:2")),
    )
)
ROW = {"id": "t1", "topics": ["bees", "ports"], "primary": "bees", "probabilities": {"ports": 0.4}}


def test_topics_become_the_codes_that_they_cover():
    assert in_codes(ROW, TAXONOMY, "iptc") == {
        "id": "t1",
        "topics": ["medtop:3", "medtop:2", "medtop:1"],
        "primary": "medtop:3",
        "probabilities": {"medtop:1": 0.4},
    }


def test_own_keys_leave_a_row_as_it_is():
    assert in_codes(ROW, TAXONOMY, "topics") == ROW


def test_a_row_without_topics():
    row = {"id": "t2", "topics": [], "primary": None}
    assert in_codes(row, TAXONOMY, "iptc") == row


def test_a_topic_without_code_is_named():
    with pytest.raises(TaxonomyError, match="no IPTC code is given for ships; add iptc"):
        in_codes(ROW, Taxonomy.from_keys(["ships"]), "iptc")
