import numpy as np
import pytest

from classify.stories.serial_columns import SerialColumns

MONDAY = "Harvest prices rise\nPrices rose on Monday."
TUESDAY = "Harvest prices fall\nPrices fell on Tuesday."


@pytest.mark.parametrize(
    ("passages", "publishers", "days", "is_serial"),
    [
        ((MONDAY, TUESDAY), (1, 1), (0, 1), True),
        (("Markets: calm\n", "MARKETS: storm\n"), (1, 1), (0, 1), True),
        (("Quiz | What was new\n", "Quiz | What is new\n"), (1, 1), (3, 0), True),
        ((MONDAY, TUESDAY), (1, 2), (0, 1), False),
        ((MONDAY, TUESDAY), (-1, -1), (0, 1), False),
        ((MONDAY, TUESDAY), (1, 1), (0, 0), False),
        ((MONDAY, TUESDAY), (1, 1), (0, np.nan), False),
        ((MONDAY, MONDAY), (1, 1), (0, 1), False),
        (("Markets: calm\n", "Ferries: calm\n"), (1, 1), (0, 1), False),
        ((MONDAY, "Harvest prices\nThey fell."), (1, 1), (0, 1), False),
    ],
)
def test_two_numbers_of_one_column(passages, publishers, days, is_serial):
    columns = SerialColumns(passages, np.array(publishers), np.array(days, dtype=float))
    assert columns.of(np.array([0]), np.array([1])).tolist() == [is_serial]
