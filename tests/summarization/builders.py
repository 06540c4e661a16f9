"""Vectors to summarise, and sentences to choose among."""

import numpy as np

from classify.summarization import Choices, Limits, StorySentences, read_concepts, select


def unit(rows):
    rows = np.asarray(rows, dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def choose(objective, n, **changes):
    """Select among sentences of five words that have nothing in common and need nothing."""
    given = {
        "repeats": np.eye(n),
        "n_words": [5] * n,
        "complete": [True] * n,
        "needs": [-1] * n,
        "max_words": 100,
        "max_sentences": 3,
    } | changes
    limits = {name: value for name, value in given.items() if name.startswith("max_")}
    kinds = {"repeats": bool, "n_words": int, "complete": bool, "needs": int, "opening": bool}
    choices = {
        name: np.asarray(value, dtype=kinds.get(name, int))
        for name, value in given.items()
        if name not in limits
    }
    return select(objective, Choices(**choices), Limits(**limits))


def concepts_in(*texts):
    """Concepts of one teaser's sentences that have nothing in common by their vectors."""
    return read_concepts(
        StorySentences(
            texts=texts,
            teasers=np.zeros(len(texts), dtype=np.int64),
            positions=np.arange(len(texts)),
            headlines=["Floods"],
            vectors=unit(np.eye(len(texts))),
        )
    )
