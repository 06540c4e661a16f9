"""Text to tallies: how many were killed, injured, detained. English only."""

from classify.tallies.reading import KINDS, Tally, read_tallies

__all__ = ["KINDS", "Tally", "read_tallies"]
