import dataclasses
import random

import numpy as np
import pytest

from classify.errors import ReadError
from classify.pipeline import TeaserPipeline
from classify.records import Correction, SourceRef, to_json_dict
from classify.reports import render_digest
from classify.stories import StorySettings, read_state
from classify.stories.state import write_state
from tests.builders import teaser
from tests.harbour import AS_OF, LABELLED, PILE


def test_assigns_topics_and_gives_reasons_not_to(pipeline):
    found = pipeline.predict(PILE)
    assert [one.teaser_id for one in found] == [one.id for one in PILE]
    assert [one.topics for one in found[:4]] == [("ports",)] * 2 + [("bees",)] * 2
    assert [(one.status, one.reason, one.topics) for one in found[4:]] == [
        ("abstained", "language", ()),
        ("abstained", "too short", ()),
    ]
    for one in found:
        assert list(one.probabilities) == ["ports", "bees"]
        assert (one.primary is None) == (not one.topics)


def test_every_teaser_is_in_one_story(pipeline):
    found = pipeline.stories(PILE)
    ids = [one.id for story in found for one in story.teasers]
    assert sorted(ids) == sorted(one.id for one in PILE)
    together = next(story for story in found if len(story.teasers) > 1)
    assert {one.headline for one in together.teasers} == {PILE[0].headline, PILE[1].headline}
    assert together.outlets == ("Gazette", "Post")
    assert together.topics == ("ports",)


def test_a_weekly_digest_stands_alone(pipeline):
    twin = dataclasses.replace(PILE[0], id="weekly", kind="digest")
    assert [story for story in pipeline.stories([*PILE, twin]) if story.lead == "weekly"]


def test_a_language_that_the_encoder_does_not_speak_stands_alone(pipeline):
    twins = [dataclasses.replace(PILE[4], id=name) for name in ("ru-1", "ru-2")]
    assert [len(story.teasers) for story in pipeline.stories(twins)] == [1, 1]


def test_the_order_of_the_input_does_not_matter(pipeline):
    shuffled = PILE.copy()
    random.Random(1).shuffle(shuffled)
    assert pipeline.stories(shuffled) == pipeline.stories(PILE)
    assert pipeline.digest(shuffled, as_of=AS_OF) == pipeline.digest(PILE, as_of=AS_OF)
    by_id = {one.teaser_id: one for one in pipeline.predict(shuffled)}
    assert [by_id[one.teaser_id] for one in pipeline.predict(PILE)] == pipeline.predict(PILE)


def test_every_sentence_stands_in_its_source(pipeline):
    teasers = {one.id: one for one in PILE}
    digest = pipeline.digest(PILE, as_of=AS_OF)
    sentences = [sentence for brief in digest.briefs for sentence in brief.sentences]
    assert sentences
    for sentence in sentences:
        field = getattr(teasers[sentence.teaser_id], sentence.field)
        assert field[sentence.start : sentence.end] == sentence.text


def test_no_sentence_leans_on_what_is_not_there(pipeline):
    digest = pipeline.digest(PILE, as_of=AS_OF)
    texts = [sentence.text for brief in digest.briefs for sentence in brief.sentences]
    assert not any(text.startswith("It comes after") for text in texts)
    assert "He said so." not in texts or "Cargo was saved." in texts


def test_copies_are_one_teaser_with_two_places(pipeline):
    copy = dataclasses.replace(PILE[2], sources=(SourceRef(outlet="Post", file="b.txt", item=9),))
    digest = pipeline.digest([*PILE, copy], as_of=AS_OF)
    assert digest.counts.n_teasers == len(PILE)
    assert digest.counts.n_items == len(PILE) + 1


def told(kind, *teasers):
    return Correction(kind=kind, teasers=tuple(one.id for one in teasers))


def stories_by_headline(pipeline, *corrections):
    found = pipeline.stories(PILE, corrections=corrections)
    return {frozenset(one.headline for one in story.teasers) for story in found}


def test_a_correction_wins(pipeline):
    ferry, again, bees = PILE[0], PILE[1], PILE[2]
    pair = frozenset([ferry.headline, again.headline])
    assert pair in stories_by_headline(pipeline)
    parted = stories_by_headline(pipeline, told("different", ferry, again))
    assert {frozenset([ferry.headline]), frozenset([again.headline])} <= parted
    joined = stories_by_headline(pipeline, told("same", bees, ferry))
    assert frozenset([*pair, bees.headline]) in joined
    # through a teaser that is not in this pile
    elsewhere = teaser("Elsewhere")
    corrections = told("same", bees, elsewhere), told("same", elsewhere, PILE[4])
    assert frozenset([bees.headline, PILE[4].headline]) in stories_by_headline(
        pipeline, *corrections
    )
    apart = told("same", ferry, elsewhere), told("different", elsewhere, again)
    assert pair not in stories_by_headline(pipeline, *apart)


def test_corrections_that_contradict_each_other_are_refused(pipeline):
    ferry, again = PILE[:2]
    wrong = [told("same", ferry, again), told("different", ferry, again)]
    with pytest.raises(ReadError, match="but they are the same by"):
        pipeline.stories(PILE, corrections=wrong)
    with pytest.raises(ReadError, match="but they are the same by"):
        pipeline.digest(PILE, corrections=wrong, as_of=AS_OF)


