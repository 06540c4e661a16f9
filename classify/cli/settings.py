"""The verb that shows settings: settings."""

from __future__ import annotations

import json

import typer

from classify.cli.settable_options import Value
from classify.cli.settings_files import FILE, Setting, read_settings, settings_files
from classify.cli.terminal import clean, put
from classify.cli.verb import NO_SETTINGS


def settings(context: typer.Context) -> None:
    """Show the options that settings files set, and where each comes from.

    Options that you repeat can stand in classify.toml: in the working folder, or in your
    configuration folder. What is printed is such a file.

    Example: classify settings

    Example: classify --no-settings settings
    """
    group = context.parent
    if group is None or group.params.get(NO_SETTINGS):
        put("# settings files are switched off (--no-settings)\n", None)
        return
    commands = getattr(group.command, "commands", {})
    files = settings_files()
    found = read_settings(commands, files)
    for verb, of_verb in found.items():
        for setting in of_verb.values():
            setting.check(commands[verb])
    lines = [f"# {clean(str(file))}: {'read' if file.exists() else 'not there'}" for file in files]
    for verb, of_verb in found.items():
        lines += ["", f"[{verb}]", *(_line(one) for one in of_verb.values())]
    put("\n".join(lines) + "\n", None)


def _line(setting: Setting) -> str:
    place = "" if setting.file.name == str(setting.file) else f"{setting.file.parent}/"
    where = clean(f"{place}{FILE} [{setting.table}]")
    return f"{setting.option.name} = {_toml(setting.value)}  # {where}"


def _toml(value: Value) -> str:
    """Write a value in TOML, on one line and without control characters."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in quoted)
