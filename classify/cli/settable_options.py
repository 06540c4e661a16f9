"""Which options of a verb may stand in a settings file, and what their values are there.

Every option may but those that belong to one run: what names a file or folder that is read or
written, and the time of the input. Nor may `--encoder` and `--allow-private`, which can lead to the
network, nor a flag that the command line could not take back, such as `--fetch`.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeGuard, get_args, get_type_hints

import typer

from classify.errors import ClassifyError

Value: TypeAlias = bool | int | float | str

RENAMED: Mapping[str, str] = {"labels": "language", "sent-on": "accurate-share"}
"""Options of earlier versions and what they are called now."""
_OF_ONE_RUN = frozenset({"FILE", "FOLDER", "FILE|FOLDER", "DIGEST", "TIME"})
_TO_NETWORK = frozenset({"ENCODER", "HOST"})
_KINDS: Mapping[type, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """An option of a verb, as far as settings files are concerned."""

    name: str
    """As on the command line, without dashes in front, such as "max-words"."""
    kind: type
    """What its value is in TOML: bool, int, float or str."""
    metavar: str
    help: str
    parameter: Any = field(compare=False)
    """The option as Typer has it."""

    def why_not(self) -> str | None:
        """Return why it may not stand in a settings file, or None if it may."""
        if self.metavar in _OF_ONE_RUN:
            return "belongs to one run"
        if self.metavar in _TO_NETWORK:
            return "can lead to the network"
        if self.kind is bool and not self.parameter.secondary_opts:
            return "cannot be taken back on the command line"
        return None

    def check_type(self, value: object) -> Value:
        """Return a value from TOML if it is of the option's type.

        Raises
        ------
        ValueError
            If it is of another one.
        """
        allowed = (int, float) if self.kind is float else self.kind
        is_right = isinstance(value, allowed) and isinstance(value, bool) is (self.kind is bool)
        if not is_right:
            raise ValueError(f"is to be {_KINDS[self.kind]}, not {_described(value)}")
        if isinstance(value, str) and "\0" in value:
            raise ValueError("holds a NUL")
        return value  # type: ignore[return-value]  # of the kind, as was just seen

    def as_given(self, value: Value) -> bool | str:
        """Return a value as it would stand on the command line."""
        if isinstance(value, bool):
            return value
        # a shell would write the home folder out
        return str(Path(value).expanduser()) if self._is_in_home(value) else str(value)

    def _is_in_home(self, value: Value) -> TypeGuard[str]:
        return self.metavar == "MODEL" and isinstance(value, str) and value.startswith("~/")

    def parse(self, value: Value, command: Any) -> None:
        """Let the option itself refuse a value, as it would on the command line.

        Raises
        ------
        ValueError
            Saying what is wrong with it.
        """
        try:
            self.parameter.process_value(typer.Context(command), self.as_given(value))
        except typer.BadParameter as error:
            raise ValueError(error.message.removeprefix("Value error, ")) from error
        except ClassifyError as error:
            raise ValueError(str(error)) from error


def options_of(command: Any) -> dict[str, Option]:
    """Return the options of a verb by their names, whether they may stand in a file or not.

    Parameters
    ----------
    command : Typer's command
    """
    hints = get_type_hints(inspect.unwrap(command.callback)) if command.callback else {}
    options = {}
    for parameter in command.params:
        name = parameter.opts[0].removeprefix("--")
        if parameter.param_type_name == "option" and parameter.name in hints:
            options[name] = Option(
                name=name,
                kind=_kind(hints[parameter.name]),
                metavar=parameter.metavar or "",
                help=parameter.help or "",
                parameter=parameter,
            )
    return options


def _kind(hint: Any) -> type:
    """Return what an option of this type is in TOML; all that has a parser is text."""
    kinds = {hint, *get_args(hint)}
    return next((kind for kind in (bool, int, float) if kind in kinds), str)


def _described(value: object) -> str:
    """Name a value's type; the value itself may be long, or nested deeply."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return _KINDS.get(type(value), "a date or time")
