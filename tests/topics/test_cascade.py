import numpy as np
import pytest

from classify.encoders import checked
from classify.errors import BundleFormatError
from classify.pipeline import TeaserPipeline
from classify.topics import TopicClassifier, TrainingTexts, train_topics
from classify.topics.cascade import doubt
from tests.builders import WordEncoder, teaser
from tests.harbour import LABELLED, TAXONOMY

CLEAR = teaser("Ship 40 enters the harbour with cargo")
MIXED = teaser("Beekeeper enters the harbour with a hive")
SHORT = teaser("Photos")


class FewWords(WordEncoder):
    name, sha256, n_dims = "few-words", "1" * 64, 16


@pytest.fixture(scope="module")
def pipeline():
    head, first_look = train_topics(
        TrainingTexts(taxonomy=TAXONOMY, labelled=LABELLED),
        checked(WordEncoder()),
        fast_encoder=checked(FewWords()),
    )
    return TeaserPipeline(TopicClassifier(WordEncoder(), head, first_look=first_look))


def test_doubt_is_largest_on_a_threshold():
    probabilities = np.array([[0.3, 0.01], [0.9, 0.01], [0.999, 0.001]])
    on, near, far = doubt(probabilities, np.array([0.3, 0.5]))
    assert on == pytest.approx(1 + 1 / 99)
    assert 1 > near > far > 0


def test_doubt_survives_certainty_and_no_teasers():
    assert np.isfinite(doubt(np.array([[0.0, 1.0]]), np.array([0.5, 0.5]))).all()
    assert doubt(np.zeros((0, 2)), np.array([0.5, 0.5])).shape == (0,)


def test_the_bound_sends_on_the_share_that_was_asked_for(pipeline):
    head = pipeline.classifier.first_look.head
    doubts = doubt(head.unseen.probabilities, head.topics.thresholds).astype(np.float32)
    for share in (0.1, 0.5, 0.9):
        bound = pipeline.classifier.first_look.bound(share)
        assert (doubts > bound).mean() == pytest.approx(share, abs=0.1)
    assert (doubts > pipeline.classifier.first_look.bound(1)).all()
    assert not (doubts > pipeline.classifier.first_look.bound(0)).any()


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_what_is_no_share_is_refused(pipeline, share):
    with pytest.raises(ValueError, match="from 0 to 1"):
        pipeline.predict([CLEAR], fast=True, accurate_share=share)


def test_all_accurate_share_is_the_thorough_answer(pipeline):
    pile = [CLEAR, MIXED]
    assert pipeline.predict(pile, fast=True, accurate_share=1) == pipeline.predict(pile)


def test_none_accurate_share_never_uses_the_thorough_encoder(pipeline, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("the thorough encoder was used")

    monkeypatch.setattr(pipeline.encoder, "encode", refuse)
    (prediction,) = pipeline.predict([CLEAR], fast=True, accurate_share=0)
    assert prediction.topics == ("ports",)


def test_doubtful_teasers_go_on_and_the_others_stay(pipeline):
    seen = []

    def thorough(teasers, opinions):
        assert opinions.shape == (len(teasers), 2)
        seen.extend(teasers)
        return pipeline.predict(teasers)

    look = pipeline.classifier.first_look
    found = look.predict([CLEAR, MIXED, SHORT], thorough, accurate_share=0.2)
    assert CLEAR not in seen
    assert MIXED in seen
    assert SHORT not in seen
    assert found[2].reason == "too short"
    assert found[1] == pipeline.predict([MIXED])[0]


def test_a_teaser_does_not_depend_on_the_others(pipeline):
    pile = [CLEAR, MIXED, SHORT, *(item.teaser for item in LABELLED[:9])]
    together = pipeline.predict(pile, fast=True, accurate_share=0.4)
    alone = [pipeline.predict([one], fast=True, accurate_share=0.4)[0] for one in pile]
    assert [one.topics for one in together] == [one.topics for one in alone]
    for one, other in zip(together, alone, strict=True):
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-6)


def test_no_teasers(pipeline):
    assert pipeline.predict([], fast=True) == []


def test_counts_progress(pipeline):
    seen = []
    pipeline.predict([CLEAR, MIXED], fast=True, on_progress=seen.append)
    assert sum(seen) == 2


def test_a_model_without_first_look_says_so():
    plain = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())
    plain.classifier.first_look = None
    with pytest.raises(BundleFormatError, match="no fast encoder"):
        plain.predict([CLEAR], fast=True)


def test_stories_by_the_fast_encoder_alone(pipeline):
    class Broken(WordEncoder):
        def encode(self, texts, *, on_progress=None):
            raise AssertionError("the thorough encoder was asked")

    parts = pipeline.classifier
    alone = TeaserPipeline(TopicClassifier(Broken(), parts.head, first_look=parts.first_look))
    again = teaser("Ship 40 enters the harbour with its cargo")
    pile = [CLEAR, again, teaser("Hive swarms and the beekeeper counts queens"), SHORT]
    seen = []
    found = alone.stories(pile, fast=True, on_progress=seen.append)
    assert {frozenset(one.id for one in story.teasers) for story in found} == {
        frozenset([CLEAR.id, again.id]),
        frozenset([pile[2].id]),
        frozenset([SHORT.id]),
    }
    assert sum(seen) == len(pile)
    assert alone.stories(pile[::-1], fast=True) == found
    labels = {one.teaser_id: one for one in pipeline.predict(pile, fast=True, accurate_share=0)}
    for story in found:
        if len(story.teasers) == 1:
            assert story.topics == labels[story.lead].topics


def test_stories_without_first_look_say_so():
    plain = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())
    plain.classifier.first_look = None
    with pytest.raises(BundleFormatError, match="no fast encoder"):
        plain.stories([CLEAR], fast=True)


def test_the_same_after_saving(pipeline, tmp_path, monkeypatch):
    pipeline.save(tmp_path / "model")
    other = "classify.topics.classifier.find_encoder"
    monkeypatch.setattr(other, lambda *_, **__: checked(FewWords()))
    loaded = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder())
    for share in (0, 0.4, 1):
        assert loaded.predict([CLEAR, MIXED], fast=True, accurate_share=share) == pipeline.predict(
            [CLEAR, MIXED], fast=True, accurate_share=share
        )


def test_what_goes_on_keeps_the_first_opinion(pipeline):
    with_opinion = pipeline.predict([MIXED])[0]
    opinions = pipeline.classifier.first_look.log_odds([MIXED.passage])
    vectors = pipeline.classifier.embed([MIXED])
    assert pipeline.classifier.head.predict([MIXED], vectors, opinions) == [with_opinion]
    assert pipeline.classifier.head.predict([MIXED], vectors, -opinions) != [with_opinion]
