"""Runs every verb in one process, and tells which sockets Python made meanwhile.

`python -m tests.cli.every_verb FOLDER`, run in that folder; what was seen is written there.
"""

import json
import socket
import sys
from pathlib import Path

from tests.cli.conftest import LISTING

EVENTS = "events.json"
AWAY = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
FAMILIES = (socket.AF_INET, socket.AF_INET6)
PLAN = """\
out = "digests"
as_of = 2025-01-22
[[digest]]
name = "one"
inputs = ["listing.txt"]
[[digest]]
name = "two"
inputs = ["listing.txt"]
"""
TOPICS = """\
[[topic]]
key = "ports"
definition = "Ships and harbours."
[[topic]]
key = "bees"
definition = "Bees and hives."
"""
SETTINGS = """\
[brief]
max-words = 400
"""
VERBS = [
    "settings",
    "cache show",
    "read listing.txt --out pile.jsonl",
    "predict listing.txt",
    "topics --language ru",
    "predict listing.txt --fast --format csv --out rows.csv",
    "stories listing.txt --state state.json",
    "stories listing.txt --fast --out stories",
    "brief listing.txt --format md,html,txt,eml,json --out brief",
    "brief listing.txt --since brief --explain --language ru",
    "explain listing.txt",
    "train labels.csv --out model",
    "train --topics topics.toml --out own",
    "evaluate labels.csv --model model --out report",
    "audit labels.csv --out audit",
    "inspect model",
    "inspect teaser-encoder",
    "batch plan.toml --jobs 2",
    "cache show",
    "cache clear",
]


def write_inputs(folder):
    rows = ["headline,text,labels"]
    for number in range(12):
        rows.append(f"Ship {number} enters harbour,Cargo is unloaded at quay {number}.,ports")
        rows.append(f"Hive {number} swarms in May,The beekeeper counts {number} queens.,bees")
    for name, content in {
        "listing.txt": LISTING,
        "labels.csv": "\n".join(rows) + "\n",
        "plan.toml": PLAN,
        "topics.toml": TOPICS,
        "classify.toml": SETTINGS,
    }.items():
        (folder / name).write_text(content, encoding="utf-8")


def watch(events):
    """Note every socket that leads out of the machine, and every name that is looked up."""

    def hook(event, arguments):
        out = event in AWAY or (event == "socket.__new__" and arguments[1] in FAMILIES)
        if out:
            events.append(f"{event} {arguments[1:]!r}")

    sys.addaudithook(hook)


def main(folder):
    events = []
    watch(events)
    from classify.cli.app import app

    for line in VERBS:
        print(f"classify {line}", file=sys.stderr)
        app(line.split(), standalone_mode=False)
    (folder / EVENTS).write_text(json.dumps(events), encoding="utf-8")


if __name__ == "__main__":
    write_inputs(Path(sys.argv[1]))
    main(Path(sys.argv[1]))
