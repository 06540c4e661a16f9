from dataclasses import replace

import numpy as np
import pytest

from classify.digests import (
    BriefDraft,
    ConsequenceModel,
    RankingSettings,
    StoryRanker,
    story_features,
)
from classify.digests.consequence_model import SIZE_FEATURES, TEXT_FEATURES
from classify.digests.drafts import weight
from classify.digests.story_signals import n_fronts
from classify.records import SourceRef, WatchedName
from classify.taxonomy import Taxonomy
from tests.builders import WordEncoder, story, teaser

N_FEATURES = len(SIZE_FEATURES) + len(TEXT_FEATURES) + 1
TAXONOMY = Taxonomy.from_keys(["environment", "society"])
QUAKE = teaser("Quake kills 40 in Lima", "Rescuers dig.", outlet="BBC", country="PE")
AGAIN = teaser("Lima earthquake: 40 dead", "Homes fell.", outlet="Reuters", hours=3)
CAKE = teaser("How do you bake a cake?", "Start with flour.", outlet="BBC", hours=30)
PILE = [QUAKE, AGAIN, CAKE]


@pytest.fixture
def encoder():
    return WordEncoder()


@pytest.fixture
def vectors(encoder):
    return encoder.encode([one.passage for one in PILE])


def model_of(n_dims, **weights):
    """A model that weighs the named features of size and nothing else."""
    weighed = np.zeros(N_FEATURES)
    for name, value in weights.items():
        weighed[SIZE_FEATURES.index(name.replace("_", " "))] = value
    return ConsequenceModel(
        chronicle_weights=np.zeros(n_dims, np.float32),
        chronicle_bias=np.zeros(()),
        subject_weights=np.zeros((n_dims, 1), np.float32),
        subject_biases=np.zeros(1),
        means=np.zeros(N_FEATURES),
        scales=np.ones(N_FEATURES),
        weights=weighed,
        intercept=np.zeros(()),
        slope=np.ones(()),
        shift=np.zeros(()),
    )


def drafts(**changes):
    return [
        BriefDraft(
            story=story(QUAKE, AGAIN, topics=("environment",)),
            probabilities={},
            sentences=(),
            n_independent=2,
            **changes,
        ),
        BriefDraft(story=story(CAKE), probabilities={}, sentences=()),
    ]


def weighed(encoder, vectors, settings=None, *, model=None, given=None):
    ranker = StoryRanker(encoder, model=model)
    return ranker.weigh(given or drafts(), PILE, vectors, TAXONOMY, settings)


def test_without_a_model_independent_reports_decide(encoder, vectors):
    quake, cake = weighed(encoder, vectors)
    assert quake.consequence.probability is None
    assert weight(quake) < weight(cake)


def test_the_model_decides_where_there_is_one(encoder, vectors):
    model = model_of(encoder.n_dims, share_of_questions=2.0)
    quake, cake = weighed(encoder, vectors, model=model)
    assert (quake.consequence.score, cake.consequence.score) == (0, 2)
    assert cake.consequence.probability == pytest.approx(0.880797)
    assert weight(cake) < weight(quake)


def test_it_can_be_turned_off(encoder, vectors):
    model = model_of(encoder.n_dims, share_of_questions=2.0)
    quake, cake = weighed(encoder, vectors, RankingSettings(learned=False), model=model)
    assert cake.consequence.probability is None
    assert weight(quake) < weight(cake)


@pytest.mark.parametrize("name", ["environment", "Lima", "PE"])
def test_topics_and_places_are_given_weight(encoder, vectors, name):
    plain, _ = weighed(encoder, vectors)
    quake, cake = weighed(encoder, vectors, RankingSettings(boosts={name: 4}))
    assert quake.consequence.boosted == (name,)
    assert cake.consequence.boosted == ()
    assert quake.consequence.score - plain.consequence.score == pytest.approx(np.log(4))


def test_a_topic_is_no_word_of_a_text(encoder, vectors):
    # "society" is a topic: that a text says the word does not make it one
    said = replace(CAKE, headline="Baking society meets")
    given = [drafts()[0], replace(drafts()[1], story=story(said))]
    ranker = StoryRanker(encoder)
    _, cake = ranker.weigh(
        given, [QUAKE, AGAIN, said], vectors, TAXONOMY, RankingSettings(boosts={"society": 9})
    )
    assert cake.consequence.boosted == ()


def test_watched_names_are_marked_and_raised(encoder, vectors):
    watching = RankingSettings(
        watchlist=(WatchedName(name="Flour", aliases=("cake",)), WatchedName(name="Minsk"))
    )
    quake, cake = weighed(encoder, vectors, watching)
    assert (quake.consequence.watched, cake.consequence.watched) == ((), ("Flour",))
    assert weight(cake) < weight(quake)


def test_what_feeds_lead_with_is_raised(encoder, vectors):
    led = replace(CAKE, sources=(SourceRef(outlet="BBC", file="a.xml", position=1),))
    plain, _ = weighed(encoder, vectors)
    given = [drafts()[0], replace(drafts()[1], story=story(led))]
    _, cake = StoryRanker(encoder).weigh(given, [QUAKE, AGAIN, led], vectors, TAXONOMY)
    assert cake.consequence.n_fronts == 1
    assert cake.consequence.score == 0.5
    assert plain.consequence.n_fronts == 0


def test_fronts_are_feeds_not_teasers():
    places = [("a.xml", 1), ("a.xml", 3), ("b.xml", 2), ("c.xml", 4), ("d.xml", None)]
    members = [
        teaser(f"Ship sinks {number}", sources=(SourceRef(file=file, position=position),))
        for number, (file, position) in enumerate(places)
    ]
    assert n_fronts(story(*members)) == 2


@pytest.mark.parametrize("factor", [0, -1, 1001, float("nan")])
def test_weights_out_of_range_are_refused(factor):
    with pytest.raises(ValueError, match=r"weight of 'sport' must be over 0"):
        RankingSettings(boosts={"sport": factor})


def test_what_goes_on_without_news_comes_last(encoder, vectors):
    quake, cake = weighed(encoder, vectors, given=drafts(status="continuing"))
    assert weight(cake) < weight(quake)


def test_features_are_counted(encoder, vectors):
    model = model_of(encoder.n_dims)
    found = story_features([story(QUAKE, AGAIN), story(CAKE)], PILE, vectors, model)
    sizes = dict(zip(SIZE_FEATURES, found[0], strict=False))
    assert sizes["log teasers"] == pytest.approx(np.log(2))
    assert sizes["log publishers"] == pytest.approx(np.log(2))
    assert sizes["share of news"] == 1
    assert sizes["share of questions"] == 0
    assert sizes["words of a text"] == 2
    assert sizes["age within the pile"] == pytest.approx(27 / 30)
    assert found[1][SIZE_FEATURES.index("share of questions")] == 1
    assert found[1][SIZE_FEATURES.index("age within the pile")] == 0


def test_what_another_language_says_is_not_known(encoder, vectors):
    model = model_of(encoder.n_dims)
    russian = replace(CAKE, language="ru")
    found = story_features([story(russian)], [QUAKE, AGAIN, russian], vectors, model)
    assert np.isnan(found[0, len(SIZE_FEATURES) :]).all()
    assert np.isfinite(found[0, : len(SIZE_FEATURES)]).all()


def test_an_undated_story_has_no_age(encoder, vectors):
    undated = teaser("Quake kills 40 in Lima", hours=None)
    found = story_features([story(undated)], [undated], vectors[:1], model_of(encoder.n_dims))
    assert np.isnan(found[0, SIZE_FEATURES.index("age within the pile")])
