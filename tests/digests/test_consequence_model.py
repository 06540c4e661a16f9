import numpy as np
import pytest

from classify.digests import ConsequenceModel
from classify.digests.consequence_model import SIZE_FEATURES, TEXT_FEATURES

N_FEATURES = len(SIZE_FEATURES) + len(TEXT_FEATURES) + 2


@pytest.fixture
def model():
    return ConsequenceModel(
        chronicle_weights=np.array([2.0, 0.0], np.float32),
        chronicle_bias=np.asarray(-1.0),
        subject_weights=np.array([[5.0, -5.0], [-5.0, 5.0]], np.float32),
        subject_biases=np.zeros(2),
        means=np.full(N_FEATURES, 0.5),
        scales=np.full(N_FEATURES, 2.0),
        weights=np.linspace(-1, 1, N_FEATURES),
        intercept=np.asarray(-2.0),
        slope=np.asarray(1.5),
        shift=np.asarray(0.25),
    )


def test_texts_are_read_as_log_odds_of_the_chronicle_and_chances_of_subjects(model):
    read = model.read_texts(np.array([[1, 0], [0, 1]], np.float32))
    assert read[:, 0] == pytest.approx([1.0, -1.0])
    assert read[0, 1] > 0.99 > 0.01 > read[0, 2]
    assert read[1, 1] < 0.01 < 0.99 < read[1, 2]


def test_what_is_not_known_says_nothing(model):
    unknown = np.full((1, N_FEATURES), np.nan)
    assert model.log_odds(unknown) == pytest.approx([-2.0])
    usual = np.full((1, N_FEATURES), 0.5)
    assert model.log_odds(usual) == pytest.approx([-2.0])


def test_a_story_does_not_depend_on_those_beside_it(model):
    features = np.random.default_rng(0).normal(size=(50, N_FEATURES))
    assert model.log_odds(features)[7] == model.log_odds(features[7:8])[0]


def test_probabilities_rise_with_log_odds(model):
    chances = model.probabilities(np.array([-3.0, 0.0, 3.0]))
    assert (np.diff(chances) > 0).all()
    assert chances[1] == pytest.approx(1 / (1 + np.exp(-0.25)))


def test_it_comes_back_from_its_arrays(model):
    again = ConsequenceModel.from_arrays(model.to_arrays())
    features = np.random.default_rng(1).normal(size=(5, N_FEATURES))
    assert (again.log_odds(features) == model.log_odds(features)).all()


@pytest.mark.parametrize(
    ("name", "array", "message"),
    [
        ("weights", np.zeros(3), "n_features"),
        ("subject_biases", np.zeros(3), "n_subjects"),
        ("chronicle_weights", np.zeros((2, 2)), "chronicle_weights"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(model, name, array, message):
    with pytest.raises(ValueError, match=message):
        ConsequenceModel.from_arrays({**model.to_arrays(), name: array})


def test_a_model_of_other_features_is_refused(model):
    short = {name: model.to_arrays()[name][:-1] for name in ("means", "scales", "weights")}
    with pytest.raises(ValueError, match="weighs 10 features, not 11"):
        ConsequenceModel.from_arrays({**model.to_arrays(), **short})


def test_a_scale_of_zero_is_refused(model):
    with pytest.raises(ValueError, match="scale"):
        ConsequenceModel.from_arrays({**model.to_arrays(), "scales": np.zeros(N_FEATURES)})
