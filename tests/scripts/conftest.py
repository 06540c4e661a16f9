import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent.parent / "scripts"


@pytest.fixture(scope="session", autouse=True)
def scripts_on_path():
    """The scripts import each other as they do when they are run."""
    paths = [str(SCRIPTS), str(SCRIPTS / "benchmark")]
    sys.path[:0] = paths
    yield
    for path in paths:
        sys.path.remove(path)
