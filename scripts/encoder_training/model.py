"""The model while it learns: a transformer, mean pooling, unit vectors, a linear topic head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

SHARPNESS = 10.0
"""Unit vectors are scaled by this before the head: a probability can then come near 0 or 1."""

MAX_TOKENS = 128


class TeaserModel(nn.Module):
    """A transformer whose mean-pooled, normalised vectors feed a linear topic head."""

    def __init__(self, folder: Path, *, n_topics: int, attention_dropout: float = 0.0) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        # without dropout on attention torch takes its fast path
        self.transformer = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=attention_dropout
        )
        self.head = nn.Linear(self.transformer.config.hidden_size, n_topics)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.constant_(self.head.bias, -2.0)  # a topic applies to a small share of texts

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Token ids of texts, cut at MAX_TOKENS."""
        ids: list[list[int]] = self.tokenizer(
            list(texts), truncation=True, max_length=MAX_TOKENS
        ).input_ids
        return ids

    def embed(self, token_ids: Sequence[Sequence[int]]) -> Tensor:
        """Unit vectors (n_texts, n_dims) of one batch."""
        width = max(map(len, token_ids))
        pad = self.tokenizer.pad_token_id
        ids = torch.tensor([[*row, *[pad] * (width - len(row))] for row in token_ids])
        lengths = torch.tensor([len(row) for row in token_ids])
        mask = (torch.arange(width) < lengths[:, None]).to(ids.dtype)
        hidden = self.transformer(input_ids=ids, attention_mask=mask).last_hidden_state
        pooled = (hidden * mask[..., None]).sum(1) / lengths[:, None]
        return nn.functional.normalize(pooled, dim=1)

    def logits(self, vectors: Tensor) -> Tensor:
        """Topic scores (n_texts, n_topics) of unit vectors."""
        scores: Tensor = self.head(SHARPNESS * vectors)
        return scores

    @torch.inference_mode()
    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> NDArray[np.float32]:
        """Unit vectors of texts, without dropout."""
        was_training = self.training
        self.eval()
        token_ids = self.tokenize(texts)
        vectors = np.empty((len(texts), self.head.in_features), dtype=np.float32)
        for rows in length_batches(token_ids, batch_size):
            vectors[rows] = self.embed([token_ids[row] for row in rows]).numpy()
        self.train(was_training)
        return vectors

    @torch.no_grad()
    def mix(self, other: TeaserModel, share: float) -> None:
        """Move the transformer's weights toward those of another by a share of the way.

        Wortsman et al., Robust fine-tuning of zero-shot models (2022): what a model knew before it
        was trained further comes back for a small loss of what it learned.
        """
        theirs = other.transformer.state_dict()
        for name, weight in self.transformer.state_dict().items():
            weight.lerp_(theirs[name], share)

    @torch.inference_mode()
    def probabilities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Topic probabilities (n_texts, n_topics) of vectors of this model."""
        found: NDArray[np.float32] = self.logits(torch.from_numpy(vectors)).sigmoid().numpy()
        return found


def length_batches(
    token_ids: Sequence[Sequence[int]],
    batch_size: int,
    *,
    order: Sequence[int] | None = None,
    pool: int = 50,
) -> Iterator[list[int]]:
    """Batches of equally long texts.

    Without an order, texts go by length; with one (a shuffle), `pool` batches at a time are sorted
    by length, so that batches are even inside and still differ from pass to pass.
    """
    if order is None:
        rows = sorted(range(len(token_ids)), key=lambda row: len(token_ids[row]))
        pools = [rows]
    else:
        size = batch_size * pool
        pools = [
            sorted(order[start : start + size], key=lambda row: len(token_ids[row]))
            for start in range(0, len(order), size)
        ]
    for rows in pools:
        for start in range(0, len(rows), batch_size):
            yield list(rows[start : start + batch_size])
