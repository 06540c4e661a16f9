import dataclasses

import pytest

from classify.errors import TaxonomyError
from classify.records import Changes, LowConfidence, TopicChange
from classify.reports import digest_in_codes, in_codes, render_digest
from classify.taxonomy import Taxonomy, Topic
from tests.reports.builders import item, small_digest

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


CONFLICT = Taxonomy(
    topics=(Topic(key="armed_conflict", name="War", definition="", iptc=("medtop:9", "medtop:8")),)
)


def test_a_digest_goes_by_first_codes():
    doubt = LowConfidence(
        citation=1,
        headline="Storm hits coast",
        status="none",
        reason=None,
        nearest_topic="armed_conflict",
        probability=0.2,
    )
    digest = small_digest(item(1, "Storm hits coast"), low_confidence=(doubt,))
    section = dataclasses.replace(
        digest.sections[0],
        key="more:topic:armed_conflict",
        part="more",
        topic="armed_conflict",
        name="War",
    )
    changes = Changes(
        previous_title="Desk",
        previous_as_of=digest.as_of,
        dropped=(),
        topics=(
            TopicChange(topic="armed_conflict", name="War", now=1, before=0),
            TopicChange(topic="gone", name="gone", now=0, before=1),
        ),
        silent_outlets=(),
    )
    digest = dataclasses.replace(digest, sections=(section,), changes=changes)
    named, taxonomy = digest_in_codes(digest, CONFLICT, "iptc")
    (section,) = named.sections
    (brief,) = section.briefs
    assert (section.key, section.topic, section.name) == (
        "more:topic:medtop:9",
        "medtop:9",
        "War (medtop:9)",
    )
    assert named.changes.topics[0].name == "War (medtop:9)"
    assert named.changes.topics[1].topic == "gone"
    assert brief.topics == ("medtop:9",)
    assert brief.probabilities == {"medtop:9": 0.97}
    assert named.low_confidence[0].nearest_topic == "medtop:9"
    for format in ("md", "html", "json"):
        text = render_digest(named, taxonomy, format)
        assert "medtop:9" in text
        assert "armed_conflict" not in text


def test_own_keys_leave_a_digest_as_it_is():
    digest = small_digest(item(1, "Storm hits coast"))
    assert digest_in_codes(digest, CONFLICT, "topics") == (digest, CONFLICT)


def test_two_topics_of_one_first_code_cannot_be_told_apart():
    twice = Taxonomy(
        topics=tuple(
            Topic(key=key, name=key, definition="", iptc=("medtop:9",)) for key in ("war", "peace")
        )
    )
    with pytest.raises(TaxonomyError, match="medtop:9 comes first in more than one"):
        digest_in_codes(small_digest(), twice, "iptc")
