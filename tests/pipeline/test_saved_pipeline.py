"""A pipeline trained, saved, loaded and copied with changes."""

import dataclasses

import numpy as np
import pytest

from classify.encoders import DEFAULT_ENCODER, EmbeddingCache
from classify.errors import BundleFormatError, BundleNotFoundError, EncoderError, UnknownNameError
from classify.pipeline import TeaserPipeline
from classify.pipeline.persistence import read_model
from classify.records import BriefLength
from classify.storage import asset_path, write_bundle
from tests.builders import WordEncoder
from tests.harbour import AS_OF, LABELLED, PILE, TAXONOMY


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


def test_another_length_of_briefs_is_another_pipeline(pipeline):
    before = pipeline.settings
    whole = pipeline.digest(PILE, as_of=AS_OF)
    short = pipeline.with_brief_length(BriefLength(max_words=4)).digest(PILE, as_of=AS_OF)
    lengths = [
        [sum(len(one.text.split()) for one in brief.sentences) for brief in digest.briefs]
        for digest in (whole, short)
    ]
    assert max(lengths[0]) > 4 >= max(lengths[1])
    assert [brief.headline for brief in short.briefs] == [brief.headline for brief in whole.briefs]
    assert short.provenance.config_sha256 != whole.provenance.config_sha256
    assert pipeline.settings == before
    assert pipeline.digest(PILE, as_of=AS_OF) == whole
    assert pipeline.with_brief_length(BriefLength()).settings == before


def test_a_length_of_briefs_is_kept_in_the_bundle(pipeline, tmp_path):
    changed = pipeline.with_brief_length(BriefLength(max_sentences=1)).with_brief_length(
        BriefLength(max_characters=90)
    )
    changed.save(tmp_path / "model")
    loaded = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder())
    assert loaded.settings == changed.settings
    limits = loaded.settings.condensing
    assert (limits.max_sentences, limits.max_characters, limits.max_words) == (1, 90, 45)


@pytest.mark.parametrize("limit", [0, -3, 1_000_000])
def test_a_length_that_cannot_be_is_refused(pipeline, limit):
    with pytest.raises(ValueError, match=f"max_words is a number from 1 to 999999, not {limit}"):
        pipeline.with_brief_length(BriefLength(max_words=limit))


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


def test_disputed_labels_carry_no_weight():
    disputed = [
        dataclasses.replace(item, labels=(), disputed=item.labels) if "Ship" in
        item.teaser.headline and number < 20 else item
        for number, item in enumerate(LABELLED)
    ]  # fmt: skip
    found = TeaserPipeline.train(disputed, taxonomy=TAXONOMY, encoder=WordEncoder())
    assert found.predict(PILE[:1])[0].topics == ("ports",)


def test_a_store_changes_nothing(pipeline, tmp_path):
    cache = EmbeddingCache(tmp_path / "vectors.sqlite")
    pipeline.save(tmp_path / "model")
    for _ in range(2):
        stored = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder(), cache=cache)
        assert stored.predict(PILE) == pipeline.predict(PILE)
        assert stored.stories(PILE) == pipeline.stories(PILE)
        assert stored.digest(PILE, as_of=AS_OF).briefs == pipeline.digest(PILE, as_of=AS_OF).briefs
    trained = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder(), cache=cache)
    assert trained.manifest() == pipeline.manifest()
    for name, array in trained.classifier.to_arrays().items():
        np.testing.assert_array_equal(array, pipeline.classifier.to_arrays()[name])
    ((kind),) = cache.contents()
    assert kind.name == "words"


def test_vectors_are_kept_only_where_one_says_so(pipeline):
    pipeline.predict(PILE)
    names = [kind.name for kind in EmbeddingCache.default().contents()]
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


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("labelling", {"word_weight": 1.5, "C": 10.0}),
        ("settings", {"stories": {}, "condensing": {"rater": "concepts"}}),
        ("first_look", {"encoder": {}, "labelling": {}, "sent_on": 0.6}),
    ],
    ids=["words and pairs in one block", "rater", "sent_on"],
)
def test_a_model_of_an_earlier_version_says_so(pipeline, tmp_path, part, content):
    old = tmp_path / "old"
    pipeline.save(old)
    bundle = read_model(old)
    write_bundle(old, {**bundle.manifest, part: content}, arrays=dict(bundle.arrays))
    with pytest.raises(BundleFormatError) as caught:
        TeaserPipeline.load(old, encoder=WordEncoder())
    assert str(caught.value) == (
        f"{old}: was trained by an earlier version. Train it again: classify train DATA --out {old}"
    )
