"""Changes one thing after the other in a model's folder, checksums made to fit, and uses it.

Run in a process of its own, as what is looked for may end the process:
`python -m tests.mutations KIND FOLDER EVERY`, which tries the folder as it is and then every so
many-th mutation. Each mutation is named before it is tried; one that raises
what is not the package's own error is told with its traceback.
"""

import copy
import hashlib
import json
import sys
import tempfile
import traceback
import warnings
from itertools import islice
from pathlib import Path

import numpy as np
from safetensors.numpy import load, save

from classify.encoders import load_encoder
from classify.encoders.onnx import GRAPH
from classify.errors import ClassifyError
from classify.pipeline import TeaserPipeline
from classify.pipeline.persistence import read_model
from classify.reports import render_card
from classify.storage import MANIFEST, TOKENIZER, read_bundle, restoring
from classify.storage.bundles import ARRAYS
from classify.stories import PairModel
from classify.stories.group_features import FEATURES as GROUP_FEATURES
from classify.stories.pair_features import FEATURES as PAIR_FEATURES
from classify.summarization import ConceptModel, read_concepts
from tests.builders import teaser
from tests.summarization.test_concepts import story

TEXTS = ["Ship enters the harbour", "", "Hive swarms " * 40, "Парламент", "\ufffd 1."]
PILE = [
    teaser("Ship 7 enters the harbour with cargo", "It is unloaded at the quay. Crew rests."),
    teaser("Ship 7 enters the harbour", "Cargo is unloaded.", hours=3),
    teaser("Hive swarms in May and the beekeeper counts queens", "", hours=300),
]
NOTHING = "nothing"
VALUES: list[object] = [
    None,
    True,
    -1,
    0,
    2**40,
    10**400,
    float("nan"),
    "",
    "\0",
    "\ud800",
    [[]],
    {"x": 1},
]


def changed_json(content):
    """Each JSON value that has one part dropped or replaced, with a name for it."""
    for path in _paths(content):
        shown = ".".join(map(str, path))
        dropped = copy.deepcopy(content)
        del _at(dropped, path[:-1])[path[-1]]
        yield f"{shown} dropped", dropped
        for value in VALUES:
            replaced = copy.deepcopy(content)
            _at(replaced, path[:-1])[path[-1]] = value
            yield f"{shown} = {str(value)[:20]!r} ({type(value).__name__})", replaced


def _paths(content, before=()):
    items = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in items:
        yield (*before, key)
        if isinstance(value, (dict, list)):
            yield from _paths(value, (*before, key))


def _at(content, path):
    for part in path:
        content = content[part]
    return content


def changed_arrays(arrays):
    """Each set of arrays that has one dropped, cut, turned, filled or of another type."""
    for name, array in arrays.items():
        for what, other in _changes(array):
            others = {**arrays, name: other} if other is not None else dict(arrays)
            if other is None:
                del others[name]
            yield f"{name} {what}", others


def _changes(array):
    yield "dropped", None
    yield "flat", array.reshape(-1)
    yield "in a row more", array[None]
    yield "a scalar", np.zeros((), dtype=array.dtype)
    yield "empty", np.zeros((0, *array.shape[1:]), dtype=array.dtype)
    yield "hollow", np.zeros((*array.shape, 0), dtype=array.dtype)
    yield "of width none", np.zeros((2**40, 0), dtype=array.dtype)
    if array.ndim:
        yield "cut", array[:-1]
        yield "twice", np.concatenate([array, array])
        yield "backwards", array[::-1]
    if array.ndim > 1:
        yield "narrow", array[..., :-1]
        yield "turned", array.T
    for kind in (np.float64, np.float16, np.int64, np.uint8, np.bool_):
        with np.errstate(all="ignore"):
            yield f"as {kind.__name__}", array.astype(kind)
    if array.dtype.kind == "f":
        limits = np.finfo(array.dtype)
        fillers = [np.nan, np.inf, 0, -1, limits.max, limits.min]
    else:
        limits = np.iinfo(array.dtype)
        fillers = [0, 1, limits.min, limits.max]
    for filler in fillers:
        yield f"full of {filler}", np.full_like(array, filler)
    if array.dtype == np.uint8 and array.ndim == 1:  # may be text
        for text in (b"\xff", b"\n\n", b"[" * 100_000, b"1", b"[]", b'["a", "b", [["c"]]]'):
            yield f"as {text[:9]!r}", np.frombuffer(text, dtype=np.uint8)


