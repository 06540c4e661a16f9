"""Settings files: what may stand there, who wins, and what is refused with which words."""

import inspect
from datetime import datetime
from pathlib import Path
from typing import get_args, get_type_hints

import platformdirs
import pytest
import typer

from classify.cli.app import app
from classify.cli.settable_options import options_of
from classify.cli.settings_files import settings_files

COMMANDS = typer.main.get_group(app).commands
OPTIONS = [
    (verb, option) for verb, command in COMMANDS.items() for option in options_of(command).values()
]
BRIEF = (
    "all, boost, brief-length, codes, columns, date-format, explain, format, group-by, "
    "input-format, language, max-briefs, max-words, model, no-cache, outlet, rank-by, strict, "
    "title, topics"
)
TABLES = "all, audit, batch, brief, evaluate, explain, fetch, predict, read, stories, topics, train"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A working folder and a user's folder; gives what writes a settings file into either."""
    here, user = tmp_path / "here", tmp_path / "user"
    here.mkdir()
    user.mkdir()
    monkeypatch.delenv("CLASSIFY_NO_SETTINGS", raising=False)
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: user)
    monkeypatch.chdir(here)
    (here / "pile.jsonl").write_text('{"headline": "Ship docks in thick fog"}\n', encoding="utf-8")

    def write(content, place="here"):
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / place / "classify.toml").write_bytes(data)

    return write


def headlines(result):
    """The heading of a digest."""
    assert result.returncode == 0, result.stderr
    return result.stdout.splitlines()[0]


def test_what_stands_in_a_file_is_as_if_given(desk, classify):
    desk('[brief]\nlanguage = "ru"\nbrief-length = "1 sentence"\nmax-words = 30\n')
    options = "--language", "ru", "--brief-length", "1 sentence", "--max-words", "30"
    time = "--as-of", "2025-01-20"
    given = classify("--no-settings", "brief", "pile.jsonl", *options, *time)
    assert classify("brief", "pile.jsonl", *time).stdout == given.stdout
    assert headlines(given) == "# Дайджест новостей"


@pytest.mark.parametrize(
    ("user", "here", "given", "title"),
    [
        ('[all]\ntitle = "A"', "", (), "A"),
        ('[all]\ntitle = "A"\n[brief]\ntitle = "B"', "", (), "B"),
        ('[brief]\ntitle = "B"\n[all]\ntitle = "A"', "", (), "B"),
        ('[brief]\ntitle = "B"', '[all]\ntitle = "C"', (), "C"),
        ('[brief]\ntitle = "B"', '[brief]\noutlet = "C"', (), "B"),
        ('[brief]\ntitle = "B"', '[stories]\ntitle = "C"', (), "B"),
        ('[brief]\ntitle = "B"', '[all]\ntitle = "C"', ("--title", "D"), "D"),
    ],
    ids=["all", "verb over all", "in any order", "here over user", "both", "other verb", "given"],
)
def test_who_wins(desk, classify, user, here, given, title):
    desk(user, "user")
    desk(here)
    assert headlines(classify("brief", "pile.jsonl", *given)) == f"# {title}"


def test_flags_can_be_taken_back(desk, classify, tmp_path):
    desk("[all]\nstrict = true\n[brief]\nexplain = true\n")
    Path("pile.jsonl").write_text("{broken\n", encoding="utf-8")
    assert classify("read", "pile.jsonl").stderr.startswith("error: pile.jsonl, line 1: ")
    assert classify("read", "pile.jsonl", "--no-strict").stderr.startswith("left out: ")


@pytest.mark.parametrize("how", ["option", "variable"])
def test_settings_can_be_switched_off(desk, classify, monkeypatch, how):
    desk("no TOML")
    if how == "variable":
        monkeypatch.setenv("CLASSIFY_NO_SETTINGS", "1")
    first = ("--no-settings",) if how == "option" else ()
    assert headlines(classify(*first, "brief", "pile.jsonl")) == "# News digest"
    assert classify(*first, "settings").stdout == (
        "# settings files are switched off (--no-settings)\n"
    )


