"""What is known of a digest: hashes of what went in."""

import dataclasses

import pytest

from classify.digests import DigestLayout, state_provenance
from classify.records import Correction
from tests.builders import WordEncoder, teaser

SHIP, HIVE = teaser("Ship enters harbour"), teaser("Hive swarms")
SAME = Correction(kind="same", teasers=(SHIP.id, HIVE.id))


def stated(teasers=(SHIP, HIVE), corrections=(), layout=None, config=(1, "a")):
    return state_provenance(
        teasers,
        corrections,
        layout or DigestLayout(),
        WordEncoder(),
        model="desk",
        model_sha256="5" * 64,
        config=config,
    )


def test_says_what_it_was_made_with():
    found = stated()
    assert (found.model, found.model_sha256) == ("desk", "5" * 64)
    assert (found.encoder, found.encoder_sha256) == ("words", "0" * 64)
    assert found == stated()


@pytest.mark.parametrize(
    "other",
    [
        {"corrections": (SAME,)},
        {"corrections": (dataclasses.replace(SAME, kind="different"),)},
        {"layout": DigestLayout(max_words=40)},
        {"config": (1, "b")},
    ],
    ids=["correction", "other correction", "layout", "settings"],
)
def test_another_wish_is_another_configuration(other):
    hashes = [stated(**wish).config_sha256 for wish in ({}, {"corrections": (SAME,)})]
    found = stated(**other)
    assert found.config_sha256 != hashes[0]
    assert (found.config_sha256 == hashes[1]) == (other == {"corrections": (SAME,)})
    assert found.input_sha256 == stated().input_sha256


def test_other_teasers_are_another_input():
    assert stated(teasers=(SHIP,)).input_sha256 != stated().input_sha256
    assert stated(teasers=(SHIP,)).config_sha256 == stated().config_sha256
