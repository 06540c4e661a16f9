"""House rules: the face, the direction of imports, what is heavy and when it is loaded."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import classify

PACKAGE = Path(classify.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

LINE = [
    "errors",
    "records",
    "taxonomy",
    "compute",
    "text",
    "storage",
    "encoders",
    "readers",
    "datasets",
    "topics",
    "stories",
    "corroboration",
    "summarization",
    "digests",
    "evaluation",
    "audit",
    "reports",
    "pipeline",
    "batch",
    "cli",
]
"""Rooms, each of which may know those before it."""


def name_of(path):
    """Dotted name of a module inside the package, such as "stories.finder"; "" for the face."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def imports_of(path):
    """Dotted names inside the package that a module imports from, and its libraries."""
    own, libraries = [], set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [name for name in inside if name.removeprefix("classify.") in NAMES]
            names = modules or [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            first, _, rest = name.partition(".")
            if first == "classify":
                own.append(rest)
            else:
                libraries.add(first)
    return own, libraries


IMPORTS = {name_of(path): imports_of(path) for path in MODULES}
ROOMS = {name.partition(".")[0] for name in IMPORTS} - {"", "__main__"}


@pytest.mark.parametrize("module", sorted(set(IMPORTS) - {"", "__main__"}))
def test_a_module_imports_its_own_room_or_an_earlier_one_through_its_face(module):
    room = module.partition(".")[0]
    for other in IMPORTS[module][0]:
        assert other, "nobody imports the face from inside"
        other_room, _, inner = other.partition(".")
        if other_room == room:
            assert inner, f"{module} imports its own face"
        else:
            assert LINE.index(other_room) < LINE.index(room), f"{module} imports {other}"
            assert not inner, f"{module} looks behind the face of {other_room}: {other}"


@pytest.mark.parametrize("module", sorted(IMPORTS))
def test_arrays_do_not_know_records(module):
    """Inside a room, what works on arrays alone imports nothing that works on records."""

    def knows_records(name):
        return "records" in IMPORTS[name][0]

    own, libraries = IMPORTS[module]
    if "numpy" in libraries and not knows_records(module):
        for other in own:
            inside = other.partition(".")[0] == module.partition(".")[0]
            assert not (inside and knows_records(other)), f"{module} imports {other}"


def test_every_room_has_its_place():
    assert set(LINE) == ROOMS


def longest_chain():
    """The longest way from room to room, downwards."""
    known = {
        room: {
            other.partition(".")[0]
            for name, (own, _) in IMPORTS.items()
            if name.partition(".")[0] == room
            for other in own
        }
        - {room, ""}
        for room in ROOMS
    }
    chains = {}
    for room in LINE:
        below = [chains[other] for other in known[room]]
        chains[room] = [room, *max(below, key=len, default=[])]
    return max(chains.values(), key=len)


def test_the_longest_chain_of_rooms(record_property):
    chain = longest_chain()
    record_property("longest chain of rooms", " -> ".join(chain))
    print(len(chain), "rooms:", " -> ".join(chain))


def test_the_face_is_sorted_and_whole():
    assert classify.__all__ == sorted(classify.__all__)
    for name in classify.__all__:
        assert getattr(classify, name) is not None
    assert set(classify.__all__) <= set(dir(classify))


def test_the_face_has_nothing_else():
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = classify.Nothing


def test_the_face_shows_type_checkers_what_it_gives():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    homes = {
        alias.name: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("classify.")
        for alias in node.names
    }
    assert homes == {name: f"classify.{home}" for name, home in classify._HOMES.items()}
    assert sorted(homes) == classify.__all__


HEAVY = ["torch", "sentence_transformers", "transformers", "sklearn", "scipy", "onnxruntime"]


def loaded_after(code):
    code += f"\nimport sys; print([name for name in {HEAVY} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return result.stdout.splitlines()[-1] if result.stdout else result.stderr


def test_importing_the_package_loads_nothing_heavy():
    assert loaded_after("import classify") == "[]"


def test_help_loads_nothing_heavy():
    code = (
        "import sys; sys.argv = ['classify', '--help']\n"
        "from classify.cli import main\n"
        "try: main()\nexcept SystemExit: pass"
    )
    assert loaded_after(code) == "[]"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_stay_small(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            n_lines = (node.end_lineno or 0) - node.lineno + 1
            assert n_lines <= 60, f"{path.name}: {node.name} has {n_lines} lines"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