def test_a_home_folder_is_written_out(desk, classify, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    desk('[all]\nmodel = "~/none/"\n', "user")
    result = classify("predict", "pile.jsonl")
    assert result.returncode == 1
    assert str(tmp_path / "none") in result.stderr


WRONG = {
    "no TOML": ("[[", "is no TOML: Invalid initial character for a key part (at end of document)"),
    "no text": (b"\xff", "is no UTF-8 text: byte 1"),
    "deep": ("x = " + "[" * 50_000, "is no TOML: it is nested too deeply"),
    "huge": ("#" * 100_001, "is larger than 100,000 bytes"),
    "a key alone": (
        'model = "x"',
        "key 'model': options stand in tables, such as [all] or [brief]",
    ),
    "a table of tables": ("[[brief]]", "key 'brief': options stand in tables, such as [all] or"),
    "unknown table": ("[breif]", f"unknown table 'breif'. Did you mean 'brief'? Known: {TABLES}."),
    "verb without options": ("[inspect]", f"unknown table 'inspect'. Known: {TABLES}."),
    "unknown key": (
        '[brief]\nbrief_length = "1"',
        f"[brief]: unknown option 'brief_length'. Did you mean 'brief-length'? Known: {BRIEF}.",
    ),
    "an option of another verb": (
        "[brief]\nlimit = 1",
        f"[brief]: unknown option 'limit'. Known: {BRIEF}.",
    ),
    "an argument": ('[brief]\ninputs = "x"', f"[brief]: unknown option 'inputs'. Known: {BRIEF}."),
    "a renamed key": ('[brief]\nlabels = "ru"', "[brief] labels: is now language"),
    "a renamed key for all": (
        "[all]\nsent-on = 0.5",
        "[all] sent-on: is now accurate-share",
    ),
    "text for number": (
        '[brief]\nmax-words = "3"',
        "[brief] max-words: is to be a whole number, not a text",
    ),
    "fraction for whole number": (
        "[brief]\nmax-words = 3.5",
        "[brief] max-words: is to be a whole number, not a number",
    ),
    "boolean for number": (
        "[brief]\nmax-words = true",
        "[brief] max-words: is to be a whole number, not true or false",
    ),
    "number for flag": ("[all]\nstrict = 1", "[all] strict: is to be true or false, not a whole"),
    "list for text": (
        '[brief]\ntopics = ["a"]',
        "[brief] topics: is to be a text, not a list",
    ),
    "table for text": ("[brief.title]", "[brief] title: is to be a text, not a table"),
    "date for text": (
        "[brief]\ntitle = 2025-01-20",
        "[brief] title: is to be a text, not a date or time",
    ),
    "a NUL": ('[brief]\ntitle = "a\\u0000"', "[brief] title: holds a NUL"),
    "out of range": (
        "[brief]\nmax-words = 0",
        "[brief] max-words: ",  # the rest is in words of typer, other ones in each version
    ),
    "no choice": ('[brief]\ngroup-by = "x"', "[brief] group-by: 'x' is not one of 'topic', 'day'"),
    "refused by its parser": (
        '[brief]\nbrief-length = "2 apples"',
        "[brief] brief-length: unknown unit 'apples' in '2 apples'.",
    ),
    "refused by its family": (
        '[brief]\nlanguage = "rus"',
        "[brief] language: unknown language of labels 'rus'. Did you mean 'ru'?",
    ),
    "an output": (
        '[all]\nout = "x"',
        "[all] out: belongs to one run; give it on the command line: --out",
    ),
    "the network": (
        '[train]\nencoder = "hub:x"',
        "[train] encoder: can lead to the network; give it on the command line: --encoder",
    ),
    "a flag without a counterpart": (
        "[evaluate]\nstories = true",
        "[evaluate] stories: cannot be taken back on the command line; give it on the command",
    ),
    "one name, several options": (
        '[all]\nformat = "csv"',
        "[all] format: has another meaning in each verb; set it in their tables",
    ),
}


@pytest.mark.parametrize(("content", "reason"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_line(desk, classify, content, reason):
    desk(content)
    result = classify("brief", "pile.jsonl")
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    at = ", " if reason[0] == "[" or reason.startswith("key ") else ": "
    assert line.startswith(f"error: classify.toml{at}{reason}")
    assert classify("settings").stderr == result.stderr


def test_a_file_that_is_none(desk, classify):
    Path("classify.toml").mkdir()
    assert classify("brief", "pile.jsonl").stderr == "error: classify.toml: is no file\n"


def test_help_and_usage_come_before_a_wrong_file(desk, classify):
    desk("[[")
    shown = classify("brief", "--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Missing argument 'INPUT'" in classify("brief").stderr


def test_a_wrong_value_of_another_verb_stops_no_verb(desk, classify):
    desk("[brief]\nmax-words = 0\n")
    assert classify("read", "pile.jsonl").returncode == 0


def test_what_holds_is_shown_as_a_file(desk, classify, tmp_path):
    user = tmp_path / "user" / "classify.toml"
    assert classify("settings").stdout == f"# {user}: not there\n# classify.toml: not there\n"
    desk('[all]\nno-cache = true\n[brief]\ntitle = "Der \\"Tag\\"\\u001b"\n', "user")
    desk("[brief]\nmax-words = 30\n[predict]\nmin-precision = 0.9\nno-cache = false\n")
    shown = classify("settings").stdout
    assert shown.startswith(f"# {user}: read\n# classify.toml: read\n\n[brief]\n")
    assert f'\ntitle = "Der \\"Tag\\"\\u001b"  # {user} [brief]\n' in shown
    assert "\nmax-words = 30  # classify.toml [brief]\n" in shown
    assert (
        "\n[predict]\nno-cache = false  # classify.toml [predict]\n"
        "min-precision = 0.9  # classify.toml [predict]\n"
    ) in shown
    user.unlink()
    desk(shown)
    again = classify("settings").stdout
    assert [line.split("  #")[0] for line in again.splitlines()[2:]] == [
        line.split("  #")[0] for line in shown.splitlines()[2:]
    ]


def test_a_user_without_a_home_has_the_folders_file(desk, monkeypatch):
    def no_home(*_, **__):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(platformdirs, "user_config_path", no_home)
    assert settings_files() == (Path("classify.toml"),)


def types_of(verb, option):
    """The types that an option can have."""
    hint = get_type_hints(inspect.unwrap(COMMANDS[verb].callback))[option.parameter.name]
    return {hint, *get_args(hint)}


def test_no_path_and_no_time_may_stand_in_a_file():
    of_one_run = {
        f"{verb} {option.name}": option.why_not()
        for verb, option in OPTIONS
        if types_of(verb, option) & {Path, datetime, list[str]}
    }
    assert "brief out" in of_one_run
    reasons = {"belongs to one run", "can lead to the network"}
    assert set(of_one_run.values()) == reasons, of_one_run


@pytest.mark.parametrize(
    ("old", "new"),
    [(("brief", "--labels", "ru"), "--language"), (("predict", "--sent-on", "1"), "--accurate")],
    ids=["labels", "sent-on"],
)
def test_an_option_of_an_earlier_version_leads_to_its_new_name(classify, old, new):
    result = classify(*old, "pile.jsonl")
    assert result.returncode == 2
    assert old[1] in result.stderr
    assert new in result.stderr
