"""House rules: the face, the direction of imports, what is heavy and when it is loaded."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import classify

PACKAGE = Path(classify.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

GROUND = [
    "errors",
    "arrays",
    "typed_json",
    "records",
    "taxonomy",
    "atomic",
    "folders",
    "processes",
    "bundles",
    "assets",
    "stems",
    "threads",
    "trees",
]
EQUALS = [
    "audit",
    "briefs",
    "encoders",
    "evaluation",
    "plans",
    "readers",
    "reports",
    "reprints",
    "sentences",
    "stories",
    "story_state",
    "summarizers",
    "tallies",
    "topics",
    "words",
]
TRANSLATORS = [
    "labels",
    "lessons",
    "examples",
    "labelling",
    "cascade",
    "assigning",
    "correcting",
    "gathering",
    "following",
    "changes",
    "piles",
    "clashes",
    "corroboration",
    "candidate_sentences",
    "condensing",
    "drafting",
    "labelled_set",
    "facts",
    "scoring",
    "story_scoring",
    "auditing",
    "model_files",
    "training",
    "explain",
    "learned_pipeline",
    "pipeline",
    "made",
    "batch",
]
SKIN = ["cli", "__main__", "__init__"]
FLOORS = {
    room: floor for floor, rooms in enumerate([GROUND, EQUALS, TRANSLATORS, SKIN]) for room in rooms
}
# Where the rooms of one floor may know each other: the ground and the translators are stairs.
STAIRS = {room: step for rooms in (GROUND, TRANSLATORS) for step, room in enumerate(rooms)}


def room_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return parts[0]


def imported_rooms(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name == "classify":
                yield "classify"
            elif name.startswith("classify."):
                yield name.split(".")[1]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_down(path):
    room = room_of(path)
    for other in imported_rooms(path):
        assert other != "classify", "nobody imports the face from inside"
        if other == room:
            continue
        if FLOORS[room] == FLOORS[other] and room in STAIRS:
            assert STAIRS[other] < STAIRS[room], f"{room} imports {other}, which stands above it"
        else:
            assert FLOORS[other] < FLOORS[room] or room in SKIN, f"{room} imports {other}"


def test_every_room_has_its_floor():
    assert {room_of(path) for path in MODULES} == set(FLOORS)


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
