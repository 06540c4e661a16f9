"""Figures of two events that stand in one story by mistake are not compared."""

from itertools import permutations

import pytest

from classify.corroboration import find_clashes, is_overtaken
from tests.builders import teaser


def kinds(*reports):
    """Notes on texts that were published one after the other."""
    teasers = [
        teaser(headline, text, hours=hours, outlet=f"Outlet {hours}")
        for hours, (headline, text) in enumerate(reports)
    ]
    notes = {find_clashes(order) for order in permutations(teasers)}
    assert len(notes) == 1
    return [(note.what, note.kind) for note in notes.pop()]


TWINS = {
    "boats": (
        ("Three dead as dinghy sinks off Samos", "Three people died when it sank off Samos."),
        ("Nine dead as dinghy sinks off Malta", "Nine people died when it sank off Malta."),
    ),
    "rallies": (
        ("Police detain 8 at march in Baku", "Police detained 8 people at a march in Baku."),
        ("Police detain 30 at march in Yerevan", "They detained 30 people at a march in Yerevan."),
    ),
    "the place in another sentence": (
        ("Two killed as bus hits wall", "A bus hit a wall in Brno. Two people were killed."),
        ("Five dead as bus hits house", "A bus hit a house in Zlin. Five people were killed."),
    ),
    "the place opens the headline": (
        ("Tbilisi police detain 4", "Police detained 4 people at the parliament."),
        ("Minsk police detain 9", "Police detained 9 people at the theatre."),
    ),
    "a country in common": (
        ("Sumy strike kills 3 in Ukraine", "A drone killed 3 people in Ukraine's Sumy."),
        ("Odesa strike kills 8 in Ukraine", "A missile killed 8 people in Ukraine's Odesa."),
    ),
    "one place, two events": (
        ("Bus crash in Hask kills 2", "Two people were killed when a bus overturned in Hask."),
        ("Cholera in Hask kills 20", "Cholera has killed 20 people in Hask."),
    ),
    "several attacks and one": (
        ("Attacks across Hask kill 30", "Attacks across Hask killed 30 people."),
        ("Attack on Hask train kills 5", "The attack on a train in Hask killed 5 people."),
    ),
    "title case": (
        ("Two Killed In Brno Mall Shooting", "Police searched the mall."),
        ("Five Killed In Turin Mall Shooting", "Police sealed the mall."),
    ),
    "who strikes in common": (
        ("Sumy shelling kills two", "Russian shelling of Sumy killed two people."),
        ("Odesa shelling kills four", "Russian shelling of Odesa killed four people."),
    ),
    "another attack": (
        ("Strike on Hask kills 3", "A strike on Hask killed 3 people."),
        ("Another strike on Hask kills 7", "Another strike on Hask killed 7 people."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", TWINS.values(), ids=TWINS)
def test_like_events_are_not_compared(pair):
    assert kinds(*pair) == []


SAME = {
    "one names no place": (
        ("Three dead as dinghy sinks off Samos", "Three people died when it sank off Samos."),
        ("Toll rises to nine", "Nine people died when it sank, divers said."),
    ),
    "an adjective and its country": (
        ("Bus crash in Poland kills 3", "Three people were killed in Poland."),
        ("Polish bus crash: 5 dead", "Five people were killed in the Polish crash."),
    ),
    "one place in more detail": (
        ("Flood kills 3 in Tarn", "Floods killed 3 people in Tarn."),
        ("Flood kills 9 in Tarn", "Floods killed 9 people in the Tarn city of Hask."),
    ),
    "other people speak": (
        ("Hask fire kills 3", "Three people were killed in Hask, Mayor Iva Sorn said."),
        ("Hask fire kills 5", "Five people were killed in Hask, Governor Ralo Beck said."),
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_reports_of_one_event_still_are(pair):
    assert [kind for _, kind in kinds(*pair)] == ["updated"]


def test_a_stranger_does_not_hide_what_the_others_say():
    hask = [
        ("Hask blast kills 3", "A blast in Hask killed 3 people."),
        ("Hask blast kills 12", "A blast in Hask killed 12 people."),
        ("Hask blast toll", "The blast in Hask killed 12 people."),
    ]
    assert kinds(*hask, ("Talva blast kills 40", "A blast in Talva killed 40 people.")) == [
        ("killed", "updated")
    ]


def test_a_denied_figure_is_no_newer_state_and_overtakes_nothing():
    count = teaser("Depot fire kills 9", "The fire at the Hask depot killed 9 people.", hours=1)
    rumour = teaser("Fire kills 70, says channel", "The Hask fire killed 70 people.", hours=2)
    denial = teaser(
        "Ministry rejects toll", "It denied that 70 people were killed in the Hask fire.", hours=3
    )
    assert [note.kind for note in find_clashes([count, rumour])] == ["updated"]
    for teasers in ([count, denial], [count, rumour, denial]):
        assert find_clashes(teasers) == ()


def test_a_like_figure_of_another_teaser_is_not_overtaken():
    old = teaser("Hask blast kills 3", "A blast in Hask killed 3 people.", hours=1)
    new = teaser("Hask blast kills 12", "A blast in Hask killed 12 people.", hours=5)
    stranger = teaser("Talva blast kills 3", "A blast in Talva killed 3 people.", hours=3)
    notes = find_clashes([old, new, stranger])
    assert is_overtaken(old.text, old.id, notes)
    assert not is_overtaken(stranger.text, stranger.id, notes)
