"""Compare briefs with summaries that people wrote: ROUGE, beside sumy and simple baselines.

    python scripts/benchmark/briefs.py --data DIR

Sets: NeuS validation (Lee et al., NAACL 2022; three teasers a story, a human neutral summary; 66
words) and all stories of labeled/ with their gold briefs (written freely; 50 words). One splitter
and one budget for all; up to ten sentences, so that the budget alone limits. Ours are the raters of
`summarizers.RATERS` with the one selection (no cut sentence while there are whole ones, no repeats,
none that leans on what is not there); "without the rules" takes the best-rated sentences that fit.
Peers: sumy's methods at their defaults, the most sentences of each that fit; left out, and said so,
where the package is missing. The oracle adds the sentence that raises ROUGE-2 most, knowing the
summary. Needs rouge-score. Prints F1 of ROUGE-1, -2 and -L (stemmed) with 95 % bootstrap intervals.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer

from classify import Story, Teaser
from classify.cli.caches import user_store
from classify.condensing import CondensingSettings, condense, rate_sentences
from classify.encoders import CheckedEncoder, load_encoder
from classify.encoders.stored import StoredEncoder
from classify.readers.labelled import read_labelled_stories
from classify.records import Sentence
from classify.stories.shape import shape
from classify.summarizers import RATERS

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = ("rouge1", "rouge2", "rougeL")
N_RESAMPLES = 1000
N_SENTENCES = 10
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


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    store = user_store(no_cache=False)
    bundled = load_encoder()
    encoder = StoredEncoder(bundled, store) if store else bundled
    own = [(story.teasers, story.brief) for story in read_labelled_stories(ROOT / "labeled")]
    for name, pairs, budget in (
        ("NeuS validation", neus(arguments.data), 66),
        ("labeled/stories", own, 50),
    ):
        cases = make_cases(pairs, encoder)
        print(f"\n{name}: {len(cases)} stories, {budget} words\n")
        print("| method | ROUGE-1 | ROUGE-2 | ROUGE-L | words |\n| --- | --- | --- | --- | ---: |")
        for method, summarise in methods(cases, encoder, budget).items():
            show(method, [summarise(case) for case in cases], cases, budget)


def neus(data: Path) -> list[tuple[tuple[Teaser, ...], str]]:
    """Teasers and summary of each story of the validation split."""
    found = []
    lines = (data / "neus" / "val.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        teasers = tuple(
            Teaser(id=f"{row['id']}-{n}", headline=one["title"], text=one["text"], language="en")
            for n, one in enumerate(row["documents"])
        )
        summary = row["summaries"] if "summaries" in row else row["summary"]
        found.append((teasers, summary[0] if isinstance(summary, list) else summary))
    return found


def make_cases(
    pairs: Sequence[tuple[tuple[Teaser, ...], str]], encoder: CheckedEncoder
) -> list[Case]:
    """Stories with their lead teaser, as the pipeline finds it, and with all their sentences."""
    stories = []
    for teasers, _ in pairs:
        vectors = encoder.encode([one.passage for one in teasers])
        lead = teasers[shape(range(len(teasers)), vectors).lead]
        stories.append(Story(id=teasers[0].id, teasers=teasers, lead=lead.id))
    sentences = rate_sentences(stories, encoder, CondensingSettings())
    return [
        Case(story=story, gold=gold, sentences=found)
        for story, (_, gold), found in zip(stories, pairs, sentences, strict=True)
    ]


def methods(cases: Sequence[Case], encoder: CheckedEncoder, budget: int) -> dict[str, Method]:
    """All methods by name."""
    found: dict[str, Method] = {}
    for rater in RATERS:
        settings = CondensingSettings(rater=rater, max_words=budget, max_sentences=N_SENTENCES)
        chosen = condense([case.story for case in cases], encoder, settings)
        texts = {
            case.story.id: " ".join(one.text for one in part)
            for case, part in zip(cases, chosen, strict=True)
        }
        found[f"classify, {rater}"] = lambda case, texts=texts: texts[case.story.id]  # type: ignore[misc]
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
    cells = " | ".join(interval(100 * scores[:, column]) for column in range(len(KINDS)))
    print(f"| {method} | {cells} | {np.mean(lengths):.0f} |", flush=True)


def interval(values: NDArray[np.float64]) -> str:
    """Mean with its 95 % bootstrap interval."""
    random = np.random.default_rng(0)
    rows = random.integers(0, len(values), (N_RESAMPLES, len(values)))
    low, high = np.quantile(values[rows].mean(axis=1), [0.025, 0.975])
    return f"{values.mean():.1f} ({low:.1f} to {high:.1f})"


if __name__ == "__main__":
    main()
