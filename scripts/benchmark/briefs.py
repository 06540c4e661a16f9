"""Compare briefs with summaries that people wrote: ROUGE, beside sumy and simple baselines.

    python scripts/benchmark/briefs.py --data DIR

Sets: NeuS validation (Lee et al., NAACL 2022; three teasers a story, a human neutral summary; 66
words) and all stories of labeled/ with their gold briefs (written freely; 50 words). One splitter
and one budget for all; up to ten sentences, so that the budget alone limits. Ours: the methods of
`condensing.METHODS` with the one selection (no cut sentence while there are whole ones, no repeats,
none that leans on what is not there); "without the rules" takes the best-rated sentences that fit.
The concept model is the bundled one for NeuS, of which it saw the training split; for labeled/
one in each of five folds by families of siblings, which saw NeuS train and the other folds.
Peers: sumy's methods at their defaults, the most sentences of each that fit; left out, and said so,
where the package is missing. The oracle adds the sentence that raises ROUGE-2 most, knowing the
summary. Needs rouge-score. Prints F1 of ROUGE-1, -2 and -L (stemmed) with 95 % bootstrap intervals.
"""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rouge_score.rouge_scorer import RougeScorer

from classify import Story
from classify.cli.cache import user_cache
from classify.datasets import read_labelled_stories, read_splits
from classify.encoders import CachedEncoder, CheckedEncoder, load_encoder
from classify.records import Sentence
from classify.summarization import (
    METHODS,
    ConceptModel,
    CondensingSettings,
    StorySummarizer,
    find_concept_model,
)
from scripts import LABELED
from scripts.benchmark.scores import mean_estimate, written
from scripts.concept_training import (
    LABELED_REPEATS,
    SummarisedStory,
    learn,
    neus_stories,
    read_all,
    with_leads,
)

