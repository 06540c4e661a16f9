"""Explanations of topics: the words that matter, and the most similar labelled teasers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from classify.compute import logistic, one_blas_thread
from classify.encoders import CheckedEncoder
from classify.records import Explanation, Span, Teaser, TopicReason, WordEffect
from classify.topics.cascade import FirstLook
from classify.topics.head import TopicHead
from classify.topics.nearest_examples import Examples

_WORD = re.compile(r"\w[\w'’-]*")
_N_TRIED = 8
"""Number of words that are removed in turn: all of them would take a quarter of a second."""
_LEAST_EFFECT = 0.1  # log-odds


@one_blas_thread()
def explain(
    teaser: Teaser,
    encoder: CheckedEncoder,
    head: TopicHead,
    first_look: FirstLook | None,
    examples: Examples,
    *,
    n_words: int,
    n_examples: int,
) -> Explanation:
    """Explain the topics of one teaser.

    Words are removed one at a time, at all their positions (occlusion; Zeiler & Fergus, Visualizing
    and understanding convolutional networks, 2014). Those with the largest effect on the first look
    are then removed for the whole model, and only its effects are reported.

    Parameters
    ----------
    teaser : Teaser
    encoder, head, first_look, examples
        The parts of a classifier.
    n_words, n_examples : int
        How many to show at most.
    """
    passage = teaser.passage
    words = _worth_trying(first_look, passage)
    texts = [passage, *(_without(passage, spans) for spans in words.values())]
    vectors = encoder.encode(texts)
    opinions = first_look.log_odds(texts) if first_look else None
    log_odds = head.log_odds(texts, vectors, opinions)
    (prediction,) = head.conclude([teaser], vectors[:1], log_odds[:1])
    keys = head.taxonomy.keys
    shown = prediction.topics or (max(keys, key=prediction.probabilities.__getitem__),)
    return Explanation(
        teaser_id=teaser.id,
        passage=passage,
        prediction=prediction,
        reasons=tuple(
            TopicReason(
                topic=topic,
                probability=prediction.probabilities[topic],
                threshold=float(head.topics.thresholds[keys.index(topic)]),
                words=_effects(passage, words, log_odds[:, keys.index(topic)])[:n_words],
            )
            for topic in shown
        ),
        examples=examples.nearest(vectors[0], n_examples),
    )


def _worth_trying(first_look: FirstLook | None, passage: str) -> dict[str, tuple[Span, ...]]:
    """Select the words with the largest effect on the first look, with positions, in order."""
    words: dict[str, tuple[Span, ...]] = {}
    for found in _WORD.finditer(passage):
        key = found.group().casefold()
        words[key] = (*words.get(key, ()), found.span())
    if len(words) <= _N_TRIED or first_look is None:
        return dict(list(words.items())[: 4 * _N_TRIED])
    texts = [passage, *(_without(passage, spans) for spans in words.values())]
    log_odds = first_look.log_odds(texts)
    leading = log_odds[0] >= np.sort(log_odds[0])[-3:].min()  # what the topics are likely to be
    missed = np.abs(log_odds[0] - log_odds[1:])[:, leading].max(axis=1)
    chosen = np.argsort(-np.round(missed, 6), kind="stable")[:_N_TRIED]
    keys = list(words)
    return {keys[row]: words[keys[row]] for row in sorted(chosen.tolist())}


def _effects(
    passage: str, words: Mapping[str, tuple[Span, ...]], log_odds: NDArray[np.float64]
) -> tuple[WordEffect, ...]:
    """Effects of words, given log-odds of the whole passage and of it without each word."""
    lost = np.round(log_odds[0] - log_odds[1:], 6)
    changes = logistic(log_odds[:1]) - logistic(log_odds[1:])
    spans = list(words.values())
    return tuple(
        WordEffect(
            text=passage[slice(*spans[row][0])],
            spans=spans[row],
            change=float(changes[row]),
            log_odds=float(lost[row]),
        )
        for row in np.argsort(-np.abs(lost), kind="stable").tolist()
        if abs(lost[row]) >= _LEAST_EFFECT
    )


def _without(passage: str, spans: Sequence[Span]) -> str:
    kept, end = [], 0
    for start, stop in spans:
        kept.append(passage[end:start])
        end = stop
    return "".join([*kept, passage[end:]]).strip() or " "
