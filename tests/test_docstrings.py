"""The examples in docstrings run, in a folder that has the files they name."""

import doctest
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import classify
from classify.storage.assets import asset_path


def with_examples():
    """Every doctest of the package that has an example."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for module in pkgutil.walk_packages(classify.__path__, "classify."):
        if not module.name.endswith("__main__"):
            yield from finder.find(importlib.import_module(module.name))
    yield from finder.find(classify)


@pytest.mark.parametrize("example", [one for one in with_examples() if one.examples], ids=str)
def test_the_examples_of_docstrings_run(example, tmp_path, monkeypatch):
    listing = asset_path("labeled", "samples", "listing.txt")
    (tmp_path / "listing.txt").write_bytes(listing.read_bytes())
    monkeypatch.chdir(tmp_path)
    report = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(example, out=report.append)
    assert result.failed == 0, "".join(report)
    assert result.attempted > 0


MODULES = sorted(Path(classify.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_what_docstrings_refer_to_by_its_whole_name_exists(path):
    for name in re.findall(r"`(classify(?:\.\w+)+)`", path.read_text(encoding="utf-8")):
        if name != "classify.toml":  # the settings file
            assert pkgutil.resolve_name(name), name
