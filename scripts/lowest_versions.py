"""Prints the lowest version that pyproject.toml allows of each dependency, as pip constraints."""

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
# the tests' tools are no dependency of the package: they are as new as can be
EXTRAS = ("sentence-transformers", "parquet", "plots", "frames")


def lowest_versions(pyproject: str) -> list[str]:
    """Return a line of the form name==version for each dependency that has a lower bound.

    Raises
    ------
    ValueError
        If a dependency has none, as then nothing says what the lowest version is.
    """
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"]
    required = [*project["dependencies"], *(one for extra in EXTRAS for one in extras[extra])]
    return [_pinned(one) for one in required]


def _pinned(requirement: str) -> str:
    parts = re.fullmatch(r"([\w.-]+)>=([\w.]+)", requirement)
    if parts is None:
        raise ValueError(f"pyproject.toml: {requirement!r} is not of the form name>=version")
    return f"{parts[1]}=={parts[2]}"


if __name__ == "__main__":
    print("\n".join(lowest_versions(PYPROJECT.read_text(encoding="utf-8"))))
