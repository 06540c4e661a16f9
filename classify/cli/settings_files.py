"""Settings files: options that one repeats, in TOML.

    [all]                      # for every verb that has the option
    model = "desk-model/"

    [brief]
    language = "ru"
    brief-length = "2 sentences"

`classify.toml` in the working folder wins over that in the user's configuration folder; within a
file a verb's own table wins over [all]. The command line wins over both.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classify.cli.settable_options import RENAMED, Option, Value, options_of
from classify.errors import SettingsError, UnknownNameError
from classify.storage import in_one_line

FILE = "classify.toml"
ALL = "all"
_APPLICATION = "classify-news"
_MAX_BYTES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a settings file says about an option of a verb."""

    option: Option
    value: Value
    file: Path
    table: str

    def check(self, command: Any) -> None:
        """Let the option refuse the value.

        Raises
        ------
        SettingsError
            Naming file, table and key.
        """
        try:
            self.option.parse(self.value, command)
        except ValueError as error:
            raise _fault(self.file, self.table, self.option.name, str(error)) from error


def settings_files() -> tuple[Path, ...]:
    """Return where settings files may lie, the one that wins last."""
    from platformdirs import user_config_path

    files = [Path(FILE)]
    with suppress(RuntimeError):  # a user without a home
        files.insert(0, user_config_path(_APPLICATION, appauthor=False) / FILE)
    return tuple(files)


def read_settings(
    commands: Mapping[str, Any], files: tuple[Path, ...] | None = None
) -> dict[str, dict[str, Setting]]:
    """Return what the settings files say, by verb and by option.

    Keys and types of all tables are checked, values are not: see `Setting.check`.

    Parameters
    ----------
    commands : mapping of str to Typer's command
        The verbs.
    files : tuple of Path, optional
        The files, the one that wins last; `settings_files()` if not given.

    Raises
    ------
    SettingsError
        If a file cannot be read, or sets what cannot be set.
    """
    contents = {file: _read(file) for file in (settings_files() if files is None else files)}
    if not any(contents.values()):
        return {}
    verbs = {name: options_of(command) for name, command in commands.items()}
    found: dict[str, dict[str, Setting]] = {name: {} for name in verbs}
    for file, content in contents.items():
        for table in sorted(content, key=lambda name: name != ALL):  # [all] first, so that it loses
            for verb, setting in _settings(file, table, content[table], verbs):
                found[verb][setting.option.name] = setting
    return {verb: settings for verb, settings in found.items() if settings}


def _read(file: Path) -> dict[str, Any]:
    """Return the tables of a file; none if it is not there."""
    import tomllib

    try:
        if not stat.S_ISREG(file.stat().st_mode):  # a pipe would be waited for
            raise SettingsError(file, "is no file")
        with file.open("rb") as stream:
            content = stream.read(_MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SettingsError(file, f"cannot be read ({error.strerror})") from error
    if len(content) > _MAX_BYTES:
        raise SettingsError(file, f"is larger than {_MAX_BYTES:,} bytes")
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SettingsError(file, f"is no UTF-8 text: byte {error.start + 1}") from error
    # of the parser's own errors, and of Python's: a number of 5,000 digits, 5,000 brackets
    except (ValueError, RecursionError) as error:
        raise SettingsError(file, f"is no TOML: {in_one_line(error)}") from error


def _settings(
    file: Path, table: str, content: object, verbs: Mapping[str, Mapping[str, Option]]
) -> Iterator[tuple[str, Setting]]:
    """Give what a table sets, for each verb that it holds for."""
    known = [ALL, *(verb for verb, options in verbs.items() if options)]
    if not isinstance(content, dict):
        raise SettingsError(
            file, f"options stand in tables, such as [{ALL}] or [brief]", item=f"key {table!r}"
        )
    if table not in known:
        raise SettingsError(file, str(UnknownNameError("table", table, known)))
    for key, value in content.items():
        having = [verb for verb in verbs if table in (ALL, verb) and key in verbs[verb]]
        option = _option(file, table, key, [verbs[verb][key] for verb in having], verbs)
        try:
            right = option.check_type(value)
        except ValueError as error:
            raise _fault(file, table, key, str(error)) from error
        for verb in having:
            yield verb, Setting(option=verbs[verb][key], value=right, file=file, table=table)


def _option(
    file: Path,
    table: str,
    key: str,
    options: list[Option],
    verbs: Mapping[str, Mapping[str, Option]],
) -> Option:
    """Return the option that a key of a table names; refuse what may not stand there."""
    if not options:
        tables = verbs.values() if table == ALL else [verbs[table]]
        named = [one for known in tables for one in known.values()]
        if RENAMED.get(key) in {one.name for one in named}:
            raise _fault(file, table, key, f"is now {RENAMED[key]}")
        settable = {one.name for one in named if not one.why_not()}
        raise SettingsError(file, str(UnknownNameError("option", key, settable)), item=f"[{table}]")
    reason = next(filter(None, (one.why_not() for one in options)), None)
    if reason:
        raise _fault(file, table, key, f"{reason}; give it on the command line: --{key}")
    if any(one != options[0] for one in options):
        raise _fault(file, table, key, "has another meaning in each verb; set it in their tables")
    return options[0]


def _fault(file: Path, table: str, key: str, reason: str) -> SettingsError:
    return SettingsError(file, reason, item=f"[{table}] {key}")
