import numpy as np
import pytest

from classify.topics.opinion_pool import UNLEARNED_WEIGHT, pool_weights


@pytest.fixture
def drawn():
    """Two opinions with their own errors, truths drawn from 0.8 of one plus 0.4 of the other."""
    rng = np.random.default_rng(4)
    first, second = rng.normal(scale=2, size=(2, 3000, 2))
    truth = rng.random(first.shape) < 1 / (1 + np.exp(-(0.8 * first + 0.4 * second - 1)))
    return first, second, truth


def test_finds_the_weights_that_truths_were_drawn_with(drawn):
    first, second, truth = drawn
    found = pool_weights([first, second], truth, np.ones_like(truth))
    assert found == pytest.approx([0.8, 0.4], abs=0.06)


def test_an_opinion_against_the_truth_is_not_heard(drawn):
    first, second, truth = drawn
    found = pool_weights([first, -second], truth, np.ones_like(truth))
    assert found[1] == 0


def test_texts_without_an_opinion_are_left_out(drawn):
    first, second, truth = drawn
    missing = second.copy()
    missing[:1000] = np.nan
    np.testing.assert_allclose(
        pool_weights([first, missing], truth, np.ones_like(truth)),
        pool_weights([first[1000:], second[1000:]], truth[1000:], np.ones_like(truth[1000:])),
    )


@pytest.mark.parametrize("n_texts", [0, 20], ids=["nothing", "little"])
def test_little_truth_leaves_weights_unlearned(drawn, n_texts):
    first, second, truth = (one[:n_texts] for one in drawn)
    found = pool_weights([first, second], truth, np.ones_like(truth))
    assert found[0] == 1
    assert found[1] == pytest.approx(UNLEARNED_WEIGHT, rel=0.5)


def test_weights_that_are_not_learned_do_not_depend_on_the_scale(drawn):
    first, second, truth = (one[:20] for one in drawn)
    counted = np.ones_like(truth)
    found = pool_weights([first, second], truth, counted)
    larger = pool_weights([first, 5 * second], truth, counted)
    np.testing.assert_allclose(larger, found / [1, 5])
    spreads = [np.sqrt(one.var(axis=0).mean()) for one in (first, second)]
    assert found[1] * spreads[1] == pytest.approx(UNLEARNED_WEIGHT * spreads[0])


@pytest.mark.parametrize("constant", [0, 1], ids=["the first", "the second"])
def test_an_opinion_that_says_the_same_of_all_texts_has_a_weight(drawn, constant):
    opinions = [one[:20] for one in drawn[:2]]
    opinions[constant] = np.zeros_like(opinions[constant])
    found = pool_weights(opinions, drawn[2][:20], np.ones_like(drawn[2][:20]))
    assert np.isfinite(found).all()


def test_one_opinion_stands_as_it_is(drawn):
    first, _, truth = drawn
    assert pool_weights([first], truth, np.ones_like(truth)).tolist() == [1.0]
