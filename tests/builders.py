"""Builders of records, and an encoder that needs no model."""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import settings

from classify.records import LabelledTeaser, Prediction, SourceRef, Story, Teaser, teaser_id

MONDAY = datetime(2025, 1, 20, 8, tzinfo=UTC)


def examples(percent):
    """How many examples to draw where they are dear: a share of those of the active profile."""
    return settings.default.max_examples * percent // 100


def teaser(headline, text="", *, hours=0, outlet=None, **fields):
    """A teaser reported some hours after Monday morning; hours=None leaves it undated."""
    if hours is not None:
        fields = {
            "published": MONDAY + timedelta(hours=hours),
            "date_precision": "second",
            "date_basis": "feed",
        } | fields
    fields = {
        "id": teaser_id(outlet, headline, text),
        "language": "en",
        "sources": (SourceRef(outlet=outlet, file="made.jsonl", item=1),),
    } | fields
    return Teaser(headline=headline, text=text, **fields)


def labelled(headline, *labels, disputed=(), **fields):
    """A labelled teaser."""
    return LabelledTeaser(teaser=teaser(headline, **fields), labels=labels, disputed=disputed)


def story(*teasers, topics=()):
    """A story of the given teasers, the first in the lead."""
    dates = sorted(one.published for one in teasers if one.published)
    return Story(
        id=f"s-{teasers[0].id}",
        teasers=teasers,
        lead=teasers[0].id,
        topics=topics,
        first_reported=dates[0] if dates else None,
        last_reported=dates[-1] if dates else None,
        outlets=tuple(sorted({outlet for one in teasers for outlet in one.outlets})),
    )


def prediction(one, **probabilities):
    """A prediction that assigns every topic of at least one half."""
    topics = tuple(key for key, value in probabilities.items() if value >= 0.5)
    topics = tuple(sorted(topics, key=lambda key: -probabilities[key]))
    return Prediction(
        teaser_id=one.id,
        probabilities=probabilities,
        status="assigned" if topics else "none",
        topics=topics,
        primary=topics[0] if topics else None,
    )


class WordEncoder:
    """Adds up a fixed random direction for each word: texts that share words are near."""

    name = "words"
    sha256 = "0" * 64
    n_dims = 64
    precision = "float32"

    def encode(self, texts, *, on_progress=None):
        vectors = np.zeros((len(texts), self.n_dims), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()) or ["\0"]:
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
                vectors[row] += np.random.default_rng(seed).normal(size=self.n_dims)
        if on_progress:
            on_progress(len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
