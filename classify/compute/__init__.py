"""Numeric ground without news in it: trees, threads, processes, arrays as text."""

from classify.compute.arrays import array_to_text, check_arrays, text_to_array
from classify.compute.boosted_trees import BoostedTrees, TreeScorer
from classify.compute.processes import in_processes
from classify.compute.threads import done_in_threads, in_threads, one_blas_thread

__all__ = [
    "BoostedTrees",
    "TreeScorer",
    "array_to_text",
    "check_arrays",
    "done_in_threads",
    "in_processes",
    "in_threads",
    "one_blas_thread",
    "text_to_array",
]
