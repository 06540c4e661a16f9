"""Distils a transformer into a table of token vectors and a small network on their sum.

The student sees token ids alone, no order. It learns to point where the teacher's vector points
and, where a text has labels, to tell its topics to a linear head.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from scripts.encoder_training.corpus import LabelledTexts
from scripts.encoder_training.model import SHARPNESS


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticRecipe:
    """Settings of one distillation."""

    n_inner: int = 256
    """Dimensions of the table."""
    n_hidden: int = 1024
    """Units of the network between the table and the vectors."""
    n_passes: int = 8
    batch_size: int = 64
    table_rate: float = 2e-3
    network_rate: float = 1e-3
    token_dropout: float = 0.2
    """Share of tokens that are left out of a text each time it is shown."""
    topic_weight: float = 0.3
    """Weight of the topics' cross-entropy beside 1 - cosine."""
    seed: int = 0


class StaticModel(nn.Module):
    """Token rows, summed; a network with one hidden layer; unit vectors; a topic head."""

    def __init__(
        self, table: NDArray[np.float32], recipe: StaticRecipe, *, n_dims: int, n_topics: int
    ) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag.from_pretrained(
            torch.from_numpy(table), freeze=False, mode="sum", sparse=True
        )
        self.hidden = nn.Linear(recipe.n_inner, recipe.n_hidden)
        self.out = nn.Linear(recipe.n_hidden, n_dims)
        self.direct = nn.Linear(recipe.n_inner, n_dims, bias=False)
        self.head = nn.Linear(n_dims, n_topics)
        nn.init.constant_(self.head.bias, -2.0)

    def embed(self, token_ids: Sequence[Sequence[int]]) -> Tensor:
        """Unit vectors (n_texts, n_dims); a text without tokens is one with the first token."""
        rows = [row or [0] for row in map(list, token_ids)]
        lengths = [len(row) for row in rows]
        flat = torch.tensor([token for row in rows for token in row])
        offsets = torch.tensor([0, *np.cumsum(lengths[:-1]).tolist()])
        summed = nn.functional.normalize(self.table(flat, offsets), dim=1)
        bent = self.out(torch.relu(self.hidden(SHARPNESS * summed)))
        return nn.functional.normalize(self.direct(summed) + bent, dim=1)


def distil(
    model: StaticModel,
    token_ids: Sequence[Sequence[int]],
    vectors: NDArray[np.float32],
    labelled: LabelledTexts,
    recipe: StaticRecipe,
    *,
    log: Callable[[str], None] = print,
    after_pass: Callable[[int], None] | None = None,
) -> None:
    """Train a student in place; the labelled texts are the first of `token_ids`."""
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    tables = torch.optim.SparseAdam(list(model.table.parameters()), lr=recipe.table_rate)
    dense = [value for name, value in model.named_parameters() if not name.startswith("table")]
    networks = torch.optim.AdamW(dense, lr=recipe.network_rate, weight_decay=0.01)
    n_steps = recipe.n_passes * -(-len(token_ids) // recipe.batch_size)
    schedules = [
        torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.0, 1 - step / n_steps))
        for optimizer in (tables, networks)
    ]
    targets, weights = torch.from_numpy(labelled.targets), torch.from_numpy(labelled.weights)
    wanted = torch.from_numpy(vectors)
    start, model_loss = time.perf_counter(), 0.0
    for number in range(1, recipe.n_passes + 1):
        for rows in _batches(random.permutation(len(token_ids)), recipe.batch_size):
            shown = [_thinned(token_ids[row], recipe.token_dropout, random) for row in rows]
            found = model.embed(shown)
            loss = 1 - (found * wanted[rows]).sum(1).mean()
            known = rows < len(labelled.texts)
            if known.any():
                logits = model.head(SHARPNESS * found[torch.from_numpy(known)])
                cells = nn.functional.binary_cross_entropy_with_logits(
                    logits, targets[rows[known]], weight=weights[rows[known]], reduction="none"
                )
                loss = loss + recipe.topic_weight * cells.sum(1).mean()
            loss.backward()
            for optimizer, schedule in zip((tables, networks), schedules, strict=True):
                optimizer.step()
                schedule.step()
                optimizer.zero_grad(set_to_none=True)
            model_loss = loss.item()
        seconds = time.perf_counter() - start
        log(f"pass {number}/{recipe.n_passes}, loss {model_loss:.4f}, {seconds:.0f} s")
        if after_pass:
            after_pass(number)


def first_table(
    vectors: NDArray[np.float32], frequencies: NDArray[np.float64], n_inner: int
) -> NDArray[np.float32]:
    """A table to start from: each token's own teacher vector, on its main axes, rare ones longer.

    Model2Vec (Tulkens and van Dongen, 2024) starts likewise: principal axes, and smooth inverse
    frequency (Arora et al., 2017) as the length of a row.
    """
    centred = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(centred[::8], full_matrices=False)
    rows = centred @ axes[:n_inner].T
    smooth = 1e-3
    share = frequencies / frequencies.sum()
    lengths = smooth / (smooth + share)
    table: NDArray[np.float32] = (rows * lengths[:, None]).astype(np.float32)
    return table


def _batches(order: NDArray[np.int64], batch_size: int) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(order), batch_size):
        yield order[start : start + batch_size]


def _thinned(token_ids: Sequence[int], share: float, random: np.random.Generator) -> list[int]:
    kept = random.random(len(token_ids)) >= share
    return [token for token, keep in zip(token_ids, kept, strict=True) if keep]