KINDS = ("rouge1", "rouge2", "rougeL")
N_SENTENCES = 10
N_FOLDS = 5
PEERS = {
    "sumy LexRank": ("lex_rank", "LexRankSummarizer"),
    "sumy TextRank": ("text_rank", "TextRankSummarizer"),
    "sumy LSA": ("lsa", "LsaSummarizer"),
    "sumy KL": ("kl", "KLSummarizer"),
    "sumy SumBasic": ("sum_basic", "SumBasicSummarizer"),
    "sumy Luhn": ("luhn", "LuhnSummarizer"),
}
SCORER = RougeScorer(list(KINDS), use_stemmer=True)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A story, the summary that a person wrote of it, and all its sentences."""

    story: Story
    gold: str
    sentences: tuple[Sentence, ...]
    """Those of the lead teaser first, then by age."""


Method = Callable[[Case], str]


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """Cases, the words that a brief may have, and which concept model is for which of them."""

    name: str
    cases: Sequence[Case]
    budget: int
    models: Sequence[tuple[ConceptModel, Sequence[int]]]
    """Each with the rows of the cases that it has not seen."""


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    cache = user_cache(no_cache=False)
    bundled = load_encoder()
    encoder = CachedEncoder(bundled, cache) if cache else bundled
    for make in (neus, labeled):
        bench = make(arguments.data, encoder)
        print(f"\n{bench.name}: {len(bench.cases)} stories, {bench.budget} words\n")
        print("| method | ROUGE-1 | ROUGE-2 | ROUGE-L | words |\n| --- | --- | --- | --- | ---: |")
        for method, summarise in methods(bench, encoder).items():
            show(method, [summarise(case) for case in bench.cases], bench.cases, bench.budget)


def neus(data: Path, encoder: CheckedEncoder) -> Benchmark:
    """The validation split."""
    cases = make_cases(with_leads(neus_stories(data, "val"), encoder), encoder)
    model, _ = find_concept_model(load_encoder())
    assert model is not None
    return Benchmark(
        name="NeuS validation", cases=cases, budget=66, models=[(model, range(len(cases)))]
    )


def labeled(data: Path, encoder: CheckedEncoder) -> Benchmark:
    """All stories of labeled/, each with a model that saw none of its family."""
    own = read_labelled_stories(LABELED)
    stories = with_leads([(story.teasers, story.brief) for story in own], encoder)
    others = with_leads(neus_stories(data, "train"), encoder)
    concepts, other_concepts = (read_all(part, encoder) for part in (stories, others))
    splits = read_splits(LABELED / "splits.json")
    families = [splits.component(story.id) for story in own]
    known = sorted(set(families))
    order = np.random.default_rng(0).permutation(len(known)) % N_FOLDS
    fold_of = dict(zip(known, order.tolist(), strict=True))
    models = []
    for fold in range(N_FOLDS):
        rows = [row for row, family in enumerate(families) if fold_of[family] == fold]
        seen = [row for row in range(len(own)) if row not in rows] * LABELED_REPEATS
        model = learn(
            [*others, *(stories[row] for row in seen)],
            [*other_concepts, *(concepts[row] for row in seen)],
        )
        models.append((model, rows))
    return Benchmark(
        name="labeled/stories", cases=make_cases(stories, encoder), budget=50, models=models
    )


def make_cases(stories: Sequence[SummarisedStory], encoder: CheckedEncoder) -> list[Case]:
    """Stories with all their sentences, rated by likeness to the centroid."""
    settings = CondensingSettings(method="centroid")
    rated = StorySummarizer(encoder, settings=settings).rate([one.story for one in stories])
    return [
        Case(story=one.story, gold=one.summary, sentences=found)
        for one, found in zip(stories, rated, strict=True)
    ]


def chosen(bench: Benchmark, encoder: CheckedEncoder, method: str) -> dict[str, str]:
    """The brief of each story, by its id."""
    settings = CondensingSettings(method=method, max_words=bench.budget, max_sentences=N_SENTENCES)
    found = {}
    for model, rows in bench.models:
        stories = [bench.cases[row].story for row in rows]
        summarizer = StorySummarizer(encoder, settings=settings, concept_model=model)
        briefs = summarizer.summarize(stories, notes=[()] * len(stories))
        for story, brief in zip(stories, briefs, strict=True):
            found[story.id] = " ".join(sentence.text for sentence in brief)
    return found


def methods(bench: Benchmark, encoder: CheckedEncoder) -> dict[str, Method]:
    """All methods by name."""
    budget = bench.budget
    found: dict[str, Method] = {}
    for method in METHODS:
        texts = chosen(bench, encoder, method)
        found[f"classify, {method}"] = lambda case, texts=texts: texts[case.story.id]  # type: ignore[misc]
    found["centroid without the rules"] = lambda case: fill(
        sorted(case.sentences, key=lambda one: -one.salience), budget
    )
    found["lead teaser"] = lambda case: fill(
        [one for one in case.sentences if one.teaser_id == case.story.lead], budget
    )
    random = np.random.default_rng(0)
    found["random sentences"] = lambda case: fill(
        [case.sentences[row] for row in random.permutation(len(case.sentences))], budget
    )
    for name, (module, kind) in PEERS.items():
        try:
            summarizer = getattr(importlib.import_module(f"sumy.summarizers.{module}"), kind)
        except ImportError as error:
            print(f"left out: {name} ({error})", file=sys.stderr)
            continue
        found[name] = lambda case, kind=summarizer: by_sumy(kind, case, budget)  # type: ignore[misc]
    found["oracle on ROUGE-2"] = lambda case: oracle(case, budget)
    return found


def fill(ordered: Sequence[Sentence], budget: int) -> str:
    """Take sentences in this order while they fit."""
    taken: list[str] = []
    for sentence in ordered:
        if len(" ".join([*taken, sentence.text]).split()) <= budget:
            taken.append(sentence.text)
    return " ".join(taken)


class Words:
    """What sumy asks of a tokenizer; without downloads."""

    def to_words(self, text: str) -> list[str]:
        """Words of a sentence."""
        return re.findall(r"\w[\w'’-]*", text.lower())


def by_sumy(kind: Callable[[], Callable[..., Sequence[object]]], case: Case, budget: int) -> str:
    """The longest summary of one of sumy's methods that fits."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence

    words = Words()
    paragraphs = [
        Paragraph(
            [SumySentence(one.text, words) for one in case.sentences if one.teaser_id == teaser.id]
        )
        for teaser in case.story.teasers
    ]
    best = ""
    for n_sentences in range(1, N_SENTENCES + 1):
        found = kind()(ObjectDocumentModel(paragraphs), n_sentences)
        text = " ".join(str(sentence) for sentence in found)
        if len(text.split()) <= budget and len(text) > len(best):
            best = text
    return best


def oracle(case: Case, budget: int) -> str:
    """Add the sentence that raises ROUGE-2 most, as long as one does."""
    taken: list[str] = []
    best = 0.0
    while True:
        options = [
            (SCORER.score(case.gold, text)["rouge2"].fmeasure, one.text)
            for one in case.sentences
            if one.text not in taken
            and len((text := " ".join([*taken, one.text])).split()) <= budget
        ]
        score, text = max(options, default=(0.0, ""))
        if score <= best:
            return " ".join(taken)
        best = score
        taken.append(text)


def show(method: str, found: Sequence[str], cases: Sequence[Case], budget: int) -> None:
    """Print one row."""
    scores = np.array(
        [
            [SCORER.score(case.gold, text)[kind].fmeasure for kind in KINDS]
            for text, case in zip(found, cases, strict=True)
        ]
    )
    lengths = [len(text.split()) for text in found]
    assert max(lengths) <= budget
    cells = " | ".join(written(mean_estimate(100 * column), n_digits=1) for column in scores.T)
    print(f"| {method} | {cells} | {np.mean(lengths):.0f} |", flush=True)


if __name__ == "__main__":
    main()
