import numpy as np
import pytest

from classify.stories import Background, EventSpace, GroupModel
from classify.stories.group_features import FEATURES


def space():
    random = np.random.default_rng(0)
    return EventSpace(
        centre=random.normal(size=8).astype(np.float32),
        map=random.normal(size=(8, 5)).astype(np.float32),
    )


def test_places_have_unit_length_and_the_precision_of_the_vectors():
    vectors = np.random.default_rng(1).normal(size=(20, 8)).astype(np.float16)
    placed = space().place(vectors)
    assert placed.dtype == np.float16
    assert np.linalg.norm(placed.astype(float), axis=1) == pytest.approx(np.ones(20), abs=2e-3)
    assert space().place(vectors[:0]).shape == (0, 5)


def test_what_lies_at_the_centre_has_no_place():
    assert not space().place(space().centre[None]).any()


def test_each_part_is_restored_as_it_was():
    background = Background(
        n_documents=9, counts={"minsk": 2, "взрыв": 9}, common=frozenset(["взрыв"])
    )
    assert Background.from_arrays(background.to_arrays()) == background
    assert Background.from_arrays(Background().to_arrays()) == Background()
    model = GroupModel(weights=np.arange(float(len(FEATURES))), bias=np.array(0.5))
    restored = GroupModel.from_arrays(model.to_arrays())
    assert restored.weights.tolist() == model.weights.tolist()
    restored_space = EventSpace.from_arrays(space().to_arrays())
    assert restored_space.map.tolist() == space().map.tolist()


@pytest.mark.parametrize(
    ("name", "array"),
    [("counts", np.array([1])), ("counts", np.array([1, 99])), ("n_documents", np.zeros(2))],
)
def test_what_does_not_fit_is_refused(name, array):
    arrays = Background(n_documents=9, counts={"a": 1, "b": 2}).to_arrays()
    with pytest.raises(ValueError, match=r"."):
        Background.from_arrays({**arrays, name: array})


def test_rare_words_are_rarer():
    background = Background(n_documents=100, counts={"rate": 50, "minsk": 2})
    assert background.rarity("rate") < background.rarity("minsk") < background.rarity("harlow")
