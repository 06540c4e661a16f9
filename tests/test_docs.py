"""The documentation is tested: every verb and option stands in it, and its examples run."""

import pkgutil
import re
import shlex
from pathlib import Path

import pytest
import typer

import classify
from classify.cli.app import app
from classify.datasets.teasers import LabelledSet

ROOT = Path(__file__).parent.parent
CLI, README, BENCHMARKS = (
    (ROOT / path).read_text(encoding="utf-8")
    for path in ("docs/cli.md", "README.md", "docs/benchmarks.md")
)
VERBS = typer.main.get_group(app).commands


def section(verb):
    """The part of the manual about a verb, with what all verbs share."""
    found = re.search(rf"^## {verb}$(.*?)(?=^## |\Z)", CLI, re.MULTILINE | re.DOTALL)
    assert found, f"docs/cli.md has no heading {verb}"
    return found.group(1)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_option_is_in_the_manual(verb):
    described = section(verb) + section("Inputs") + section("Models")
    for parameter in VERBS[verb].params:
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert option in (described if option != "--format" else CLI), option


@pytest.mark.parametrize(
    ("verb", "part"),
    [(verb, part) for verb, group in VERBS.items() for part in getattr(group, "commands", {})],
)
def test_every_part_of_a_verb_is_in_the_manual(verb, part):
    assert f"$ classify {verb} {part}" in section(verb)
    assert f"Example: classify {verb} {part}" in VERBS[verb].commands[part].help


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example(verb):
    assert "Example: classify" in VERBS[verb].help


def test_the_manual_has_no_verb_that_is_gone():
    headings = re.findall(r"^## (\w+)$", CLI, re.MULTILINE)
    assert set(headings) - {"Inputs", "Models"} == set(VERBS)


def sessions(text):
    """Commands of a console block with what they print."""
    for block in re.findall(r"```console\n(.*?)```", text, re.DOTALL):
        for found in re.finditer(r"^\$ (classify .*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            yield found.group(1), found.group(2)


SLOW = {"train", "evaluate", "audit"}
MODEL = "my-model/"  # that the example of train makes, and others use
SAMPLE = 3  # with fewer, some topics would have under 20 examples


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A folder in which the examples find labeled/, with a sample of its teasers to learn from."""
    folder = tmp_path_factory.mktemp("desk") / "labeled"
    (folder / "teasers").mkdir(parents=True)
    for path in (ROOT / "labeled").iterdir():
        if path.name != "teasers":
            (folder / path.name).symlink_to(path)
    for path in (ROOT / "labeled" / "teasers").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)[::SAMPLE]
        (folder / "teasers" / path.name).write_text("".join(lines), encoding="utf-8")
    return folder.parent


def without_counts(text):
    """What is printed of a sample differs from what is printed of the whole in this alone."""
    return re.sub(r"\d+(?= teasers)", "N", text)


@pytest.mark.parametrize(
    ("command", "printed"),
    [
        pytest.param(
            command,
            printed,
            id=f"{place} {command[:40]}",
            marks=[pytest.mark.slow] if command.split()[1] in SLOW or MODEL in command else [],
        )
        for place, text in (("cli", CLI), ("readme", README))
        for command, printed in sessions(text)
    ],
)
def test_the_console_examples_say_what_they_print(classify, desk, command, printed):
    if MODEL in command and f"--out {MODEL}" not in command and not (desk / MODEL).exists():
        assert classify("train", "labeled/", "--out", MODEL, cwd=desk).returncode == 0
    result = classify(*shlex.split(command)[1:], cwd=desk)
    assert result.returncode == 0, result.stderr
    expected = printed.split("...\n")[0]
    assert without_counts(result.stdout + result.stderr).startswith(without_counts(expected))


def test_the_manual_says_how_many_teasers_there_are_to_learn_from():
    labelled = LabelledSet.read(ROOT / "labeled", split="train")
    n_teasers, n_topics = len(labelled.teasers), len(labelled.taxonomy.keys)
    assert f"learned {n_topics} topics from {n_teasers} teasers\n" in CLI


@pytest.mark.slow
@pytest.mark.parametrize("name", ["docs/python.md", "docs/adding-an-encoder.md", "README.md"])
def test_the_python_examples_run(desk, name, monkeypatch):
    monkeypatch.chdir(desk)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert blocks
    scope = {}
    for block in blocks:
        exec(block, scope)


PAGES = [
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))
]


def anchors(page):
    """The anchors of a page's headings, as GitHub and MkDocs make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    page = ROOT / name
    for path, _, anchor in (
        target.partition("#")
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://"))
    ):
        linked = page.parent / path if path else page
        assert linked.exists(), path
        assert not anchor or anchor in anchors(linked), f"{path}#{anchor}"


PACKAGE = Path(classify.__file__).parent


def named_file(path):
    """The file that a page names, from the root or from the package; None if there is none."""
    return next((one for root in (ROOT, PACKAGE) for one in root.glob(path)), None)


@pytest.mark.parametrize("name", ["docs/architecture.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_files_and_folders_that_are_named_exist(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:[\w.*-]+/)+[\w.*-]*|[\w*-]+\.py)(?: [^`]*)?`", text)
    assert len(named) > 5
    made = [path for path in named if path.startswith("build/")]
    missing = [path for path in named if path not in made and not named_file(path.rstrip("/"))]
    assert not missing


def test_names_stand_in_the_files_that_the_architecture_places_them_in():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    placed = re.findall(r"`(\w+)`,? (?:in |\()`([\w/]+\.py)`", text)
    placed += [(name, path) for path, name in re.findall(r"`([\w/]+\.py)` \(`(\w+)`\)", text)]
    assert len(placed) > 2
    for name, path in placed:
        defined = rf"^(?:    )?(?:(?:def|class) {name}\b|{name}\b.* = )"
        source = named_file(path).read_text(encoding="utf-8")
        assert re.search(defined, source, re.MULTILINE), f"{path} has no {name}"


def test_the_readme_is_short():
    assert len(README.encode()) <= 8192


def test_every_figure_of_the_readme_stands_in_the_benchmarks():
    table = README.split("## Accuracy and speed")[1].split("\n## ")[0]
    cells = "".join(line for line in table.splitlines() if line.startswith("|"))
    figures = set(re.findall(r"\d[\d.,]*\d", cells))
    assert len(figures) > 20
    assert figures <= set(re.findall(r"\d[\d.,]*\d", BENCHMARKS))


def test_the_benchmarks_name_scripts_and_options_that_there_are():
    commands = re.findall(r"(scripts/[\w/.]+)((?: --?[\w-]+(?: [\w/.-]+)?)*)", BENCHMARKS)
    assert commands
    for script, options in commands:
        source = (ROOT / script).read_text(encoding="utf-8")
        for option in re.findall(r"--[a-z-]+", options):
            assert f'"{option}"' in source, f"{script} {option}"


def test_the_api_reference_lists_the_public_names():
    listed = re.findall(
        r"^::: ([\w.]+)$", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE
    )
    for name in listed:
        pkgutil.resolve_name(name)
    # all of classify.errors is shown, so ClassifyError needs no entry of its own
    assert set(classify.__all__) - {name.rpartition(".")[2] for name in listed} == {"ClassifyError"}


def test_changelog_and_citation_have_the_version():
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert f"## [{version.group(1)}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {version.group(1)}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
