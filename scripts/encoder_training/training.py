"""The training loop: topics, a teacher's opinion and stories, in one stream of steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from scripts.encoder_training.corpus import LabelledTexts, StoryTexts
from scripts.encoder_training.model import TeaserModel, length_batches


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Settings of one training run."""

    n_passes: int = 3
    batch_size: int = 32
    peak_rate: float = 1e-4
    head_rate: float = 2e-3
    warm_up: float = 0.06
    """Share of the steps over which the learning rate rises; it then falls to zero in a line."""
    weight_decay: float = 0.01
    teacher_weight: float = 0.5
    """Share of the teacher in the loss of a text that has labels."""
    headline_share: float = 0.0
    """Share of texts with a headline that are shown as the headline alone."""
    story_weight: float = 0.5
    stories_per_step: int = 24
    steps_between_stories: int = 4
    n_confusable: int = 3
    """Nearest other stories that are put into a batch beside each story drawn."""
    temperature: float = 0.05
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """All there is to learn from."""

    labelled: LabelledTexts
    opinions: NDArray[np.float32] | None = None
    """(n_texts, n_topics): a teacher's probabilities for the labelled texts."""
    stories: Sequence[StoryTexts] = ()


def train(
    model: TeaserModel,
    sets: Lessons,
    recipe: Recipe,
    *,
    log: Callable[[str], None] = print,
    after_pass: Callable[[int], None] | None = None,
) -> None:
    """Train a model in place."""
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    token_ids = model.tokenize(sets.labelled.texts)
    headline_ids = model.tokenize(sets.labelled.headlines)
    n_steps = recipe.n_passes * -(-len(token_ids) // recipe.batch_size)
    optimizer = _optimizer(model, recipe)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: _rate(step / n_steps, recipe.warm_up)
    )
    pairs = _story_batches(model, sets.stories, recipe, random) if sets.stories else None
    model.train()
    start, step, mean = time.perf_counter(), 0, 0.0
    for number in range(1, recipe.n_passes + 1):
        batches = list(
            length_batches(
                token_ids, recipe.batch_size, order=random.permutation(len(token_ids)).tolist()
            )
        )
        random.shuffle(batches)
        for rows in batches:
            shown = _views(rows, token_ids, headline_ids, recipe.headline_share, random)
            loss = topic_loss(model, shown, rows, sets, recipe.teacher_weight)
            loss.backward()
            if pairs and step % recipe.steps_between_stories == 0:
                (
                    recipe.story_weight * story_loss(model, next(pairs), recipe.temperature)
                ).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            mean = loss.item() if step == 1 else 0.98 * mean + 0.02 * loss.item()
            if step % 100 == 0:
                log(f"step {step}/{n_steps}, loss {mean:.4f}, {time.perf_counter() - start:.0f} s")
        if after_pass:
            after_pass(number)


def topic_loss(
    model: TeaserModel,
    token_ids: Sequence[Sequence[int]],
    rows: Sequence[int],
    sets: Lessons,
    teacher_weight: float,
) -> Tensor:
    """Binary cross-entropy per topic, mean over texts; disputed cells carry no weight.

    Where a teacher has an opinion, it is mixed into the loss; a text with no labelled cell at all
    (weights 0) is learned from the teacher alone.
    """
    logits = model.logits(model.embed(token_ids))
    labelled = sets.labelled
    weights = torch.from_numpy(labelled.weights[rows])
    gold = nn.functional.binary_cross_entropy_with_logits(
        logits, torch.from_numpy(labelled.targets[rows]), weight=weights, reduction="none"
    )
    if sets.opinions is None:
        return gold.sum(1).mean()
    taught = nn.functional.binary_cross_entropy_with_logits(
        logits, torch.from_numpy(sets.opinions[rows]), reduction="none"
    )
    share = torch.where(weights.any(1), teacher_weight, 1.0)[:, None]
    return ((1 - share) * gold + share * taught).sum(1).mean()


