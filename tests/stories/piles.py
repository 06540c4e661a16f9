"""Piles of invented stories, larger than one would write by hand."""

from dataclasses import dataclass

import numpy as np

from classify.stories import Lexicon, read_lexicon
from classify.stories.candidate_pairs import find_candidates


@dataclass(frozen=True, kw_only=True)
class Pile:
    vectors: np.ndarray
    lexicon: Lexicon
    days: np.ndarray
    keys: list[str]
    truth: np.ndarray
    headlines: list[str]

    @property
    def alone(self):
        return np.zeros(len(self.days), dtype=bool)

    def candidates(self, **options):
        return find_candidates(
            self.vectors, self.lexicon.stems, self.days, window_days=3, alone=self.alone, **options
        )

    def take(self, rows):
        headlines = [self.headlines[row] for row in rows]
        return Pile(
            vectors=self.vectors[rows],
            lexicon=read_lexicon(headlines, [""] * len(rows)),
            days=self.days[rows],
            keys=[self.keys[row] for row in rows],
            truth=self.truth[rows],
            headlines=headlines,
        )


def synthetic_pile(n_stories, n_teasers=4, n_dims=16, n_days=12.0, seed=0):
    """Stories of so many teasers, with words and a direction of their own; some undated."""
    rng = np.random.default_rng(seed)
    n = n_stories * n_teasers
    truth = np.repeat(np.arange(n_stories), n_teasers)
    centres = rng.normal(size=(n_stories, n_dims))
    vectors = (centres[truth] + 0.2 * rng.normal(size=(n, n_dims))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    days = (rng.random(n_stories) * n_days)[truth] + rng.random(n)
    days[rng.random(n) < 0.05] = np.nan
    common = ["the", "of", "after", "report", "city", "police", "minister", "says"]
    headlines = []
    for story in truth:
        own = [f"Name{story}", f"place{story}", f"thing{story}", f"deed{story}"]
        words = [*rng.choice(own, 3, replace=False), *rng.choice(common, 4)]
        headlines.append(" ".join(words))
    order = rng.permutation(n)
    return Pile(
        vectors=vectors[order],
        lexicon=read_lexicon([headlines[row] for row in order], [""] * n),
        days=days[order],
        keys=[f"k{row:05}" for row in range(n)],
        truth=truth[order],
        headlines=[headlines[row] for row in order],
    )
