import numpy as np

from classify.evaluation import draw_weights, score_slices

TRUTH = np.array([[1, 0], [1, 0], [0, 0]], dtype=bool)
ASSIGNED = np.array([[1, 0], [0, 1], [0, 0]], dtype=bool)
WEIGHTS = draw_weights(3, n_resamples=20, seed=0)


def test_each_part_is_scored_by_itself_in_the_given_order():
    parts = score_slices(
        ["long", "short", "long"],
        ["short", "huge", "long"],
        TRUTH,
        ASSIGNED,
        np.ones_like(TRUTH),
        WEIGHTS,
    )
    assert [(part.name, part.n_teasers) for part in parts] == [("short", 1), ("long", 2)]
    short, long = parts
    assert (short.micro_f1.value, short.exact.value, short.coverage.value) == (0, 0, 1)
    assert (long.micro_f1.value, long.sample_f1.value, long.coverage.value) == (1, 1, 0.5)


def test_a_part_without_topics_has_no_micro_f1():
    (part,) = score_slices(["a"], ["a"], TRUTH[2:], ASSIGNED[2:], TRUTH[:1] | True, WEIGHTS[:, 2:])
    assert part.micro_f1 is None
    assert part.sample_f1.value == 1
