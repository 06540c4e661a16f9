"""Genres by wording: what the model looks at, when it decides, and how it is kept."""

import dataclasses

import numpy as np
import pytest
from scipy.sparse import issparse
from sklearn.linear_model import LogisticRegression

from classify.encoders import load_encoder
from classify.records import KINDS, Teaser
from classify.text import WordFeatures
from classify.topics import GenreClassifier, GenreModel, find_genre_model
from classify.topics.genre_cues import CUES, cue_matrix
from classify.topics.genres import features_of
from tests.builders import WordEncoder

NEWS = [
    "Council votes to dredge the harbour",
    "Two ferries collide in fog",
    "Dockers end strike at the quay",
    "Minister opens new lighthouse",
    "Storm closes the harbour bridge",
    "Court fines the ferry company",
]
EXPLAINERS = [
    "Why does the harbour need dredging?",
    "How does a lighthouse work?",
    "What is a ferry licence?",
    "Why do ferries collide in fog?",
    "How are dockers paid?",
    "What does the court decide next?",
]
ENCODER = WordEncoder()


def teasers(headlines, **changes):
    return [Teaser(headline=one, language="en", **changes) for one in headlines]


def embed(items):
    return ENCODER.encode([item.passage for item in items])


def make_model(min_probability=0.5):
    """A model of two kinds, learned from a dozen headlines."""
    items = teasers([*NEWS, *EXPLAINERS])
    headlines = [item.headline for item in items]
    words = {place: WordFeatures.fit(headlines, lengths=(1,)) for place in ("headline", "text")}
    centre = cue_matrix(headlines, [""] * len(items)).mean(axis=0)
    truth = ["news"] * len(NEWS) + ["explainer"] * len(EXPLAINERS)
    learned = LogisticRegression().fit(features_of(items, embed(items), words, centre), truth)
    # of two kinds scikit-learn keeps the log-odds of the second
    return GenreModel(
        words=words,
        centre=centre,
        weights=np.stack([-learned.coef_[0] / 2, learned.coef_[0] / 2], axis=1),
        bias=np.array([-learned.intercept_[0] / 2, learned.intercept_[0] / 2]),
        kinds=("explainer", "news"),
        min_probability=min_probability,
    )


@pytest.fixture(scope="module")
def model():
    return make_model()


@pytest.mark.parametrize(
    ("cue", "headline", "text"),
    [
        ("headline: why", "Why the ferry sank", ""),
        ("headline: question", "Did it sink?", ""),
        ("headline: number list", "5 things about ferries", ""),
        ("headline: quote start", "‘I saw it sink’", ""),
        ("headline: i", "I sailed the last ferry", ""),
        ("headline: you", "Your ferry is late", ""),
        ("headline: watch", "Watch a ferry sink", ""),
        ("headline: colon", "Ferry: it sank", ""),
        ("headline: caps word", "FERRY sinks", ""),
        ("text: empty", "Ferry sinks", ""),
        ("text: speaks", "Ferry sinks", "The mate speaks to a reporter."),
        ("text: weekday", "Ferry sinks", "It sank on Monday."),
        ("headline of four words or fewer", "Ferry sinks", ""),
    ],
)
def test_a_cue_is_found(cue, headline, text):
    row = cue_matrix([headline, "Ferry of the harbour sank off the pier"], [text, "So it is."])
    assert row[0, CUES.index(cue)] == 1
    assert row[1, CUES.index(cue)] == 0


def test_cues_have_distinct_names_and_a_column_each():
    assert len(set(CUES)) == len(CUES)
    assert cue_matrix([], []).shape == (0, len(CUES))


def test_apostrophes_of_either_form_are_one():
    straight, curly = cue_matrix(["Here's why it sank", "Here’s why it sank"], ["", ""])
    np.testing.assert_array_equal(straight, curly)


def test_features_are_sparse_and_in_step(model):
    items = teasers(NEWS)
    found = features_of(items, embed(items), model.words, model.centre)
    assert issparse(found)
    assert found.shape == (len(items), len(model.weights))


