#!/usr/bin/env python3
"""Train the bundled genre model, models/genres: what form of piece a teaser announces.

    python scripts/train_genre_model.py --data DIR

Learns from the teasers of DIR/archive/ that labeled/genres/ has labels for; no text of DIR is kept
but single words that at least four teasers hold. How well it does: scripts/benchmark/genres.py.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from classify.encoders import load_encoder
from classify.storage import write_bundle
from scripts import ROOT
from scripts.genre_training import describe, learn, read_pile


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "genres")
    arguments = parser.parse_args()
    encoder = load_encoder()
    pile = read_pile(arguments.data, encoder)
    model = learn(pile)
    card = arguments.out / "README.md"
    write_bundle(
        arguments.out,
        describe(encoder, pile),
        arrays=model.to_arrays(),
        card=card.read_text(encoding="utf-8") if card.exists() else f"# {arguments.out.name}\n",
    )
    print(f"learned {len(model.kinds)} kinds; bound {model.min_probability:.2f}")
    print(f"wrote {arguments.out}")


if __name__ == "__main__":
    main()
