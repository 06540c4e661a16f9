"""Running stories whose teasers are rewritten, or whose ids come again for something else."""

from datetime import timedelta

import pytest

from classify import TeaserPipeline
from classify.stories import read_state, write_state
from tests.builders import MONDAY, WordEncoder
from tests.harbour import LABELLED, TAXONOMY

TUESDAY = MONDAY + timedelta(days=1)
FERRY = {
    "headline": "Ferry fire: two dead, search goes on",
    "text": "Two people were killed when a ferry caught fire.",
    "published": "2025-01-20T06:00:00Z",
    "outlet": "Harbour Post",
    "url": "https://harbourpost.example/world/ferry",
}
LATER = FERRY | {
    "headline": "Ferry fire: nineteen dead, captain detained",
    "text": "Nineteen people were killed when a ferry caught fire. The captain was detained.",
    "published": "2025-01-21T05:00:00Z",
}


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


@pytest.fixture
def go_on(pipeline, tmp_path):
    def go(*feedings):
        running = None
        for number, teasers in enumerate(feedings):
            at = MONDAY + timedelta(days=number)
            running = pipeline.follow(teasers, previous=running, as_of=at)
            write_state(tmp_path / "s.json", running)
            running = read_state(tmp_path / "s.json") if number < len(feedings) - 1 else running
        return running

    return go


@pytest.mark.parametrize("published", [LATER["published"], FERRY["published"], None])
@pytest.mark.parametrize("query", ["", "?utm_source=mail"])
def test_the_later_text_stands_under_the_same_ids(go_on, query, published):
    (before,) = go_on([FERRY]).stories
    later = LATER | {"url": LATER["url"] + query, "published": published}
    running = go_on([FERRY], [later])
    (story,) = running.stories
    assert (story.id, story.teasers[0].id) == (before.id, before.teasers[0].id)
    assert (story.lead_teaser.headline, story.lead_teaser.text) == (
        LATER["headline"],
        LATER["text"],
    )
    assert [(one.kind, one.teasers) for one in running.events] == [("updated", (FERRY["url"],))]


def test_an_earlier_text_that_is_fed_late_changes_nothing(go_on):
    running = go_on([LATER], [FERRY])
    assert running.events == ()
    assert running.stories[0].lead_teaser.headline == LATER["headline"]


def test_rows_that_are_numbered_anew_are_other_items(go_on):
    monday = [{"id": 1, "headline": "Dockers end strike"}, {"id": 2, "headline": "Rates are kept"}]
    tuesday = [{"id": 1, "headline": "Comet seen"}, {"id": 2, "headline": "Rates are kept"}]
    running = go_on(monday, tuesday, tuesday)
    teasers = {one.headline: one.id for story in running.stories for one in story.teasers}
    assert set(teasers) == {"Dockers end strike", "Rates are kept", "Comet seen"}
    assert (teasers["Dockers end strike"], teasers["Rates are kept"]) == ("1", "2")
    assert running.events == ()  # the third feeding had nothing new
