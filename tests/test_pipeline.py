import dataclasses
import random
from datetime import UTC, datetime

import numpy as np
import pytest

from classify.assets import asset_path
from classify.bundles import write_bundle
from classify.encoders import DEFAULT_ENCODER
from classify.encoders.store import EmbeddingStore
from classify.errors import (
    BundleFormatError,
    BundleNotFoundError,
    EncoderError,
    ReadError,
    UnknownNameError,
)
from classify.model_files import read_model
from classify.pipeline import TeaserPipeline
from classify.records import Correction, SourceRef, to_json_dict
from classify.reports import render_digest
from classify.story_state import read_state, write_state
from classify.taxonomy import Taxonomy
from tests.builders import WordEncoder, labelled, teaser

AS_OF = datetime(2025, 1, 22, tzinfo=UTC)
TAXONOMY = Taxonomy.from_keys(["ports", "bees"])
LABELLED = [
    item
    for number in range(30)
    for item in (
        labelled(f"Ship {number} enters the harbour with cargo", "ports"),
        labelled(f"Hive {number} swarms and the beekeeper counts queens", "bees"),
    )
]
PILE = [
    teaser("Ferry enters harbour after storm", "Cargo was saved. He said so.", outlet="Gazette"),
    teaser("After storm ferry enters harbour", "Cargo was saved by tugs.", hours=2, outlet="Post"),
    teaser("Beekeeper counts queens", "The hive was full. It comes after a wet […]", hours=4),
    teaser("Beekeeper counts queens again", "", hours=200),
    teaser("Парламент принял закон о бюджете", "Депутаты голосовали.", language="ru", hours=None),
    teaser("Photos", "", hours=None),
]


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


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
    assert pipeline.brief(shuffled, as_of=AS_OF) == pipeline.brief(PILE, as_of=AS_OF)
    by_id = {one.teaser_id: one for one in pipeline.predict(shuffled)}
    assert [by_id[one.teaser_id] for one in pipeline.predict(PILE)] == pipeline.predict(PILE)


def test_every_sentence_stands_in_its_source(pipeline):
    teasers = {one.id: one for one in PILE}
    digest = pipeline.brief(PILE, as_of=AS_OF)
    sentences = [sentence for brief in digest.briefs for sentence in brief.sentences]
    assert sentences
    for sentence in sentences:
        field = getattr(teasers[sentence.teaser_id], sentence.field)
        assert field[sentence.start : sentence.end] == sentence.text


def test_no_sentence_leans_on_what_is_not_there(pipeline):
    digest = pipeline.brief(PILE, as_of=AS_OF)
    texts = [sentence.text for brief in digest.briefs for sentence in brief.sentences]
    assert not any(text.startswith("It comes after") for text in texts)
    assert "He said so." not in texts or "Cargo was saved." in texts


def test_copies_are_one_teaser_with_two_places(pipeline):
    copy = dataclasses.replace(PILE[2], sources=(SourceRef(outlet="Post", file="b.txt", item=9),))
    digest = pipeline.brief([*PILE, copy], as_of=AS_OF)
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
        pipeline.brief(PILE, corrections=wrong, as_of=AS_OF)


def test_a_digest_obeys_corrections_and_remembers_them(pipeline):
    before = pipeline.brief(PILE, as_of=AS_OF)
    after = pipeline.brief(PILE, as_of=AS_OF, corrections=[told("different", *PILE[:2])])
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


def test_another_length_of_briefs_is_another_pipeline(pipeline):
    before = pipeline.settings
    whole = pipeline.brief(PILE, as_of=AS_OF)
    short = pipeline.with_brief_length(max_words=4).brief(PILE, as_of=AS_OF)
    lengths = [
        [sum(len(one.text.split()) for one in brief.sentences) for brief in digest.briefs]
        for digest in (whole, short)
    ]
    assert max(lengths[0]) > 4 >= max(lengths[1])
    assert [brief.headline for brief in short.briefs] == [brief.headline for brief in whole.briefs]
    assert short.provenance.config_sha256 != whole.provenance.config_sha256
    assert pipeline.settings == before
    assert pipeline.brief(PILE, as_of=AS_OF) == whole
    assert pipeline.with_brief_length().settings == before


