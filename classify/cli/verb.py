"""A verb of the command line, which takes its defaults from settings files."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand

from classify.cli.settable_options import RENAMED
from classify.cli.settings_files import Setting, read_settings
from classify.errors import SettingsError

NO_SETTINGS = "no_settings"
"""Parameter of the whole command that switches settings files off."""


class Verb(TyperCommand):
    """A command whose options may stand in settings files."""

    def make_context(
        self, info_name: Any, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        """Parse a verb's arguments; what they do not say, settings files do.

        Raises
        ------
        SettingsError
            If a settings file cannot be read, or sets what cannot be set.
        """
        if parent is None or parent.params.get(NO_SETTINGS):
            return super().make_context(info_name, args, parent, **extra)
        try:
            settings = read_settings(parent.command.commands).get(str(self.name), {})
            for setting in settings.values():
                setting.check(self)
        except SettingsError:
            super().make_context(
                info_name, list(args), parent, **extra
            )  # --help is given all the same
            raise
        return super().make_context(
            info_name, args, parent, default_map=_defaults(settings), **extra
        )

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse arguments; a name that an option had in an earlier version leads to the new one."""
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            old = str(getattr(error, "option_name", "")).removeprefix("--")
            new = f"--{RENAMED.get(old)}"
            # Typer does not give out the class of its error for an option that there is not
            if hasattr(error, "possibilities") and any(new in one.opts for one in self.params):
                error.possibilities = [new]
            raise


def _defaults(settings: dict[str, Setting]) -> dict[str, Any]:
    """Return settings by the names that Typer has for options."""
    return {one.option.parameter.name: one.option.as_given(one.value) for one in settings.values()}
