"""What speaks for a story, all at once."""

import pytest

from classify.corroboration import (
    find_clashes,
    independent_reports,
    reprints,
    weigh_evidence,
    with_current_lead,
)
from tests.builders import story, teaser

EARLY = teaser(
    "Three killed as bridge falls", "Three people were killed when the bridge fell.", outlet="Post"
)
LATE = teaser(
    "Bridge inquiry", "Police said seven people were killed there.", hours=5, outlet="Gazette"
)
HIVE = teaser("Hive swarms", "The keeper counts queens.", outlet="Post")


@pytest.mark.parametrize("teasers", [(EARLY, LATE), (HIVE,)], ids=["figures differ", "alone"])
def test_evidence_is_that_of_its_parts(teasers):
    one = story(*teasers)
    found = weigh_evidence(one)
    assert found.notes == find_clashes(one.teasers)
    assert found.n_independent == independent_reports(one)
    assert found.story == with_current_lead(one, found.notes)


def test_the_newest_figure_leads():
    found = weigh_evidence(story(EARLY, LATE))
    assert [note.kind for note in found.notes] == ["updated"]
    assert (found.story.lead, found.n_independent) == (LATE.id, 2)


def test_each_text_is_compared_with_the_others_once(monkeypatch):
    asked = []
    read = reprints.read_report
    monkeypatch.setattr(reprints, "read_report", lambda text: asked.append(text) or read(text))
    weigh_evidence(story(EARLY, LATE))
    assert sorted(asked) == sorted([EARLY.text, LATE.text])
