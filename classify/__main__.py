"""Lets `python -m classify` do what `classify` does."""

from classify.cli import main

if __name__ == "__main__":  # processes that work on digests import this file too
    main()
