"""The `classify` command: its verbs, and the one place where errors become messages."""

from __future__ import annotations

import logging
import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from classify.cli import (
    batch,
    caches,
    digests,
    evaluation,
    explanations,
    models,
    stories,
    teasers,
    training,
)
from classify.cli.screen import clean
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
    digests.brief,
    batch.batch,
    teasers.predict,
    stories.stories,
    teasers.read,
    explanations.explain,
    training.train,
    evaluation.evaluate,
    evaluation.audit,
    models.inspect,
):
    app.command()(verb)
app.add_typer(caches.cache, name="cache")


class _OneLine(logging.Formatter):
    """Writes what the package logs as one clean line, like everything else on standard error."""

    def format(self, record: logging.LogRecord) -> str:
        return clean(f"{record.levelname.lower()}: {record.getMessage()}")


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
) -> None:
    """Turn piles of news teasers into topics, stories and cited briefs. Offline.

    Start with:  classify brief listing.txt --out briefs/
    """


def main() -> None:
    """Run the command; a fault that the user can mend is one line and exit status 1."""
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLine())
    logging.basicConfig(handlers=[handler], level=logging.WARNING)
    if not sys.stderr.isatty():  # read when a Sentence Transformers model is loaded
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        app()
    except ClassifyError as error:
        print(f"error: {clean(str(error))}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
    except BrokenPipeError:
        # the reader of our output left (`| head`); nothing more may be written at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.filename is None:
            raise
        print(f"error: {clean(f'{error.filename}: {error.strerror}')}", file=sys.stderr)  # noqa: T201
        sys.exit(1)
