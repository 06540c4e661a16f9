"""Numeric ground without news in it: logistic function, trees, threads, arrays as text."""

from classify.compute.arrays import array_to_text, check_arrays, hash_arrays, text_to_array
from classify.compute.boosted_trees import BoostedTrees, TreeScorer
from classify.compute.logistic_function import logistic
from classify.compute.processes import in_processes
from classify.compute.progress import Progress
from classify.compute.sampling import evenly_spaced
from classify.compute.threads import done_in_threads, in_threads, one_blas_thread
from classify.compute.union_find import UnionFind, connected_components

__all__ = [
    "BoostedTrees",
    "Progress",
    "TreeScorer",
    "UnionFind",
    "array_to_text",
    "check_arrays",
    "connected_components",
    "done_in_threads",
    "evenly_spaced",
    "hash_arrays",
    "in_processes",
    "in_threads",
    "logistic",
    "one_blas_thread",
    "text_to_array",
]