def changed_bytes(content):
    """A file cut, empty, or with a flipped byte, mostly near its beginning."""
    for end in (0, 1, 7, 8, 9, 40, len(content) // 2, len(content) - 1):
        yield f"cut at {end}", content[:end]
    yield "something else", b"Ship enters harbour"
    random = np.random.default_rng(5)
    places = [*range(min(64, len(content))), *random.integers(0, len(content), 60).tolist()]
    for place in places:
        flipped = bytearray(content)
        flipped[place] ^= 1 << int(random.integers(8))
        yield f"bit at {place}", bytes(flipped)


def mutations(folder):
    """Every changed folder, as file contents by name, with a name for the change."""
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    yield NOTHING, files, False
    manifest = json.loads(files[MANIFEST])
    for what, other in changed_json(manifest):
        yield f"manifest {what}", {**files, MANIFEST: json.dumps(other).encode()}, False
    for what, other in changed_bytes(files[MANIFEST]):
        yield f"manifest {what}", {**files, MANIFEST: other}, False
    if ARRAYS in files:
        for what, other in changed_arrays(load(files[ARRAYS])):
            content = save({name: np.asarray(one, order="C") for name, one in other.items()})
            yield f"array {what}", {**files, ARRAYS: content}, True
        for kind in ("BF16", "F8_E4M3", "C64", "I32"):
            content = files[ARRAYS].replace(b'"F32"', f'"{kind}"'.encode().ljust(5), 1)
            yield f"arrays as {kind}", {**files, ARRAYS: content}, True
    if TOKENIZER in files:
        for what, other in changed_json(json.loads(files[TOKENIZER])):
            yield f"tokenizer {what}", {**files, TOKENIZER: json.dumps(other).encode()}, True
    for name in (ARRAYS, TOKENIZER, GRAPH):
        for what, other in changed_bytes(files[name]) if name in files else ():
            yield f"{name} {what}", {**files, name: other}, True


def written(folder, files, fit):
    """Write a folder; if asked to, with the checksums of what is in it now."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    if fit:
        manifest = json.loads(files[MANIFEST])
        for name in manifest["files"]:
            manifest["files"][name] = hashlib.sha256(files[name]).hexdigest()
        (folder / MANIFEST).write_text(json.dumps(manifest))


def use_encoder(folder, what):
    load_encoder(folder).encode(TEXTS)


def use_pipeline(folder, what):
    bundle = read_model(folder)
    with restoring(bundle.path):  # as `classify inspect` does
        render_card(bundle.manifest)
    if what.startswith("manifest facts"):  # of which nothing else is made
        return
    pipeline = TeaserPipeline.load(folder)
    pipeline.digest(PILE)
    pipeline.predict(PILE, fast=True)
    pipeline.explain(PILE[0])
    if what.startswith("array"):
        pipeline.with_min_precision(0.6)


def use_pairs(folder, what):
    bundle = read_bundle(folder)
    with restoring(bundle.path):
        model = PairModel.from_arrays(bundle.arrays)
        model.trees.log_odds(np.zeros((3, len(PAIR_FEATURES))))
        model.groups.probabilities(np.zeros((3, len(GROUP_FEATURES))))
        model.background.rarity("orla")
        model.space.place(np.ones((2, 3), np.float32))


def use_concepts(folder, what):
    bundle = read_bundle(folder)
    with restoring(bundle.path):
        ConceptModel.from_arrays(bundle.arrays).probabilities([read_concepts(story())])


USES = {
    "encoder": use_encoder,
    "pipeline": use_pipeline,
    "pairs": use_pairs,
    "concepts": use_concepts,
}


def main(kind, folder, every):
    warnings.simplefilter("ignore")  # numbers beyond all bounds overflow
    n_tried = n_refused = n_wrong = 0
    for what, files, fit in islice(mutations(Path(folder)), 0, None, int(every)):
        print(f"trying {what}", flush=True)
        n_tried += 1
        with tempfile.TemporaryDirectory() as place:
            changed = Path(place) / "changed"
            changed.mkdir()
            try:
                written(changed, files, fit)
                USES[kind](changed, what)
            except ClassifyError:
                n_refused += 1
                n_wrong += what == NOTHING
            except BaseException:
                n_wrong += 1
                print(f"WRONG {what}\n{traceback.format_exc(limit=-6)}", flush=True)
    print(json.dumps({"tried": n_tried, "refused": n_refused, "wrong": n_wrong}))


if __name__ == "__main__":
    main(*sys.argv[1:])
