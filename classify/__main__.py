"""Lets `python -m classify` do what `classify` does."""

from classify.cli import main

main()
