"""Fingerprint of a digest of a plan, kept beside it: an up-to-date digest is not made again.

made.json    fingerprint of all that went in, SHA-256 of each file that came out, and what the
             index page says of the digest
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from classify.records import Digest, to_json_dict
from classify.storage import write_text

MADE = "made.json"


def stands(folder: Path, fingerprint: str) -> bool:
    """Return whether a folder holds the digest of a fingerprint, to the byte."""
    try:
        made = read_made(folder)
        return made["fingerprint"] == fingerprint and all(
            _sha256(folder / name) == sha256 for name, sha256 in made["files"].items()
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False  # made by an earlier version, or changed: it is made anew


def forget_made(folder: Path) -> None:
    """Remove the fingerprint before a digest is made again, so that a partial one is not used."""
    (folder / MADE).unlink(missing_ok=True)


def write_made(
    folder: Path, fingerprint: str, label: str, digest: Digest, files: Sequence[Path]
) -> None:
    """Write the fingerprint of a digest when all its files are written."""
    content = {
        "fingerprint": fingerprint,
        "files": {path.name: _sha256(path) for path in files},
        "title": digest.title,
        "label": label,
        "as_of": to_json_dict(digest.as_of),
        "issue": digest.issue,
        "n_teasers": digest.counts.n_teasers,
        "n_stories": digest.counts.n_stories,
        "n_briefs": len(digest.briefs),
        "bottom_line": [line.headline for line in digest.bottom_line],
    }
    write_text(folder / MADE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def read_made(folder: Path) -> dict[str, Any]:
    """Read what `write_made` wrote."""
    found: dict[str, Any] = json.loads((folder / MADE).read_text(encoding="utf-8"))
    return found


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
