"""Some of many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def evenly_spaced(n: int, n_wanted: int) -> NDArray[np.int64]:
    """Choose some of n rows, as far from each other as can be: nothing is drawn at random.

    Returns
    -------
    rising int array of shape (min(n, n_wanted),)
    """
    return np.linspace(0, n - 1, min(n, n_wanted)).round().astype(np.int64)
