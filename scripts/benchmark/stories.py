"""Measure how well teasers are grouped into stories.

    python scripts/benchmark/stories.py [--labeled labeled] [--data DIR] [--split development]

Three piles: the stories of one split as they are dated; the same with every story moved into one
week, so that time does not tell them apart; and, with --data, DIR/neus/val.items.jsonl (NeuS, Lee
et al., NAACL 2022: title, text and group; undated). Prints B-cubed precision, recall and F1 for
words alone, vectors alone and the mix, each at the min_similarity that has the best mean F1 over
these piles (so those rows flatter), and for the defaults. Beside them, joined strangers: of
labelled teasers of one country that tell different events, the share that is joined to others
although nothing tells their times apart. Then whether the order of the input changes anything, and
the time it takes. The bundled encoder
has learned from the train stories: choose on development.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.encoders import EncoderLike, load_encoder
from classify.evaluation.stories import b_cubed
from classify.readers.labelled import (
    read_labelled_stories,
    read_labelled_teasers,
    read_splits,
)
from classify.records import LabelledStory, Teaser
from classify.stories import Group, StorySettings, find_stories
from classify.words import WordFeatures

ROOT = Path(__file__).resolve().parent.parent.parent
BOUNDS = np.round(np.arange(0.06, 0.61, 0.02), 2)
COUNTRIES = ("BY", "UA", "RU")
N_STRANGERS = 150
DEFAULTS = StorySettings()


@dataclass(frozen=True, kw_only=True)
class Pile:
    """Teasers whose stories are known."""

    name: str
    vectors: NDArray[np.float32]
    words: csr_matrix
    days: NDArray[np.float64]
    keys: list[str]
    truth: NDArray[np.int64]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labeled", type=Path, default=ROOT / "labeled")
    parser.add_argument("--data", type=Path, help="folder with neus/val.items.jsonl")
    parser.add_argument("--split", default="development")
    parser.add_argument("--encoder", default=None, help="see classify.encoders.load_encoder")
    arguments = parser.parse_args()
    encoder = load_encoder(arguments.encoder) if arguments.encoder else load_encoder()
    digest = hashlib.sha256((arguments.labeled / "splits.json").read_bytes()).hexdigest()
    print(f"encoder {encoder.name}, splits.json {digest[:12]}\n")
    real = [neus(arguments.data, encoder)] if arguments.data else []
    shown = labeled(arguments.labeled, arguments.split, encoder)
    apart = strangers(arguments.labeled, arguments.split, encoder)
    methods = {
        name: best(shown + real, replace(DEFAULTS, word_weight=weight))
        for name, weight in [("words", 1.0), ("vectors", 0.0), ("mix", DEFAULTS.word_weight)]
    }
    print("| method | min_similarity | pile | teasers | stories | precision | recall | F1 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, settings in (methods | {"defaults": DEFAULTS}).items():
        start = f"| {name} | {settings.min_similarity:.2f} |"
        for pile in shown + real:
            figures = " | ".join(f"{figure:.3f}" for figure in score(pile, settings))
            sizes = f"{len(pile.keys)} | {len(np.unique(pile.truth))}"
            print(f"{start} {pile.name} | {sizes} | {figures} |")
        joined = ", ".join(f"{pile.name} {share_joined(pile, settings):.3f}" for pile in apart)
        print(f"{start} joined strangers: {joined} | | | | | |")
    for pile in shown + real:
        print(f"\n{pile.name}: {order_and_time(pile)}")


def labeled(folder: Path, split: str, encoder: EncoderLike) -> list[Pile]:
    """The stories of a split as dated, and moved into one week."""
    splits = read_splits(folder / "splits.json")
    stories = [story for story in read_labelled_stories(folder) if splits.of(story.id) == split]
    dated = make_pile(
        f"{split}, as dated",
        [teaser for story in stories for teaser in story.teasers],
        [story.id for story in stories for _ in story.teasers],
        encoder,
    )
    shift = np.concatenate([moved(story) for story in stories])
    return [dated, replace(dated, name=f"{split}, one week", days=dated.days + shift)]


def strangers(folder: Path, split: str, encoder: EncoderLike) -> list[Pile]:
    """For some countries, teasers of which no two are of one component, without their dates."""
    splits = read_splits(folder / "splits.json")
    linked = set(splits.component_of)
    teasers = [item.teaser for item in read_labelled_teasers(folder)]
    piles = []
    for country in COUNTRIES:
        chosen = [
            replace(teaser, published=None)
            for teaser in teasers
            if teaser.country == country
            and teaser.kind != "digest"
            and teaser.id not in linked
            and splits.of(teaser.id) == split
        ][:N_STRANGERS]
        piles.append(make_pile(country, chosen, [teaser.id for teaser in chosen], encoder))
    return piles


def moved(story: LabelledStory) -> NDArray[np.float64]:
    """By how many days to move each teaser, so that the first lies on one of seven days."""
    first = min(filter(np.isfinite, map(day, story.teasers)), default=0.0)
    target = int(hashlib.sha256(story.id.encode()).hexdigest(), 16) % 7
    return np.full(len(story.teasers), target - first)


def neus(folder: Path, encoder: EncoderLike) -> Pile:
    """The teasers of NeuS: real text, without dates."""
    with (folder / "neus" / "val.items.jsonl").open(encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    teasers = [Teaser(id=item["id"], headline=item["title"], text=item["text"]) for item in items]
    return make_pile("NeuS", teasers, [item["group"] for item in items], encoder)


def make_pile(
    name: str, teasers: Sequence[Teaser], stories: Sequence[str], encoder: EncoderLike
) -> Pile:
    """Encode teasers as the pipeline does, with the words of this pile."""
    passages = [teaser.passage for teaser in teasers]
    return Pile(
        name=name,
        vectors=encoder.encode(passages),
        words=WordFeatures.fit(passages, min_documents=1).transform(passages),
        days=np.array([day(teaser) for teaser in teasers]),
        keys=[teaser.id for teaser in teasers],
        truth=np.unique(stories, return_inverse=True)[1],
    )


def day(teaser: Teaser) -> float:
    """When a teaser was published, in days."""
    return teaser.published.timestamp() / 86_400 if teaser.published else float("nan")


def find(pile: Pile, settings: StorySettings) -> list[Group]:
    """The stories of a pile."""
    return find_stories(pile.vectors, pile.words, pile.days, pile.keys, settings)


def score(pile: Pile, settings: StorySettings) -> tuple[float, float, float]:
    """B-cubed precision, recall and F1."""
    predicted = np.empty(len(pile.keys), dtype=np.int64)
    for number, group in enumerate(find(pile, settings)):
        predicted[list(group.members)] = number
    return b_cubed(pile.truth, predicted)


def share_joined(pile: Pile, settings: StorySettings) -> float:
    """Share of the teasers that are not in a group of one."""
    groups = find(pile, settings)
    return sum(len(group.members) for group in groups if len(group.members) > 1) / len(pile.keys)


def best(piles: Sequence[Pile], settings: StorySettings) -> StorySettings:
    """The settings with the min_similarity of the best mean F1."""
    choices = [replace(settings, min_similarity=float(bound)) for bound in BOUNDS]
    return max(choices, key=lambda choice: np.mean([score(pile, choice)[2] for pile in piles]))


def order_and_time(pile: Pile) -> str:
    """Shuffle a pile, compare the stories, and take the time."""
    stories = {frozenset(pile.keys[row] for row in group.members) for group in find(pile, DEFAULTS)}
    turned = np.random.default_rng(0).permutation(len(pile.keys))
    shuffled = replace(
        pile,
        vectors=pile.vectors[turned],
        words=pile.words[turned],
        days=pile.days[turned],
        keys=[pile.keys[row] for row in turned],
    )
    started = time.perf_counter()
    groups = find(shuffled, DEFAULTS)
    seconds = time.perf_counter() - started
    same = stories == {frozenset(shuffled.keys[row] for row in group.members) for group in groups}
    return f"{'same stories' if same else 'OTHER STORIES'} when shuffled, {seconds:.2f} s"


if __name__ == "__main__":
    main()
