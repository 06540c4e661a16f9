"""The same input gives the same bytes, on however many processors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CHILD = """
import hashlib, json, os, sys
from pathlib import Path
from classify.storage.assets import asset_path
from classify.datasets.teasers import LabelledSet
from classify.pipeline import TeaserPipeline
from classify.records import to_json_dict
from tests.builders import WordEncoder

core, folder = sys.argv[1], Path(sys.argv[2])
if core:
    os.sched_setaffinity(0, {int(core)})
labelled = LabelledSet.read(asset_path("labeled"), split="train")
taught, others = labelled.teasers[:220], [item.teaser for item in labelled.teasers[220:340]]
pipeline = TeaserPipeline.train(taught, taxonomy=labelled.taxonomy, encoder=WordEncoder())
pipeline.save(folder / "model")


def told(records):
    text = json.dumps([to_json_dict(record) for record in records])
    return hashlib.sha256(text.encode()).hexdigest()


print(json.dumps({
    **{path.name: hashlib.sha256(path.read_bytes()).hexdigest()
       for path in sorted((folder / "model").iterdir())},
    "predictions": told(pipeline.predict(others)),
    "stories": told(pipeline.stories(others, fast=True)),
}))
"""


def cores():
    """Those that this process may use; none where a process cannot be kept to some."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What a process on one thread and core, and one on two, made of the same teasers."""
    children = []
    for n_threads, core in ((1, str(cores()[0]) if cores() else ""), (2, "")):
        limits = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"), str(n_threads))
        children.append(
            subprocess.Popen(
                [sys.executable, "-c", CHILD, core, str(tmp_path_factory.mktemp("made"))],
                stdout=subprocess.PIPE,
                cwd=Path(__file__).parents[2],
                env={**os.environ, **limits},
            )
        )
    results = [child.communicate()[0] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    return [json.loads(result) for result in results]


@pytest.mark.parametrize("part", ["manifest.json", "arrays.safetensors", "predictions", "stories"])
def test_nothing_depends_on_the_number_of_threads(made, part):
    one, two = made
    assert one[part] == two[part]