def test_a_length_of_briefs_is_kept_in_the_bundle(pipeline, tmp_path):
    changed = pipeline.with_brief_length(max_sentences=1).with_brief_length(max_characters=90)
    changed.save(tmp_path / "model")
    loaded = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder())
    assert loaded.settings == changed.settings
    limits = loaded.settings.condensing
    assert (limits.max_sentences, limits.max_characters, limits.max_words) == (1, 90, 45)


@pytest.mark.parametrize("limit", [0, -3, 1_000_000])
def test_a_length_that_cannot_be_is_refused(pipeline, limit):
    with pytest.raises(ValueError, match=f"max_words is a number from 1 to 999999, not {limit}"):
        pipeline.with_brief_length(max_words=limit)


def test_nothing_in_nothing_out(pipeline):
    assert pipeline.predict([]) == pipeline.stories([]) == []
    digest = pipeline.brief([], as_of=AS_OF)
    assert digest.briefs == ()
    assert "Nothing significant" in render_digest(digest, pipeline.taxonomy, "md")


def test_saved_and_loaded_it_says_the_same(pipeline, tmp_path):
    pipeline.save(tmp_path / "model")
    loaded = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder())
    assert loaded.predict(PILE) == pipeline.predict(PILE)
    assert loaded.taxonomy == pipeline.taxonomy
    assert loaded.settings == pipeline.settings
    assert loaded.name == "model"
    assert loaded.facts["n_teasers"] == len(LABELLED)


def test_another_encoder_is_refused(pipeline, tmp_path):
    pipeline.save(tmp_path / "model")
    other = WordEncoder()
    other.sha256 = "1" * 64
    with pytest.raises(
        BundleFormatError, match=r"was trained with another encoder: words, hash 0{12} in"
    ):
        TeaserPipeline.load(tmp_path / "model", encoder=other)


def test_an_unknown_model_lists_the_known():
    with pytest.raises(UnknownNameError, match=r"Known: .*default"):
        TeaserPipeline.load("none-such")


def test_an_encoder_is_no_model():
    with pytest.raises(BundleFormatError, match="holds a onnx-encoder, no teaser-pipeline"):
        TeaserPipeline.load("teaser-encoder")


def test_evaluate_scores_against_labels(pipeline):
    scores = pipeline.evaluate(LABELLED, n_resamples=20).scores
    assert scores.micro_f1.value == 1
    assert scores.n_teasers == len(LABELLED)


def test_disputed_labels_carry_no_weight():
    disputed = [
        dataclasses.replace(item, labels=(), disputed=item.labels) if "Ship" in
        item.teaser.headline and number < 20 else item
        for number, item in enumerate(LABELLED)
    ]  # fmt: skip
    found = TeaserPipeline.train(disputed, taxonomy=TAXONOMY, encoder=WordEncoder())
    assert found.predict(PILE[:1])[0].topics == ("ports",)


def test_progress_counts_every_teaser(pipeline):
    done = []
    pipeline.predict(PILE, on_progress=done.append)
    assert sum(done) == len(PILE)


@pytest.fixture(scope="module")
def bundled():
    return TeaserPipeline.load()


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
    values = to_json_dict(pipeline.brief(PILE, as_of=AS_OF))
    assert values["as_of"] == "2025-01-22T00:00:00Z"
    assert values["provenance"]["encoder"] == "words"


def test_more_teasers_than_one_chunk_are_labelled_as_in_one_go(pipeline, monkeypatch):
    pile = [teaser(f"Ship {n} enters the harbour", f"Queen {n} is counted.") for n in range(50)]
    opinions = pipeline.first_look.log_odds([one.passage for one in pile])
    whole = pipeline.labeller.predict(pile, pipeline.embed(pile), opinions)
    monkeypatch.setattr("classify.pipeline._CHUNK", 7)
    done = []
    for one, other in zip(pipeline.predict(pile, on_progress=done.append), whole, strict=True):
        assert one.teaser_id == other.teaser_id
        assert one.topics == other.topics
        np.testing.assert_allclose(
            list(one.probabilities.values()), list(other.probabilities.values()), rtol=1e-6
        )
    assert done == [7] * 7 + [1]
    assert len(pipeline.stories(pile)) == len(pipeline.brief(pile, as_of=AS_OF).briefs)


