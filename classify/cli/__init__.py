"""The command line: a skin over `TeaserPipeline` and the readers, without rules of its own."""

from classify.cli.process import main

__all__ = ["main"]
