"""Distil the teaser encoder into the static one, models/teaser-static.

    python scripts/build_static_encoder.py --data DIR
    python scripts/build_static_encoder.py --teacher build/own --out build/own-static

The teacher is an encoder's folder that SentenceTransformer can load (see build_encoder.py). The
student learns from the same texts as the teacher (see encoder_training/corpus.py), from their
headlines and from their single sentences. Seeds are fixed. Needs the `sentence-transformers` extra,
and some 15 minutes on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from classify.encoders import load_encoder
from classify.encoders.static import KIND, pack_static
from classify.storage import TOKENIZER, write_bundle
from classify.taxonomy import Taxonomy
from classify.text import split_sentences
from scripts import LABELED, ROOT
from scripts.encoder_training import corpus
from scripts.encoder_training.model import SHARPNESS
from scripts.encoder_training.static import StaticModel, StaticRecipe, distil, first_table

MAX_TOKENS = 128
RECIPE = StaticRecipe()


def main() -> None:
    """Encode with the teacher, distil, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with labelled/, neus/ and ecbplus/")
    parser.add_argument("--teacher", type=Path, default=ROOT / "models" / "teaser-encoder")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "teaser-static")
    arguments = parser.parse_args()
    teacher = load_encoder(arguments.teacher)
    taxonomy = Taxonomy.from_toml(LABELED / "topics.toml")
    labelled, texts = sets(arguments.data, taxonomy)
    print(f"{len(labelled.texts)} texts with topics, {len(texts)} in all", flush=True)
    vectors = teacher.encode(texts)
    tokenizer = Tokenizer.from_file(str(arguments.teacher / TOKENIZER))
    tokenizer.enable_truncation(MAX_TOKENS)
    token_ids = [
        encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)
    ]
    words = [tokenizer.id_to_token(token) or "" for token in range(tokenizer.get_vocab_size())]
    alone = teacher.encode([word.removeprefix("##") for word in words])
    frequencies = np.bincount(np.concatenate(token_ids), minlength=len(words)).astype(float)
    model = StaticModel(
        first_table(alone, frequencies, RECIPE.n_inner),
        RECIPE,
        n_dims=teacher.n_dims,
        n_topics=len(taxonomy),
    )
    distil(model, token_ids, vectors, labelled, RECIPE)
    write(model, arguments.out, arguments.teacher, teacher_sha256=teacher.sha256)
    size = sum(file.stat().st_size for file in arguments.out.iterdir())
    print(f"wrote {arguments.out} ({size / 1e6:.1f} MB)")


def sets(data: Path | None, taxonomy: Taxonomy) -> tuple[corpus.LabelledTexts, list[str]]:
    """The labelled texts, and all texts: the labelled ones first."""
    labelled = corpus.own_texts(LABELED, taxonomy)
    stories = corpus.own_stories(LABELED)
    if data:
        held_out = corpus.real_texts(data, taxonomy, "dev").texts
        labelled = labelled + corpus.real_texts(data, taxonomy)
        stories += corpus.neus_stories(data, without=held_out) + corpus.ecbplus_stories(data)
    whole = [*labelled.texts, *(text for story in stories for text in story.texts)]
    return labelled, [*whole, *parts(whole, known=whole)]


def parts(texts: Sequence[str], *, known: Sequence[str]) -> list[str]:
    """Single sentences of texts that have several; each once."""
    seen = set(known)
    found: dict[str, None] = {}
    for text in texts:
        for span in split_sentences(text):
            sentence = text[span.start : span.end]
            if sentence not in seen and len(sentence.split()) > 4:
                found[sentence] = None
    return list(found)


def write(model: StaticModel, out: Path, teacher: Path, *, teacher_sha256: str) -> None:
    """Write the folder; a card that lies in it already stays."""
    arrays = pack_static(
        table=_array(model.table.weight),
        hidden=_array(model.hidden.weight).T,
        hidden_bias=_array(model.hidden.bias),
        out=_array(model.out.weight).T,
        out_bias=_array(model.out.bias),
        direct=_array(model.direct.weight).T,
        sharpness=SHARPNESS,
    )
    manifest = {
        "kind": KIND,
        "name": out.name,
        "n_dims": model.out.out_features,
        "max_tokens": MAX_TOKENS,
        "precision": "int8",
        "teacher": teacher.name,
        "teacher_sha256": teacher_sha256,
        "licence": "Apache-2.0",
    }
    card = out / "README.md"
    write_bundle(
        out,
        manifest,
        arrays=arrays,
        files={TOKENIZER: (teacher / TOKENIZER).read_bytes()},
        card=card.read_text(encoding="utf-8") if card.exists() else f"# {out.name}\n",
    )


def _array(parameter: torch.Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = parameter.detach().numpy()
    return array


if __name__ == "__main__":
    main()
