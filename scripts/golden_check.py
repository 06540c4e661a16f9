"""Prove that a change to the code changes no output: what the program gives, before and after.

    python scripts/golden_check.py make build/before --checkout DIR    all verbs, in all formats
    python scripts/golden_check.py make build/after
    python scripts/golden_check.py compare build/before build/after    exit status 1 if any differs

`--samples FOLDER` adds what `classify read` says of each file in FOLDER. The program is run as a
command, in a folder and with a cache of its own, and at a fixed time; so nothing in what is written
depends on where or when it is made. Inputs are those of the checkout's `labeled/`. Takes some
minutes on two cores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts import ROOT

AS_OF = ("--as-of", "2025-01-20")
PATIENCE_S = 600.0
HASHED = {".safetensors"}  # what no person reads is kept by its hash alone
BOUNDARY = re.compile(rb"=_[0-9a-f]{32}")
PLAN = """\
out = "out/batch"
as_of = "2025-01-20"
outlet = "Example Times"

[[digest]]
name = "war-desk"
title = "War"
inputs = ["inputs/pile.jsonl"]
topics = ["military", "diplomacy"]
max_words = 300
every = "week"
formats = ["md", "json", "eml"]

[[digest]]
name = "all"
inputs = ["inputs/*.txt", "inputs/pile.jsonl"]
group_by = "country"
language = "ru"
every = "all"
"""


@dataclass(frozen=True)
class Step:
    """One call of the command; what it prints goes to a folder of this name."""

    name: str
    arguments: tuple[str, ...]


def steps() -> Iterator[list[Step]]:
    """Calls, in rows: those of one row follow each other, as some go on from others."""
    listing, pile, formats = "inputs/listing.txt", "inputs/pile.jsonl", "md,html,txt,json,eml"
    brief = ("brief", pile, *AS_OF, "--format", formats)
    yield [
        Step("brief-listing", ("brief", listing, *AS_OF, "--format", formats)),
        Step("brief-first", ("brief", "inputs/first.jsonl", *AS_OF, "--format", formats)),
        Step("brief-since", (*brief, "--since", "out/brief-first", "--explain")),
        Step("brief-days", (*brief, "--group-by", "day", "--max-words", "400", "--language", "de")),
        Step("brief-short", (*brief, "--brief-length", "1 sentence", "--codes", "iptc")),
        Step("brief-printed", ("brief", listing, *AS_OF)),
    ]
    stories = ("stories", pile, *AS_OF)
    state = ("--state", "out/stories-state.json")
    yield [
        Step("stories", stories),
        Step("stories-fast", (*stories, "--fast", "--codes", "iptc")),
        Step("stories-first", ("stories", "inputs/first.jsonl", *AS_OF, *state)),
        Step("stories-next", (*stories, *state)),
        Step("batch", ("batch", "plan.toml")),
        Step("batch-again", ("batch", "plan.toml", "--jobs", "2")),
    ]
    labels = ("inputs/labels.jsonl", "--topics", "labeled/topics.toml")
    own = ("--model", "out/train/model")
    yield [
        Step("train", ("train", *labels, "--out", "out/train/model")),
        Step("train-inspected", ("inspect", "out/train/model")),
        Step("train-predict", ("predict", pile, *AS_OF, *own)),
        Step("train-fast", ("predict", pile, *AS_OF, *own, "--fast")),
        Step("inspect", ("inspect",)),
        Step("inspect-encoder", ("inspect", "teaser-encoder")),
        Step("audit", ("audit", *labels)),
    ]
    rows = {"jsonl": "--format=jsonl", "csv": "--format=csv"}
    yield [
        *(Step(f"predict-{end}", ("predict", pile, *AS_OF, how)) for end, how in rows.items()),
        *(Step(f"read-{end}", ("read", listing, *AS_OF, how)) for end, how in rows.items()),
        Step("predict-fast", ("predict", pile, *AS_OF, "--fast")),
        Step("predict-precise", ("predict", pile, *AS_OF, "--min-precision=0.9", "--codes=iptc")),
        Step("explain", ("explain", listing, *AS_OF)),
        Step("explain-jsonl", ("explain", listing, *AS_OF, "--format", "jsonl")),
        Step("evaluate", ("evaluate", "labeled", "--split", "development")),
        Step("evaluate-stories", ("evaluate", "labeled", "--stories")),
        Step("usage", ("brief",)),
    ]


FOLDER_VERBS = ("brief", "stories", "evaluate", "audit")
TO_STANDARD_OUTPUT = ("brief-printed", "usage")


def main() -> int:
    """Make, or compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("make", help="write what the program gives")
    making.add_argument("folder", type=Path)
    making.add_argument("--checkout", type=Path, default=ROOT, help="whose code runs")
    making.add_argument("--samples", type=Path, help="folder of inputs to read")
    comparing = verbs.add_parser("compare", help="say what differs")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    arguments = parser.parse_args()
    if arguments.verb == "compare":
        return compare(arguments.before, arguments.after)
    if arguments.folder.exists():
        parser.error(f"{arguments.folder} exists: name a new folder")
    make(arguments.folder, arguments.checkout.resolve(), arguments.samples)
    return 0


