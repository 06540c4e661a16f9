"""Learn the space of events: headlines must find their own text among those of the same days."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify.encoders import CheckedEncoder
from classify.stories import EventSpace
from scripts.background_training import read_archive
from scripts.story_piles import Pile

N_TEASERS = 40_000
MIN_WORDS = (4, 8)  # of a headline and of a text, for either to say what happened
MAX_CHARACTERS = 300
N_EPOCHS = 4
BATCH = 256  # teasers of neighbouring days: they are what a headline must be told from
LEARNING_RATE = 3e-4
STORY_WEIGHT = 0.3
SEED = 0


@dataclass(frozen=True, kw_only=True)
class Halves:
    """Vectors of headlines and of the texts below them, in order of time."""

    headlines: NDArray[np.float32]
    texts: NDArray[np.float32]
    titles: NDArray[np.str_]
    """The headlines themselves."""

    def without(self, titles: Collection[str]) -> Halves:
        """Those of other teasers than the ones with these headlines."""
        kept = ~np.isin(self.titles, [*titles])
        return Halves(
            headlines=self.headlines[kept], texts=self.texts[kept], titles=self.titles[kept]
        )


def read_halves(data: Path, left_out: Set[str], encoder: CheckedEncoder) -> Halves:
    """Encode headlines and texts of a sample of `data`/archive apart."""
    rows = [
        (str(row.get("published") or row.get("fetched"))[:10], row["headline"], row["text"])
        for row in read_archive(data, left_out)
        if all(
            len(part.split()) >= n
            for part, n in zip((row["headline"], row["text"]), MIN_WORDS, strict=True)
        )
    ]
    chosen = np.random.default_rng(SEED).permutation(len(rows))[:N_TEASERS]
    sample = sorted(rows[row] for row in chosen.tolist())
    return Halves(
        headlines=encoder.encode([headline for _, headline, _ in sample]),
        texts=encoder.encode([text[:MAX_CHARACTERS] for _, _, text in sample]),
        titles=np.array([headline for _, headline, _ in sample]),
    )


def learn_space(halves: Halves, piles: Sequence[Pile]) -> EventSpace:
    """Learn a linear map by contrast (InfoNCE), in both directions and within stories of piles.

    Parameters
    ----------
    halves : Halves
    piles : sequence of Pile
        Whose stories are known.
    """
    import torch
    from torch.nn.functional import cross_entropy, normalize

    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    random = np.random.default_rng(SEED)
    headlines, texts = (torch.tensor(part) for part in (halves.headlines, halves.texts))
    n, n_dims = headlines.shape
    projection = torch.nn.Parameter(torch.eye(n_dims))
    centre = torch.nn.Parameter(torch.zeros(n_dims))
    scale = torch.nn.Parameter(torch.tensor(20.0).log())
    optimiser = torch.optim.AdamW(
        [
            {"params": [projection, centre], "lr": LEARNING_RATE, "weight_decay": 0.1},
            {"params": [scale], "lr": 1e-2, "weight_decay": 0.0},
        ]
    )
    stories = [_stories(pile) for pile in piles]

    def place(vectors: torch.Tensor) -> torch.Tensor:
        return normalize((vectors - centre) @ projection, dim=1)

    def within(vectors: torch.Tensor, same: torch.Tensor, left_out: torch.Tensor) -> torch.Tensor:
        placed = place(vectors)
        scores = (placed @ placed.T * scale.exp()).masked_fill(left_out, -1e4)
        rows = same.any(1)
        chance = scores[rows] - torch.logsumexp(scores[rows], 1, keepdim=True)
        return -((chance * same[rows]).sum(1) / same[rows].sum(1)).mean()

    n_steps, step = N_EPOCHS * (n // BATCH), 0
    for _ in range(N_EPOCHS):
        starts = np.arange(0, n - BATCH, BATCH) + random.integers(0, BATCH)
        random.shuffle(starts)
        for start in starts[starts + BATCH <= n].tolist():
            optimiser.param_groups[0]["lr"] = LEARNING_RATE * max(0.05, 1 - step / n_steps)
            step += 1
            part = slice(start, start + BATCH)
            scores = place(headlines[part]) @ place(texts[part]).T * scale.exp()
            own = torch.arange(BATCH)
            loss = (cross_entropy(scores, own) + cross_entropy(scores.T, own)) / 2
            if stories:
                loss = loss + STORY_WEIGHT * within(*stories[random.integers(len(stories))])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return EventSpace(centre=centre.detach().numpy().copy(), map=projection.detach().numpy().copy())


def _stories(pile: Pile) -> tuple:  # type: ignore[type-arg]  # of tensors, which load torch
    """Vectors of a pile, its pairs of one story, and the pairs that do not count."""
    import torch

    n = len(pile.keys)
    first, second = (rows.ravel() for rows in np.indices((n, n)))
    same, counted = (found.reshape(n, n) for found in pile.judged(first, second))
    itself = np.eye(n, dtype=bool)
    return (
        torch.tensor(pile.vectors),
        torch.tensor(same & ~itself & counted),
        torch.tensor(~counted | itself),
    )
