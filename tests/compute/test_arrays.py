import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.compute import array_to_text, check_arrays, text_to_array

SHAPES = {"table": ("n_tokens", "n_dims"), "bias": ("n_dims",), "pair": (2,), "one": ()}


def arrays(**changes):
    return {
        "table": np.ones((3, 4), dtype=np.int8),
        "bias": np.zeros(4, dtype=np.float16),
        "pair": np.array([1.0, 2.0]),
        "one": np.array(7),
    } | changes


def test_tells_the_sizes():
    assert check_arrays(arrays(), SHAPES, {"n_dims": 4}) == {"n_tokens": 3, "n_dims": 4}
    assert check_arrays({}, {}) == {}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"bias": np.zeros(3)},
            "the array 'bias' has shape (3); it should be (n_dims), here (4)",
        ),
        (
            {"table": np.ones(3)},
            "the array 'table' has shape (3); it should be (n_tokens, n_dims), here (n_tokens, 4)",
        ),
        ({"pair": np.ones(3)}, "the array 'pair' has shape (3); it should be (2), here (2)"),
        ({"one": np.ones(1)}, "the array 'one' has shape (1); it should be (), here ()"),
        ({"one": np.array(True)}, "the array 'one' holds bool, which are no numbers"),
        ({"one": np.array(1j)}, "the array 'one' holds complex128, which are no numbers"),
        ({"one": np.array(np.nan)}, "the array 'one' holds a number beyond 1e+30, or none"),
        ({"one": np.array(-1e40)}, "the array 'one' holds a number beyond 1e+30, or none"),
        (
            {"bias": np.full(4, np.inf, dtype=np.float16)},
            "the array 'bias' holds a number beyond 1e+30, or none",
        ),
    ],
    ids=[
        "other size", "flat", "fixed size", "no scalar",
        "bool", "complex", "nan", "huge", "infinite half",
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(changes, told):
    with pytest.raises(ValueError) as raised:
        check_arrays(arrays(**changes), SHAPES, {"n_dims": 4})
    assert str(raised.value) == told


def test_what_is_missing_is_named():
    with pytest.raises(ValueError, match="the array 'one' is missing"):
        check_arrays({name: arrays()[name] for name in ("table", "bias", "pair")}, SHAPES)


def test_unknown_numbers_may_be_allowed():
    check_arrays(arrays(one=np.array(np.nan)), SHAPES, may_be_nan=("one",))


@given(
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1))
)
def test_text_survives_as_an_array(lines):
    assert array_to_text(text_to_array(lines)) == lines