def test_a_digest_obeys_corrections_and_remembers_them(pipeline):
    before = pipeline.digest(PILE, as_of=AS_OF)
    after = pipeline.digest(PILE, as_of=AS_OF, corrections=[told("different", *PILE[:2])])
    assert len(after.briefs) == len(before.briefs) + 1
    assert after.provenance.config_sha256 != before.provenance.config_sha256


def test_links_say_why_teasers_are_together(pipeline):
    stories = pipeline.stories(PILE, corrections=[told("same", PILE[2], PILE[4])])
    links = {link.teasers: link for story in stories for link in story.links}
    corrected = links[PILE[2].id, PILE[4].id]
    assert (corrected.corrected, corrected.probability, corrected.grounds) == (True, 1.0, {})
    found = links[PILE[0].id, PILE[1].id]
    assert not found.corrected
    assert 0 < found.probability <= 1
    assert all(not story.links for story in stories if len(story.teasers) == 1)


def test_nothing_in_nothing_out(pipeline):
    assert pipeline.predict([]) == pipeline.stories([]) == []
    digest = pipeline.digest([], as_of=AS_OF)
    assert digest.briefs == ()
    assert "Nothing significant" in render_digest(digest, pipeline.taxonomy, "md")


def test_evaluate_scores_against_labels(pipeline):
    scores = pipeline.evaluate(LABELLED, n_resamples=20).scores
    assert scores.micro_f1.value == 1
    assert scores.n_teasers == len(LABELLED)


def test_progress_counts_every_teaser(pipeline):
    done = []
    pipeline.predict(PILE, on_progress=done.append)
    assert sum(done) == len(PILE)


@pytest.fixture(scope="module")
def bundled():
    return TeaserPipeline.load()


def test_the_bundled_model_groups_as_stories_are_measured(bundled):
    assert bundled.story_finder.settings == StorySettings()


def test_the_bundled_model_knows_its_field(bundled):
    found = bundled.predict(
        [
            teaser("EU adds 12 judges to sanctions list", "Their assets are frozen, and they may "
                   "not travel to the bloc."),
            teaser("Striker scores twice as champions win derby", "The match ended 3-1."),
        ]
    )  # fmt: skip
    assert found[0].primary == "sanctions"
    assert found[1].primary == "sport"


def test_the_bundled_model_gives_one_answer_in_any_company(bundled):
    pile = [one for one in PILE if one.language == "en"]
    together = bundled.predict(pile)
    alone = [bundled.predict([one])[0] for one in pile]
    for a, b in zip(together, alone, strict=True):
        np.testing.assert_allclose(
            list(a.probabilities.values()), list(b.probabilities.values()), atol=1e-6
        )
        assert (a.status, a.topics) == (b.status, b.topics)


def test_a_digest_survives_json(pipeline):
    values = to_json_dict(pipeline.digest(PILE, as_of=AS_OF))
    assert values["as_of"] == "2025-01-22T00:00:00Z"
    assert values["provenance"]["encoder"] == "words"


def test_stories_go_on_from_feeding_to_feeding(pipeline, tmp_path):
    dated = [one for one in PILE if one.published]
    first = pipeline.follow(dated[:1], as_of=dated[0].published)
    assert [event.kind for event in first.events] == ["opened"]
    write_state(tmp_path / "state.json", first)
    again = read_state(tmp_path / "state.json")
    second = pipeline.follow(dated[1:2], previous=again, as_of=dated[1].published)
    (story,) = second.stories
    assert story.id == first.stories[0].id
    assert [event.kind for event in second.events] == ["grew"]
    assert {one.id for one in story.teasers} == {one.id for one in dated[:2]}
    # fed again, they change nothing
    third = pipeline.follow(dated[:2], previous=second, as_of=second.as_of)
    assert third.stories == second.stories
    assert third.events == ()
    # and a correction is kept until another is given
    corrections = [told("different", *dated[:2])]
    parted = pipeline.follow([], previous=third, as_of=third.as_of, corrections=corrections)
    assert [event.kind for event in parted.events] == ["split"]
    assert pipeline.follow([], previous=parted, as_of=third.as_of).events == ()
    healed = pipeline.follow([], previous=parted, as_of=third.as_of, corrections=())
    assert [event.kind for event in healed.events] == ["merged"]


def test_the_order_of_one_feeding_does_not_matter(pipeline):
    forth = pipeline.follow(PILE, as_of=AS_OF)
    assert pipeline.follow(PILE[::-1], as_of=AS_OF) == forth
    assert sum(len(story.teasers) for story in (*forth.stories, *forth.closed)) == len(PILE)


def test_running_stories_of_another_model_are_refused(pipeline):
    before = dataclasses.replace(pipeline.follow(PILE, as_of=AS_OF), made_with="other")
    with pytest.raises(ReadError, match="were made with another model"):
        pipeline.follow(PILE, previous=before, as_of=AS_OF)
