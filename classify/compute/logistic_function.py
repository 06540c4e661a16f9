"""The logistic function."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def logistic(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn log-odds into probabilities, without overflow; any shape."""
    probabilities: NDArray[np.float64] = 0.5 * (1 + np.tanh(0.5 * log_odds))
    return probabilities
