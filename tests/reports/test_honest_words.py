"""What a digest says of what it could not read, of dates, and of topics under even chance."""

from __future__ import annotations

import dataclasses

import pytest

from classify.records import TopicReason, WordEffect
from classify.reports.digests.words import digest_words
from classify.reports.explanations import ExplanationWords
from classify.reports.phrases import ENGLISH_PHRASES as PHRASES
from classify.reports.translation import ENGLISH

from .builders import empty_digest, item, small_digest

WORDS = digest_words(ENGLISH)


@pytest.mark.parametrize(
    ("probability", "words"),
    [(0.1, "possible, 10%"), (0.44, "possible, 44%"), (0.5, "roughly even chance, 50%"),
     (0.9, "very likely, 90%")],
)  # fmt: skip
def test_an_assigned_topic_is_never_unlikely(probability, words):
    assert PHRASES.topic_likelihood(probability) == words


def counted(digest, **counts):
    return dataclasses.replace(digest, counts=dataclasses.replace(digest.counts, **counts))


def covered(digest, **facts):
    return dataclasses.replace(digest, coverage=dataclasses.replace(digest.coverage, **facts))


def test_what_is_in_another_language_is_not_called_insignificant():
    digest = counted(empty_digest(), n_foreign=106, n_teasers=106)
    words = WORDS.remarks.nothing_words(digest)
    assert words.startswith("106 of 106 teasers are in a language that the model does not read")
    assert "Nothing significant" not in words


def test_what_could_not_be_read_is_not_called_insignificant():
    words = WORDS.remarks.nothing_words(counted(empty_digest(), n_unreadable=2))
    assert words.startswith("2 items or inputs could not be read")
    assert "Nothing significant" in WORDS.remarks.nothing_words(empty_digest())


def test_dates_after_the_digest_are_named():
    digest = covered(
        small_digest(item(1, "Storm hits coast")),
        published_later=("Ferry sails",),
        doubts=tuple(f"a.jsonl, line {n}: lies after" for n in range(1, 8)),
    )
    lines = " ".join(WORDS.gaps.lines(digest))
    assert "1 teaser is dated after the time that this digest speaks from: Ferry sails." in lines
    assert "7 dates were not used: a.jsonl, line 1: lies after; " in lines
    assert lines.count("lies after") == 5
    assert "; and 2 more" in lines


def test_log_odds_stand_where_no_word_moves_a_probability():
    words = tuple(
        WordEffect(text=text, spans=(), change=change, log_odds=log_odds)
        for text, change, log_odds in (
            ("vote", 0.2, 1.5),
            ("ballot", 0.0004, 1.2),
            ("a", 0.0, -0.4),
        )
    )
    reason = TopicReason(topic="politics", probability=1.0, threshold=0.5, words=words)
    assert ExplanationWords(PHRASES).words_by_side(reason.words) == [
        ("for", "vote (+20), ballot (+1.2 log-odds)"),
        ("against", "a (-0.4 log-odds)"),
    ]
