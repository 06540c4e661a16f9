import numpy as np
import pytest

from classify.encoders import CheckedEncoder, EncoderLike, checked
from classify.errors import ClassifyError, EncoderError
from tests.builders import WordEncoder

TEXTS = ["Ferry docks", "Bees swarm"]


class Giving(WordEncoder):
    """Gives what it is told to."""

    n_dims = 2

    def __init__(self, vectors):
        self.vectors = vectors

    def encode(self, texts, *, on_progress=None):
        return self.vectors


def test_has_the_shape_of_an_encoder():
    encoder = checked(WordEncoder())
    assert isinstance(encoder, EncoderLike)
    assert checked(encoder) is encoder
    assert encoder.source is None


def test_unit_vectors_keep_their_bits():
    vectors = np.array([[0.6, 0.8], [1, 1e-5]], dtype=np.float32)
    assert checked(Giving(vectors)).encode(TEXTS).tobytes() == vectors.tobytes()


def test_other_lengths_are_scaled_and_the_encoders_own_array_is_left_alone():
    vectors = np.array([[3, 4], [0, 1]], dtype=np.float32)
    found = checked(Giving(vectors)).encode(TEXTS)
    np.testing.assert_allclose(found, [[0.6, 0.8], [0, 1]], rtol=1e-6)
    np.testing.assert_array_equal(vectors, [[3, 4], [0, 1]])


@pytest.mark.parametrize(
    "vectors",
    [np.array([[0.6, 0.8], [0, 1]]), [[3, 4], [0, 2]], np.asfortranarray([[0.6, 0.8], [0, 1]])],
    ids=["float64", "list of whole numbers", "by columns"],
)
def test_gives_float32_by_rows(vectors):
    found = checked(Giving(vectors)).encode(TEXTS)
    assert found.dtype == np.float32
    assert found.flags.c_contiguous
    np.testing.assert_allclose(found, [[0.6, 0.8], [0, 1]], rtol=1e-6)


@pytest.mark.parametrize(
    ("vectors", "expected"),
    [
        (np.ones((3, 2)), r"gave float64 of shape \(3, 2\) for 2 texts.* of shape \(2, 2\)"),
        (np.ones((2, 3)), r"of shape \(2, 3\)"),
        (np.ones(2), r"of shape \(2,\)"),
        (None, r"gave object of shape \(\)"),
        (np.array([["a", "b"], ["c", "d"]]), "gave <U1"),
        (np.array([[1, 0], [np.nan, 1]]), "is not finite; the text is 'Bees swarm'"),
        (np.array([[np.inf, 0], [0, 1]]), "is not finite; the text is 'Ferry docks'"),
        (np.array([[1e300, 0], [0, 1]]), "is not finite"),
        (np.array([[1, 0], [0, 0]]), "is all zeros; .*the text is 'Bees swarm'"),
    ],
    ids=["rows", "columns", "flat", "none", "texts", "nan", "inf", "too great", "zeros"],
)
def test_what_is_no_vector_is_refused(vectors, expected):
    with pytest.raises(
        EncoderError, match=rf"^encoder 'words' gave .*{expected.removeprefix('gave ')}"
    ):
        checked(Giving(vectors)).encode(TEXTS)


def test_no_texts_need_no_encoder():
    assert checked(Giving(None)).encode([]).shape == (0, 2)


@pytest.mark.parametrize(
    ("part", "value", "what"),
    [
        ("name", None, "name (a text)"),
        ("name", "", "name (a text)"),
        ("sha256", "version 1", "sha256 (64 hexadecimal digits in lower case)"),
        ("n_dims", 0, "n_dims (a whole number over 0)"),
        ("n_dims", True, "n_dims (a whole number over 0)"),
        ("precision", None, 'precision (a text, such as "float32")'),
        ("encode", None, "encode (a method encode(texts, *, on_progress=None))"),
        ("encode", lambda texts: [], "encode (a method encode(texts, *, on_progress=None))"),
    ],
)
def test_a_missing_part_is_named(part, value, what):
    encoder = WordEncoder()
    setattr(encoder, part, value)
    with pytest.raises(EncoderError) as raised:
        checked(encoder)
    name = "WordEncoder" if part == "name" else "words"
    assert str(raised.value) == f"encoder {name!r} lacks {what}. See docs/adding-an-encoder.md."
    assert isinstance(raised.value, (ClassifyError, ValueError))


def test_all_missing_parts_are_named_at_once():
    with pytest.raises(EncoderError, match=r"'object' lacks name .*sha256 .*n_dims .*encode "):
        CheckedEncoder(object())


def test_a_class_is_no_encoder():
    with pytest.raises(EncoderError, match="'WordEncoder' is a class: call it first"):
        checked(WordEncoder)


def test_any_further_arguments_will_do():
    class Open(WordEncoder):
        def encode(self, texts, **others):
            return super().encode(texts)

    assert checked(Open()).encode(TEXTS).shape == (2, 64)