def story_loss(model: TeaserModel, stories: Sequence[StoryTexts], temperature: float) -> Tensor:
    """Each text must find the other text of its story among all others of the batch.

    The batch holds two texts of each story, and stories that are easily confused side by side.
    """
    texts = [text for story in stories for text in story.texts]
    vectors = model.embed(model.tokenize(texts))
    similarity = vectors @ vectors.T / temperature
    similarity = similarity.masked_fill(torch.eye(len(texts), dtype=torch.bool), -1e4)
    partner = torch.arange(len(texts)) ^ 1  # 0-1, 2-3, ...
    return nn.functional.cross_entropy(similarity, partner)


def _story_batches(
    model: TeaserModel,
    stories: Sequence[StoryTexts],
    recipe: Recipe,
    random: np.random.Generator,
) -> Iterator[list[StoryTexts]]:
    """Endless batches of pairs; beside each story drawn come those easily confused with it."""
    usable = [story for story in stories if len(story.texts) > 1]
    confusable = _confusable(model, usable, recipe.n_confusable)
    draws = np.repeat(np.arange(len(usable)), [story.n_draws for story in usable])
    while True:
        batch: dict[int, None] = {}
        for drawn in random.permutation(draws).tolist():
            batch |= dict.fromkeys([drawn, *confusable[drawn]])
            if len(batch) >= recipe.stories_per_step:
                chosen = [usable[row] for row in list(batch)[: recipe.stories_per_step]]
                yield [
                    StoryTexts(texts=_two_of(story.texts, random), key=story.key)
                    for story in chosen
                ]
                batch = {}


def _confusable(
    model: TeaserModel, stories: Sequence[StoryTexts], n_confusable: int
) -> list[list[int]]:
    """For each story the nearest others by their centres; a named sibling comes first."""
    vectors = model.encode([text for story in stories for text in story.texts])
    ends = np.cumsum([len(story.texts) for story in stories])
    centres = np.stack([part.mean(axis=0) for part in np.split(vectors, ends[:-1])])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    similarity = centres @ centres.T
    np.fill_diagonal(similarity, -np.inf)
    names = np.array([story.key for story in stories])
    for row, story in enumerate(stories):
        if story.sibling:
            similarity[row, names == story.sibling] = np.inf
    order: list[list[int]] = np.argsort(-similarity, axis=1, kind="stable").tolist()
    return [nearest[:n_confusable] for nearest in order]


def _two_of(texts: tuple[str, ...], random: np.random.Generator) -> tuple[str, ...]:
    first, second = random.choice(len(texts), size=2, replace=False)
    return texts[first], texts[second]


def _views(
    rows: Sequence[int],
    token_ids: Sequence[Sequence[int]],
    headline_ids: Sequence[Sequence[int]],
    headline_share: float,
    random: np.random.Generator,
) -> list[Sequence[int]]:
    alone = random.random(len(rows)) < headline_share
    return [
        headline_ids[row] if only and len(headline_ids[row]) > 6 else token_ids[row]
        for row, only in zip(rows, alone, strict=True)
    ]


def _optimizer(model: TeaserModel, recipe: Recipe) -> torch.optim.Optimizer:
    decayed: list[nn.Parameter] = []
    free: list[nn.Parameter] = []
    for name, parameter in model.transformer.named_parameters():
        if parameter.requires_grad:
            (free if name.endswith("bias") or "LayerNorm" in name else decayed).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": decayed, "lr": recipe.peak_rate, "weight_decay": recipe.weight_decay},
            {"params": free, "lr": recipe.peak_rate, "weight_decay": 0.0},
            {"params": model.head.parameters(), "lr": recipe.head_rate, "weight_decay": 0.0},
        ]
    )


def _rate(progress: float, warm_up: float) -> float:
    if progress < warm_up:
        return progress / warm_up
    return max(0.0, (1 - progress) / (1 - warm_up))
