from datetime import UTC, datetime

import pytest

from classify.readers.listing.layout import dates_lead, settle
from classify.readers.listing.lines import LineKind, classify_lines

AS_OF = datetime(2025, 1, 20, 12, tzinfo=UTC)
H = "Ferry to Gotland turns back in heavy swell"
G = "Tractor plant puts its staff on a short week"
P = "All passengers are safe, the line said."
B = "Bread gets dearer in the markets of Brest"
D = "Jan 18, 2025"
CAPTIONED = [H, "0", "", H, "", P]


def lines(*texts: str):
    return classify_lines("\n".join(texts), AS_OF)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([D, "", H, "", P, "", D, "", G, "", P], True, id="above"),
        pytest.param([H, "", P, "", D, "", G, "", P, "", D], False, id="below"),
        pytest.param(
            [H, P, D, "", G, P, D, "", "More to explore here"], False, id="close to above"
        ),
        pytest.param([H, "", P, "", D, G, "", P, "", D, H], True, id="close to below"),
        pytest.param([D, "", H, P, D, "", G, P, D], False, id="the page's own date on top"),
    ],
)
def test_which_item_a_date_belongs_to(texts: list[str], expected: bool):
    assert dates_lead(lines(*texts)) is expected


@pytest.mark.parametrize(
    ("texts", "captions"),
    [
        pytest.param([H, "0", "", H, "", P], 1, id="repeated"),
        pytest.param([H[:30], "0", "", H, "", P], 1, id="cut"),
        pytest.param([*CAPTIONED, G, "0", "", B, "", P], 2, id="of another article"),
        pytest.param([*CAPTIONED, "A crane in the harbour.", "0", "", G, "", P], 2, id="sentence"),
        pytest.param([H, "", P, "12", "", G, "", P, "3"], 0, id="counts below texts"),
        pytest.param([H, "12", "", G, "3", "", B], 0, id="bare headlines"),
        pytest.param([H, G, B, P], 0, id="list of headlines"),
    ],
)
def test_captions_are_taken_away(texts: list[str], captions: int):
    before = lines(*texts)
    n_before = sum(line.is_wording for line in before)
    assert n_before - sum(line.is_wording for line in settle(before)) == captions


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([H, D, P, "", G, D, "Two lines will stand still"], id="like the other texts"),
        pytest.param([H, "", P, "", D, "", G, "", P[:-1] + ", and the crew", "", D], id="dated"),
        pytest.param(
            ["Ferry turns back at Gotland", P[:-1] + " after a long night at sea", "", G],
            id="the longer of two",
        ),
    ],
)
def test_texts_without_a_full_stop(texts: list[str]):
    kinds = [line.kind for line in settle(lines(*texts)) if line.is_wording]
    assert kinds[1] is LineKind.PROSE
    assert len(kinds) < 4 or kinds[3] is LineKind.PROSE