def test_probabilities_sum_to_one(model):
    items = teasers([*NEWS, *EXPLAINERS])
    found = model.probabilities(items, embed(items))
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_wording_shows_a_genre(model):
    items = teasers(["Why is the bridge closed?", "Ferry company opens the bridge"])
    assert [one.kind for one in model.refine(items, embed(items))] == ["explainer", "news"]


def test_only_the_kind_changes(model):
    items = teasers(["Why is the bridge closed?"])
    (refined,) = model.refine(items, embed(items))
    assert refined == dataclasses.replace(items[0], kind="explainer")


def test_what_a_source_states_stays(model):
    items = teasers(["Why is the bridge closed?"], kind="opinion")
    assert model.refine(items, embed(items)) == items


@pytest.mark.parametrize(("language", "kind"), [("de", "news"), ("und", "explainer")])
def test_other_languages_are_left_alone(model, language, kind):
    items = [Teaser(headline="Why is the bridge closed?", language=language)]
    assert [one.kind for one in model.refine(items, embed(items))] == [kind]


def test_doubt_is_news():
    items = teasers(["Why is the bridge closed?"])
    assert make_model(min_probability=1.1).refine(items, embed(items))[0].kind == "news"


def test_a_kind_depends_on_its_teaser_alone(model):
    items = teasers([*NEWS, *EXPLAINERS])
    together = model.probabilities(items, embed(items))
    alone = [model.probabilities([item], embed([item]))[0] for item in items]
    np.testing.assert_array_equal(together, alone)


def test_no_teasers_no_kinds(model):
    assert model.refine([], np.zeros((0, ENCODER.n_dims), np.float32)) == []


def test_arrays_restore_the_model(model):
    restored = GenreModel.from_arrays(model.to_arrays(), n_dims=ENCODER.n_dims)
    items = teasers([*NEWS, *EXPLAINERS])
    np.testing.assert_array_equal(
        restored.probabilities(items, embed(items)), model.probabilities(items, embed(items))
    )
    assert restored.min_probability == model.min_probability


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("weights", np.zeros((3, 2))),
        ("bias", np.zeros(3)),
        ("centre", np.zeros(2)),
        ("min_probability", np.zeros(2)),
    ],
)
def test_arrays_that_do_not_fit_are_refused(model, name, value):
    with pytest.raises(ValueError, match=name):
        GenreModel.from_arrays({**model.to_arrays(), name: value}, n_dims=ENCODER.n_dims)


def test_kinds_that_do_not_exist_are_refused(model):
    arrays = dataclasses.replace(model, kinds=("gossip", "news")).to_arrays()
    with pytest.raises(ValueError, match="gossip"):
        GenreModel.from_arrays(arrays, n_dims=ENCODER.n_dims)


def test_the_bundled_model_knows_all_kinds_and_its_encoder():
    model, sha256 = find_genre_model(load_encoder())
    assert model is not None
    assert sha256
    assert set(model.kinds) == set(KINDS)
    assert find_genre_model(load_encoder("teaser-static")) == (None, "")


def test_the_bundled_model_tells_plain_cases():
    items = teasers(
        [
            "Ferry captain dies aged 91",
            "How does a lighthouse work and who pays for it?",
            "Harbour council approves new quay",
        ]
    )
    encoder = load_encoder()
    found = GenreClassifier(encoder).refine(items, encoder.encode([one.passage for one in items]))
    assert [one.kind for one in found] == ["obituary", "explainer", "news"]


def test_a_classifier_that_is_off_or_has_no_model_changes_nothing(model):
    items = teasers(EXPLAINERS)
    for classifier in (
        GenreClassifier(ENCODER),  # nothing was learned on its vectors
        GenreClassifier(ENCODER, model=model, is_on=False),
    ):
        assert classifier.refine(items, embed(items)) == items
        assert classifier.model_sha256 == ""


def test_a_model_that_is_given_decides(model):
    items = teasers(["Why is the bridge closed?"])
    classifier = GenreClassifier(ENCODER, model=model)
    assert classifier.refine(items, embed(items))[0].kind == "explainer"
    assert classifier.model_sha256
