import numpy as np
import pytest

from classify.audit import agreement


def alpha_by_definition(first, second):
    """Krippendorff's alpha of two annotators of a yes-or-no question, pair by pair."""
    values = np.concatenate([first, second])
    n = len(values)
    expected = sum(values[i] != values[j] for i in range(n) for j in range(n)) / (n * (n - 1))
    return 1 - (first != second).mean() / expected


def test_agrees_with_the_definition():
    rng = np.random.default_rng(2)
    first = rng.random((40, 3)) < 0.4
    second = first ^ (rng.random((40, 3)) < 0.1)
    found = agreement(first & second, first ^ second)
    for column in range(3):
        expected = alpha_by_definition(first[:, column], second[:, column])
        assert found.topics[column] == pytest.approx(expected)
    assert min(found.topics) < found.overall < max(found.topics)


def test_full_agreement_and_its_opposite():
    given = np.array([[1], [0], [1], [0]], dtype=bool)
    assert agreement(given, given & False).overall == 1
    assert agreement(given & False, given | True).overall < 0


def test_what_nobody_gave_tells_nothing():
    none = np.zeros((5, 2), dtype=bool)
    assert agreement(none, none).topics == (None, None)
    assert agreement(none, none).overall is None
