import dataclasses
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import ReadError
from classify.records import RunningStories
from classify.stories import check_made_with, follow
from classify.stories.finder import story_id
from tests.builders import MONDAY, story, teaser

DAYS = [MONDAY + timedelta(days=day) for day in range(30)]
A, B, C, D, E, F = (
    teaser(f"Teaser {name}", id=f"t{name}", hours=hour) for hour, name in enumerate("abcdef")
)


def grouped(*groups):
    """Stories as the grouping gives them: each with the id of its founder."""
    return [dataclasses.replace(story(*group), id=story_id(group[0].id)) for group in groups]


def feed(previous, *groups, at=DAYS[0]):
    running = follow(grouped(*groups), previous, as_of=at, window_days=5, made_with="x")
    events = [(event.kind, event.story, event.teasers, event.others) for event in running.events]
    return running, events


def test_stories_of_another_model_are_not_gone_on_with():
    first, _ = feed(None, [A])
    check_made_with(None, "y", model="desk")
    check_made_with(first, "x", model="desk")
    with pytest.raises(ReadError, match="were made with another model or version of it than desk"):
        check_made_with(first, "y", model="desk")


def test_stories_open_and_grow_under_one_id():
    first, events = feed(None, [A, B], [C])
    ab, c = (one.id for one in first.stories)
    assert events == [("opened", ab, ("ta", "tb"), ()), ("opened", c, ("tc",), ())]
    second, events = feed(first, [A, B, D], [C])
    assert [one.id for one in second.stories] == [ab, c]
    assert events == [("grew", ab, ("td",), ())]


def test_a_teaser_that_says_something_else_updates_its_story():
    first, _ = feed(None, [A, B], [C])
    ab = first.stories[0].id
    rewritten = dataclasses.replace(A, headline="Teaser a, with news")
    second, events = feed(first, [rewritten, B, D], [C])
    assert events == [("grew", ab, ("td",), ()), ("updated", ab, ("ta",), ())]
    assert second.stories[0].teasers[0].headline == "Teaser a, with news"
    third, events = feed(second, [rewritten, B, D], [C])
    assert events == []
    shorter = dataclasses.replace(A, headline="teaser A, with news!")
    assert feed(third, [shorter, B, D], [C])[1] == []


def test_an_older_teaser_does_not_change_the_id():
    first, _ = feed(None, [B])
    second, events = feed(first, [A, B])
    assert second.stories[0].id == story_id("tb")
    assert events == [("grew", story_id("tb"), ("ta",), ())]


def test_of_two_stories_in_one_the_older_id_lives():
    first, _ = feed(None, [A], [B, C])
    second, events = feed(first, [A, B, C, D])
    (joint,) = second.stories
    assert joint.id == story_id("ta")
    assert second.aliases == {story_id("tb"): joint.id}
    assert [event[0] for event in events] == ["merged", "grew"]
    assert events[0][2:] == (("tb", "tc"), (story_id("tb"),))
    third, _ = feed(
        RunningStories(
            as_of=DAYS[0],
            made_with="x",
            stories=(story(E), *second.stories),
            aliases=second.aliases,
        ),
        [E, A, B, C, D],
    )
    assert third.aliases == {story_id("tb"): f"s-{E.id}", joint.id: f"s-{E.id}"}


def test_the_greater_part_of_a_split_keeps_the_id():
    first, _ = feed(None, [A, B, C])
    old = first.stories[0].id
    second, events = feed(first, [A], [B, C])
    new, kept = (one.id for one in second.stories)
    assert kept == old
    assert new not in {old, story_id("tb")}  # the founder's own id is taken
    assert events == [("split", new, ("ta",), (old,))]


def test_a_teaser_that_goes_over_to_another_story():
    first, _ = feed(None, [A, B, C], [D, E])
    abc, de = (one.id for one in first.stories)
    second, events = feed(first, [A, B], [C, D, E])
    assert [one.id for one in second.stories] == [abc, de]
    assert events == [("moved", de, ("tc",), (abc,))]


def test_a_quiet_story_closes_and_takes_its_aliases_along():
    first, _ = feed(None, [A], [B])
    second, _ = feed(first, [A, B])
    third, events = feed(second, [A, B], at=DAYS[8])
    assert third.stories == ()
    assert [one.id for one in third.closed] == [story_id("ta")]
    assert third.aliases == {}
    assert events == [("closed", story_id("ta"), ("ta", "tb"), ())]


def test_an_undated_teaser_counts_from_its_arrival():
    undated = teaser("Undated", id="tu", hours=None)
    first, _ = feed(None, [undated])
    second, _ = feed(first, [undated], at=DAYS[6])
    assert len(second.stories) == 1
    assert second.arrived == {"tu": DAYS[0]}
    third, _ = feed(second, [undated], at=DAYS[9])
    assert (third.stories, third.arrived) == ((), {})


@given(st.lists(st.lists(st.integers(0, 3), min_size=6, max_size=6), min_size=1, max_size=5))
def test_ids_are_never_shared_nor_lost(history):
    running = None
    for labels in history:
        members = {}
        for one, label in zip((A, B, C, D, E, F), labels, strict=True):
            members.setdefault(label, []).append(one)
        before = {one.id for one in running.stories} if running else set()
        running, _ = feed(running, *members.values())
        ids = [one.id for one in running.stories]
        assert len(set(ids)) == len(ids)
        assert not set(ids) & set(running.aliases)
        assert set(running.aliases.values()) <= set(ids)
        assert before <= set(ids) | set(running.aliases)  # every old id still leads somewhere


def test_a_time_that_is_no_midnight():
    assert feed(None, [A], at=datetime(2025, 1, 20, 23, 59, 1, tzinfo=UTC))[0].stories
