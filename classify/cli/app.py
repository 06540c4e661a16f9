"""The `classify` command: its verbs, and the one place where errors become messages."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from classify.cli import (
    audit,
    batch,
    brief,
    cache,
    evaluate,
    explain,
    fetch,
    inspect,
    predict,
    read,
    settings,
    stories,
    train,
)
from classify.cli.process import close_to_nowhere
from classify.cli.terminal import say
from classify.cli.verb import Verb
from classify.errors import ClassifyError

app = typer.Typer(
    name="classify",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb in (
    brief.brief,
    batch.batch,
    predict.predict,
    stories.stories,
    read.read,
    fetch.fetch,
    explain.explain,
    train.train,
    evaluate.evaluate,
    audit.audit,
    inspect.inspect,
):
    app.command(cls=Verb)(verb)
app.command()(settings.settings)
app.add_typer(cache.cache, name="cache")


class _ToScreen(logging.Handler):
    """Shows what the package logs as one clean line, like everything else on standard error."""

    def emit(self, record: logging.LogRecord) -> None:
        say(f"{record.levelname.lower()}: {record.getMessage()}")


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"classify {version('classify-news')}")
        raise typer.Exit


@app.callback()
def _classify(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
    no_settings: Annotated[
        bool,
        typer.Option(
            "--no-settings",
            envvar="CLASSIFY_NO_SETTINGS",
            help="Read no settings file (classify.toml).",
        ),
    ] = False,
) -> None:
    """Turn piles of news teasers into topics, stories and cited briefs. Offline, but for `fetch`.

    Start with:  classify brief listing.txt --out briefs/
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the verb that a command line asks for, and return its exit status.

    A fault that the user can mend becomes one line on standard error and status 1.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the process if not given.
    """
    if not sys.stderr.isatty():  # read when a Sentence Transformers model is loaded
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    handler = _ToScreen(logging.WARNING)
    logging.getLogger().addHandler(handler)
    try:
        app(arguments, prog_name="classify")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except ClassifyError as error:
        say(f"error: {error}")
    except OSError as error:
        if error.filename is None:
            # that of no file: what the stream holds cannot be written at exit either
            close_to_nowhere(sys.stdout)
        if not isinstance(error, BrokenPipeError):  # whose reader left (`| head`), and knows it
            where = "" if error.filename is None else f"{error.filename}: "
            say(f"error: {where}{error.strerror or error}")
    finally:
        logging.getLogger().removeHandler(handler)
    return 1
