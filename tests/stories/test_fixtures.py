import numpy as np
import pytest

from classify.stories.fixtures import Fixtures


def clash(one, other):
    return bool(Fixtures([one, other]).of(np.array([0]), np.array([1]))[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LIVE: Hask vs Vorin – Cup qualifier", "LIVE: Telmar vs Duplek – Cup qualifier"),
        ("Hask v Vorin: teams and start", "Hask v Telmar: teams and start"),
        ("Court hears Panshore v. Mubri", "Court hears Gansk v. Rinland"),
    ],
)
def test_two_fixtures_are_two_events(one, other):
    assert clash(one, other)
    assert clash(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hask vs Vorin – Cup qualifier", "Vorin v Hask ends in a draw"),
        ("AC Hask vs Real Vorin: line-ups", "Hask versus Vorin: what to know"),
        ("Hask vs Vorin – Cup qualifier", "Tonight: Telmar vs Duplek, Hask vs Vorin"),
        ("Hask vs Vorin – Cup qualifier", "Telmar beat Duplek in the cup"),
        ("Ministers argue over the budget", "Ministers argue over the budget again"),
    ],
)
def test_what_may_be_one_fixture_does_not_clash(one, other):
    assert not clash(one, other)


def test_no_pairs_are_no_clashes():
    assert Fixtures([]).of(np.zeros(0, dtype=int), np.zeros(0, dtype=int)).shape == (0,)
