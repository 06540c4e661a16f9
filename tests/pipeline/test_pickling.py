"""A pipeline travels to worker processes, and opens its encoders there."""

import multiprocessing
import pickle
import shutil

import joblib
import pytest

from classify.encoders import load_encoder
from classify.errors import BundleError, EncoderError
from classify.pipeline import TeaserPipeline
from tests.builders import WordEncoder
from tests.harbour import AS_OF, LABELLED, PILE, TAXONOMY
from tests.small_models import write_onnx, write_pipeline, write_static

WRITERS = {"onnx": write_onnx, "static": write_static}


@pytest.fixture(scope="module", params=WRITERS)
def folder(request, tmp_path_factory):
    """A model and its encoder, side by side."""
    place = tmp_path_factory.mktemp(request.param)
    write_pipeline(place / "model", WRITERS[request.param](place / "small"))
    return place


@pytest.fixture(scope="module")
def pipeline(folder):
    return TeaserPipeline.load(folder / "model")


def labelled(pipeline):
    return pipeline.predict(PILE), pipeline.predict(PILE, fast=True), pipeline.stories(PILE)


def test_unpickled_gives_the_same(pipeline):
    digest = pipeline.digest(PILE, as_of=AS_OF)
    again = pickle.loads(pickle.dumps(pipeline))
    assert labelled(again) == labelled(pipeline)
    assert again.digest(PILE, as_of=AS_OF) == digest
    again = pickle.loads(pickle.dumps(pipeline.with_min_precision(0.5)))
    assert again.predict(PILE, fast=True) == pipeline.with_min_precision(0.5).predict(
        PILE, fast=True
    )


def test_no_weights_of_an_encoder_are_pickled(folder, pipeline):
    weights = next((folder / "small").glob("*.onnx"), None)
    encoder = pickle.dumps(pipeline.encoder)
    assert len(encoder) < 1000
    assert str(folder / "small").encode() in encoder
    assert weights is None or weights.read_bytes() not in pickle.dumps(pipeline)


def test_a_relative_folder_is_the_same_elsewhere(folder, pipeline, tmp_path, monkeypatch):
    monkeypatch.chdir(folder)
    pickled = pickle.dumps(TeaserPipeline.load("model", encoder="small"))
    monkeypatch.chdir(tmp_path)
    assert labelled(pickle.loads(pickled)) == labelled(pipeline)


@pytest.mark.slow
def test_a_process_of_its_own(pipeline):
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        (found,) = pool.map(labelled, [pipeline])
    assert found == labelled(pipeline)


@pytest.mark.slow
def test_workers_of_joblib(pipeline):
    halves = [PILE[:3], PILE[3:]]
    found = joblib.Parallel(n_jobs=2, backend="loky")(
        joblib.delayed(pipeline.predict)(half) for half in halves
    )
    assert [one for half in found for one in half] == pipeline.predict(PILE)


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_another_encoder_in_its_place_is_refused(tmp_path, writer):
    pickled = pickle.dumps(load_encoder(writer(tmp_path / "small")))
    before = load_encoder(tmp_path / "small").sha256
    shutil.rmtree(tmp_path / "small")
    with pytest.raises(BundleError, match="small"):
        pickle.loads(pickled)
    write_static(tmp_path / "small", n_hidden=7)
    if writer is write_static:
        now = load_encoder(tmp_path / "small").sha256
        with pytest.raises(EncoderError) as raised:
            pickle.loads(pickled)
        assert str(raised.value) == (
            f"encoder 'small' is another one than was pickled: its hash begins {now[:12]}, "
            f"expected {before[:12]}. Put the encoder back where it was, or load the model again."
        )
    else:
        with pytest.raises(BundleError, match="holds a static-encoder, no onnx-encoder"):
            pickle.loads(pickled)


def test_an_encoder_of_the_program_travels_as_it_is():
    trained = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())
    assert pickle.loads(pickle.dumps(trained)).predict(PILE) == trained.predict(PILE)
