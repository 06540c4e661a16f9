import numpy as np
import pytest

from classify.encoders import load_encoder
from classify.stories import StorySettings, find_pair_model, find_stories, read_lexicon
from classify.stories.place_clashes import PlaceClashes

TWINS = [
    ("Three die as ferry overturns off Samsun", "A ferry overturned off Samsun, rescuers said."),
    ("Nine die as ferry overturns off Batumi", "A ferry overturned off Batumi, rescuers said."),
    ("Students arrested at march in Lagos", "Police arrested 30 students at a march in Lagos."),
    ("Students arrested at march in Nairobi", "Police arrested 8 students at a march in Nairobi."),
]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (TWINS[0][0], TWINS[1][0], True),
        (TWINS[2][1], TWINS[3][1], True),
        (TWINS[0][0], TWINS[0][1], False),
        # a name is shared
        ("Drones from Iran hit depot in Kyiv", "Drones from Iran hit depot in Lviv", False),
        ("Ferry overturns", "Ferry overturns off Batumi", False),  # one names no place
    ],
)
def test_places_clash_where_no_name_is_shared(one, other, clash):
    found = PlaceClashes([one, other]).of(np.array([0]), np.array([1]))
    assert found.tolist() == [clash]


@pytest.mark.parametrize("name", ["teaser-encoder", "teaser-static"])
def test_like_events_in_other_places_are_stories_of_their_own(name):
    encoder = load_encoder(name)
    model, _ = find_pair_model(encoder)
    headlines, texts = (list(part) for part in zip(*TWINS, strict=True))
    groups = find_stories(
        encoder.encode([f"{one}. {other}" for one, other in TWINS]),
        read_lexicon(headlines, texts, model.background),
        np.zeros(len(TWINS)),
        headlines,
        StorySettings(),
        pair_model=model,
        publishers=["Post", "Gazette"] * 2,
    )
    assert all(len(group.members) == 1 for group in groups)
