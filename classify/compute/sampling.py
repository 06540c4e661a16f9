"""Evenly spaced samples."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def evenly_spaced(n: int, n_wanted: int) -> NDArray[np.int64]:
    """Choose evenly spaced rows of n; nothing is random.

    Returns
    -------
    rising int array of shape (min(n, n_wanted),)
    """
    return np.linspace(0, n - 1, min(n, n_wanted)).round().astype(np.int64)