def test_no_more_vectors_are_held_than_one_chunk_has(monkeypatch):
    class Watching(WordEncoder):
        longest = 0

        def encode(self, texts, *, on_progress=None):
            Watching.longest = max(Watching.longest, len(texts))
            return super().encode(texts, on_progress=on_progress)

    trained = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=Watching())
    monkeypatch.setattr("classify.pipeline._CHUNK", 4)
    Watching.longest = 0
    trained.predict([item.teaser for item in LABELLED])
    assert Watching.longest == 4


def test_a_store_changes_nothing(pipeline, tmp_path):
    store = EmbeddingStore(tmp_path / "vectors.sqlite")
    pipeline.save(tmp_path / "model")
    for _ in range(2):
        stored = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder(), store=store)
        assert stored.predict(PILE) == pipeline.predict(PILE)
        assert stored.stories(PILE) == pipeline.stories(PILE)
        assert stored.brief(PILE, as_of=AS_OF).briefs == pipeline.brief(PILE, as_of=AS_OF).briefs
    trained = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder(), store=store)
    assert trained.manifest() == pipeline.manifest()
    for name, array in trained.labeller.to_arrays().items():
        np.testing.assert_array_equal(array, pipeline.labeller.to_arrays()[name])
    ((kind),) = store.contents()
    assert kind.name == "words"


def test_vectors_are_kept_only_where_one_says_so(pipeline):
    pipeline.predict(PILE)
    names = [kind.name for kind in EmbeddingStore.default().contents()]
    assert "words" not in names


def test_the_bundle_tells_all_of_the_encoder(pipeline):
    assert pipeline.manifest()["encoder"] == {
        "name": "words",
        "sha256": "0" * 64,
        "precision": "float32",
        "n_dims": 64,
        "source": None,
    }


def test_every_bundled_model_tells_the_precision_of_its_vectors():
    assert read_model("default").manifest["encoder"]["precision"]


def test_an_encoder_of_ones_own_must_be_given_again(pipeline, tmp_path):
    pipeline.save(tmp_path / "model")
    with pytest.raises(BundleNotFoundError, match="encoder 'words', an object of the program"):
        TeaserPipeline.load(tmp_path / "model")


def test_an_encoder_that_lacks_a_part_is_refused(pipeline, tmp_path):
    half = WordEncoder()
    half.precision = None
    with pytest.raises(EncoderError, match="encoder 'words' lacks precision"):
        TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=half)
    pipeline.save(tmp_path / "model")
    with pytest.raises(EncoderError, match="encoder 'words' lacks precision"):
        TeaserPipeline.load(tmp_path / "model", encoder=half)


def test_the_encoder_can_be_given_by_name(tmp_path):
    trained = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=DEFAULT_ENCODER)
    trained.save(tmp_path / "model")
    for encoder in (None, DEFAULT_ENCODER, asset_path("models", DEFAULT_ENCODER)):
        loaded = TeaserPipeline.load(tmp_path / "model", encoder=encoder)
        assert loaded.predict(PILE) == trained.predict(PILE)
        assert loaded.manifest()["encoder"]["source"] == DEFAULT_ENCODER


def test_a_model_of_an_earlier_version_says_so(pipeline, tmp_path):
    pipeline.save(tmp_path / "old")
    bundle = read_model(tmp_path / "old")
    labelling = {"word_weight": 1.5, "C": 10.0}
    write_bundle(
        tmp_path / "old", {**bundle.manifest, "labelling": labelling}, arrays=dict(bundle.arrays)
    )
    with pytest.raises(BundleFormatError, match="by an earlier version"):
        TeaserPipeline.load(tmp_path / "old", encoder=WordEncoder())


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
