"""Check that a model trained under one version of scikit-learn predicts the same under another.

    python scripts/across_versions.py 1.6.1

Installs that version beside the present one (into build/, needs the network once), trains a small
model on labeled/ under each, loads both models under both, and compares every probability, status
and topic. Exit status 1 where any differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from scripts import LABELED, ROOT

BUILD = ROOT / "build"
TRAIN = """
import sys
from pathlib import Path
from classify import Taxonomy, TeaserPipeline
from classify.datasets.teasers import LabelledSet
taxonomy = Taxonomy.from_toml(Path(sys.argv[1]) / "topics.toml")
labelled = LabelledSet.read(Path(sys.argv[1]), taxonomy=taxonomy, split="train").teasers
TeaserPipeline.train(labelled, taxonomy=taxonomy, encoder="teaser-static").save(sys.argv[2])
"""
PREDICT = """
import json, sys
from pathlib import Path
import sklearn
from classify import TeaserPipeline
from classify.datasets.teasers import LabelledSet
from classify.records import to_json_dict
pipeline = TeaserPipeline.load(sys.argv[2])
own = LabelledSet.read(Path(sys.argv[1]), taxonomy=pipeline.taxonomy, split="development")
found = pipeline.predict([item.teaser for item in own.teasers])
print(json.dumps([sklearn.__version__, len(found), to_json_dict(found)], sort_keys=True))
"""


def main() -> int:
    """Train and predict under both versions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("version", help="the other version of scikit-learn")
    other = parser.parse_args().version
    folder = BUILD / f"scikit-learn-{other}"
    if not folder.exists():
        install = ["install", "--quiet", "--no-deps", "--target", str(folder)]
        subprocess.run(
            [sys.executable, "-m", "pip", *install, f"scikit-learn=={other}"], check=True
        )
    places = {"present": None, other: folder}
    agree = True
    for trained_under, place in places.items():
        model = BUILD / f"trained-under-{trained_under}"
        run(TRAIN, model, place)
        digests = []
        for beside in places.values():
            version, n_teasers, found = json.loads(run(PREDICT, model, beside))
            digest = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
            digests.append(digest)
            print(
                f"trained under {trained_under}, {n_teasers} teasers predicted under "
                f"scikit-learn {version}: {digest[:16]}"
            )
        agree &= len(set(digests)) == 1
    print("the same" if agree else "DIFFERENT")
    return 0 if agree else 1


def run(code: str, model: Path, beside: Path | None) -> str:
    """Run code in a process of its own, with another scikit-learn before the installed one."""
    paths = [str(ROOT), *([str(beside)] if beside else [])]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(LABELED), str(model)],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