def make(folder: Path, checkout: Path, samples: Path | None) -> None:
    """Run every step in a folder of its own, and keep what it wrote without traces of that."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name).resolve()
        prepare(work, checkout)
        rows = [*steps(), *(read_samples(work, samples) if samples else ())]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda row: run(row, work, checkout), rows))
        paths = {str(work): "WORK", str(checkout): "CHECKOUT"}
        for path in sorted((work / "out").rglob("*")):
            if path.is_file():
                keep(path, folder / path.relative_to(work / "out"), paths)
    print(f"wrote {folder}")


def prepare(work: Path, checkout: Path) -> None:
    """Lay inputs ready: a listing, a pile of dated and undated teasers, labelled ones, a plan."""
    shutil.copytree(checkout / "labeled", work / "labeled")
    inputs = work / "inputs"
    inputs.mkdir()
    (work / "out").mkdir()
    shutil.copy(work / "labeled/samples/listing.txt", inputs)
    stories = (work / "labeled/stories/world.jsonl").read_text(encoding="utf-8").splitlines()[:25]
    told = [json.dumps(one) for story in stories for one in json.loads(story)["teasers"]]
    ukraine, europe = (
        (work / f"labeled/teasers/{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for name in ("ukraine", "europe")
    )
    for name, lines in {
        "first": [*told[::2], *ukraine[:20]],
        "pile": [*told, *ukraine[:80]],
        "labels": [*ukraine[:130], *europe[:130]],
    }.items():
        (inputs / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (work / "plan.toml").write_text(PLAN, encoding="utf-8")


def read_samples(work: Path, samples: Path) -> Iterator[list[Step]]:
    """Read each file of a folder, by itself."""
    (work / "samples").mkdir()
    for path in sorted(samples.iterdir()):
        if path.is_file():
            shutil.copy(path, work / "samples")
            yield [Step(f"samples/{path.name}", ("read", f"samples/{path.name}", *AS_OF))]


def run(row: Sequence[Step], work: Path, checkout: Path) -> None:
    """Run the steps of a row one after the other."""
    environment = os.environ | {
        "PYTHONPATH": str(checkout),
        "CLASSIFY_CACHE": str(work / "cache"),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "TZ": "UTC",
    }
    for step in row:
        told = work / "out" / step.name
        told.mkdir(parents=True, exist_ok=True)
        out: tuple[str, ...] = ()
        if step.arguments[0] in FOLDER_VERBS and step.name not in TO_STANDARD_OUTPUT:
            out = ("--out", f"out/{step.name}")
        command = [sys.executable, "-m", "classify", *step.arguments, *out]
        try:
            done = subprocess.run(
                command, cwd=work, env=environment, capture_output=True, timeout=PATIENCE_S
            )
            status, stdout, stderr = str(done.returncode), done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            status, stdout, stderr = f"not done in {PATIENCE_S:.0f} s", b"", b""
        (told / "status.txt").write_text(status + "\n", encoding="utf-8")
        (told / "stdout.txt").write_bytes(stdout)
        (told / "stderr.txt").write_bytes(stderr)
        print(f"{step.name}: exit status {status}", flush=True)


def keep(path: Path, place: Path, paths: dict[str, str]) -> None:
    """Copy a file without what depends on where it was made."""
    content = path.read_bytes()
    place.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in HASHED:
        digest = hashlib.sha256(content).hexdigest()
        place.with_name(f"{place.name}.sha256").write_text(digest + "\n", encoding="utf-8")
        return
    for found, mask in paths.items():
        content = content.replace(found.encode(), mask.encode())
    if path.suffix == ".eml":
        content = BOUNDARY.sub(b"=_BOUNDARY", content)
    place.write_bytes(content)


def compare(before: Path, after: Path) -> int:
    """Print what is the same and what differs; return 1 where anything does."""
    old, new = (
        {str(path.relative_to(folder)): path for path in files(folder)}
        for folder in (before, after)
    )
    n_differing = 0
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            found = f"only in {after if name in new else before}"
        else:
            found = difference(old[name].read_bytes(), new[name].read_bytes())
        n_differing += bool(found)
        print(f"DIFFERS  {name}: {found}" if found else f"same     {name}")
    n_files = len(old.keys() | new.keys())
    if not n_files:
        print(f"nothing to compare in {before} and {after}")
        return 1
    print(f"{n_files - n_differing} of {n_files} outputs are the same")
    return 1 if n_differing else 0


def files(folder: Path) -> list[Path]:
    """All files under a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def difference(old: bytes, new: bytes) -> str:
    """Say where two contents first differ, from a little before; nothing if they are equal."""
    if old == new:
        return ""
    lines = [content.decode(errors="backslashreplace").split("\n") for content in (old, new)]
    pairs = zip(*lines, strict=False)
    at = next((row for row, (one, other) in enumerate(pairs) if one != other), min(map(len, lines)))
    one, other = (own[at] if at < len(own) else "(ends here)" for own in lines)
    alike = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), 0
    )
    start = max(0, alike - 40)
    return f"line {at + 1}\n    - {one[start : start + 160]}\n    + {other[start : start + 160]}"


if __name__ == "__main__":
    sys.exit(main())
