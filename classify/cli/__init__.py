"""The command line: a skin over `TeaserPipeline` and the readers, without rules of its own."""

from classify.cli.app import main

__all__ = ["main"]
