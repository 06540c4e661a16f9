import numpy as np

from classify.audit import MIN_POSITIVE, doubtful_labels

N = MIN_POSITIVE


def data(n_positive=N):
    """One topic: the positives probable, as many negatives improbable."""
    truth = np.repeat([True, False], [n_positive, N])[:, None]
    probabilities = np.where(truth, 0.9, 0.1) + np.linspace(0, 0.05, len(truth))[:, None]
    return truth, probabilities, np.ones_like(truth)


def found(truth, probabilities, counted):
    return {(one.row, one.given) for one in doubtful_labels(truth, probabilities, counted)}


def test_labels_that_contradict_what_is_typical():
    truth, probabilities, counted = data()
    probabilities[0], probabilities[-1] = 0.02, 0.99
    doubts = doubtful_labels(truth, probabilities, counted)
    first, second = doubts[:2]
    assert (first.row, first.given, first.certainty) == (len(truth) - 1, False, 0.99)
    assert (second.row, second.given, second.certainty) == (0, True, 0.98)


def test_sound_labels_raise_no_doubt():
    truth = data()[0]
    assert found(truth, np.where(truth, 0.9, 0.1), np.ones_like(truth)) == set()


def test_disputed_cells_and_unseen_rows_are_left_alone():
    truth, probabilities, counted = data(N + 2)
    probabilities[0], probabilities[1] = 0.01, np.nan
    counted[0] = False
    assert not {row for row, _ in found(truth, probabilities, counted)} & {0, 1}


def test_a_topic_too_small_accuses_nobody():
    truth, probabilities, counted = data(N - 1)
    probabilities[0] = 0.01
    assert found(truth, probabilities, counted) == set()
