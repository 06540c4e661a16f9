"""Teasers to predictions, chunk by chunk, thoroughly or by the first look."""

import numpy as np
import pytest

from classify.errors import BundleFormatError
from classify.pipeline import TeaserPipeline
from classify.topics import TopicClassifier
from tests.builders import WordEncoder, teaser
from tests.harbour import AS_OF, LABELLED, PILE, TAXONOMY


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


def test_more_teasers_than_one_chunk_are_labelled_as_in_one_go(pipeline, monkeypatch):
    pile = [teaser(f"Ship {n} enters the harbour", f"Queen {n} is counted.") for n in range(50)]
    opinions = pipeline.classifier.first_look.log_odds([one.passage for one in pile])
    whole = pipeline.classifier.head.predict(pile, pipeline.classifier.embed(pile), opinions)
    monkeypatch.setattr("classify.topics.classifier._CHUNK", 7)
    done = []
    for one, other in zip(pipeline.predict(pile, on_progress=done.append), whole, strict=True):
        assert one.teaser_id == other.teaser_id
        assert one.topics == other.topics
        np.testing.assert_allclose(
            list(one.probabilities.values()), list(other.probabilities.values()), rtol=1e-6
        )
    assert done == [7] * 7 + [1]
    assert len(pipeline.stories(pile)) == len(pipeline.digest(pile, as_of=AS_OF).briefs)


def test_no_more_vectors_are_held_than_one_chunk_has(monkeypatch):
    class Watching(WordEncoder):
        longest = 0

        def encode(self, texts, *, on_progress=None):
            Watching.longest = max(Watching.longest, len(texts))
            return super().encode(texts, on_progress=on_progress)

    trained = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=Watching())
    monkeypatch.setattr("classify.topics.classifier._CHUNK", 4)
    Watching.longest = 0
    trained.predict([item.teaser for item in LABELLED])
    assert Watching.longest == 4


def classifier(pipeline, **parts):
    return TopicClassifier(pipeline.encoder, pipeline.classifier.head, name="harbour", **parts)


def test_vectors_that_are_there_give_the_same_labels(pipeline):
    both = classifier(pipeline, first_look=pipeline.classifier.first_look)
    assert both.label(PILE, both.embed(PILE)) == both.predict(PILE) == pipeline.predict(PILE)
    assert both.predict([]) == both.predict([], fast=True) == both.label([], both.embed([])) == []


def test_the_first_look_has_its_say_beside_the_thorough_one(pipeline):
    both = classifier(pipeline, first_look=pipeline.classifier.first_look)
    passages = [one.passage for one in PILE]
    alone = classifier(pipeline).log_odds(passages)
    assert not np.allclose(both.log_odds(passages), alone)
    np.testing.assert_array_equal(both.log_odds(passages), pipeline.classifier.log_odds(passages))


def test_fast_is_the_first_look_alone(pipeline):
    fast = classifier(pipeline, first_look=pipeline.classifier.first_look).fast()
    assert fast.encoder is pipeline.classifier.first_look.encoder
    assert fast.first_look is None
    expected = pipeline.classifier.first_look.log_odds([PILE[0].passage])
    np.testing.assert_array_equal(fast.log_odds([PILE[0].passage]), expected)


def test_without_a_first_look_the_model_is_named(pipeline):
    alone = classifier(pipeline)
    for asked in (alone.fast, lambda: alone.predict(PILE, fast=True)):
        with pytest.raises(BundleFormatError, match="harbour: has no fast encoder") as caught:
            asked()
        assert "Go without fast (--fast)" in str(caught.value)


def test_fast_progress_counts_every_teaser(pipeline, monkeypatch):
    monkeypatch.setattr("classify.topics.classifier._CHUNK", 4)
    done = []
    pipeline.predict(PILE, fast=True, accurate_share=0.5, on_progress=done.append)
    assert done == [4, 2]
