"""A plan to many digests."""

from classify.batch.plan import read_plan
from classify.batch.runner import Issue, run_plan

__all__ = [
    "Issue",
    "read_plan",
    "run_plan",
]
