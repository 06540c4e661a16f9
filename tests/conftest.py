"""What holds for all tests: no network, whatever library would like to, no cache, no chance."""

import atexit
import io
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass

import pytest
from hypothesis import settings

from classify.cli import app

os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is imported

# the user's own vectors are none of the tests' business, nor theirs the user's
os.environ["CLASSIFY_CACHE"] = tempfile.mkdtemp(prefix="classify-tests-")
atexit.register(shutil.rmtree, os.environ["CLASSIFY_CACHE"], ignore_errors=True)

# nor are the options that they repeat
os.environ["CLASSIFY_NO_SETTINGS"] = "1"

# a test that fails must fail again for whoever looks into it; a slow machine is no failure
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("long", settings.get_profile("repeatable"), max_examples=1000)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(config, items):
    """Leave out what takes minutes, unless it is asked for; `-m "not slow"` does not ask for it."""
    if "long" not in config.option.markexpr:
        long = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session", autouse=True)
def bundled_pipeline_is_loaded_once():
    """Give the bundled model back to whoever loads it again with the same cache.

    Loading it, with what it loads when it is first used, costs a second, and a pipeline is never
    changed. What is loaded with an encoder of one's own, from another folder or with a cache of a
    test's own is loaded as ever.
    """
    from classify import TeaserPipeline
    from classify.encoders import EmbeddingCache
    from classify.pipeline.persistence import DEFAULT_MODEL

    load, loaded = TeaserPipeline.load, {}
    shared = EmbeddingCache.default().path

    def load_once(model=DEFAULT_MODEL, *, encoder=None, cache=None):
        path = cache.path if cache else None
        if model != DEFAULT_MODEL or encoder is not None or path not in (None, shared):
            return load(model, encoder=encoder, cache=cache)
        if path not in loaded:
            loaded[path] = load(model, cache=cache)
        return loaded[path]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TeaserPipeline, "load", staticmethod(load_once))
        yield


@pytest.fixture(scope="session")
def pipeline():
    """A small pipeline, trained once for all tests that need one: it is never changed."""
    from classify import TeaserPipeline
    from tests.builders import WordEncoder
    from tests.harbour import LABELLED, TAXONOMY

    return TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


@dataclass(frozen=True)
class Finished:
    """What a run of the command leaves."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def classify(monkeypatch):
    """Run the command in this process: same streams, words and status as in one of its own."""

    def run(*arguments, stdin="", cwd=None):
        streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8") for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8"))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            if cwd:
                patch.chdir(cwd)
            status = app.run([str(one) for one in arguments])
        for stream in streams.values():
            stream.flush()
        return Finished(
            returncode=status,
            **{name: stream.buffer.getvalue().decode() for name, stream in streams.items()},
        )

    return run
