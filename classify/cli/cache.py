"""Verbs about the cache of embeddings: cache show, cache clear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from classify.cli.terminal import put, say
from classify.errors import CacheError, ReadError

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache
    from classify.readers import Mirror

_BYTES_PER_MB = 1_000_000

cache = typer.Typer(
    no_args_is_help=True,
    help="Show or clear the cache of embeddings, which saves encoding a text twice, and of what "
    "was fetched.\n\n"
    "Example: classify cache show",
)


def user_cache(*, no_cache: bool) -> EmbeddingCache | None:
    """Return the cache of the user's own vectors, unless it is not wanted or cannot be had."""
    if no_cache:
        return None
    try:
        from classify.encoders import EmbeddingCache

        return EmbeddingCache.default()
    except (ImportError, CacheError) as error:  # a Python without SQLite, a user without a home
        say(f"going on without kept vectors: {error}")
        return None


def fetched_folder(*, no_cache: bool) -> Path | None:
    """Return the folder that keeps what was fetched, beside the vectors."""
    if no_cache:
        return None
    from classify.encoders import EmbeddingCache

    try:
        return EmbeddingCache.default().path.parent / "fetched"
    except CacheError as error:  # a user without a home
        say(f"going on without kept sources: {error}")
        return None


@cache.command()
def show() -> None:
    """Show the path and size of the cache, and its number of vectors by encoder.

    Example: classify cache show
    """
    from classify.encoders import EmbeddingCache

    cache = EmbeddingCache.default()
    kinds = cache.contents()
    lines = [
        f"path: {cache.path}",
        f"size: {cache.n_bytes / _BYTES_PER_MB:.1f} MB of {cache.max_bytes / _BYTES_PER_MB:.0f} MB",
        f"vectors: {sum(kind.n_vectors for kind in kinds)}",
        *(
            f"  {kind.name} ({kind.sha256[:12]}, {kind.precision}, {kind.n_dims} dimensions): "
            f"{kind.n_vectors}"
            for kind in kinds
        ),
    ]
    if (mirror := _mirror()) and len(mirror):
        size = f"{mirror.n_bytes / _BYTES_PER_MB:.1f} MB"
        lines.append(f"fetched: {len(mirror)} sources, {size}, in {mirror.folder}")
    put("\n".join(lines) + "\n", None)


@cache.command()
def clear() -> None:
    """Empty the cache, and delete what was fetched; a damaged file is deleted.

    Example: classify cache clear
    """
    from classify.encoders import EmbeddingCache

    cache = EmbeddingCache.default()
    before = cache.n_bytes
    cache.clear()
    say(f"cleared {cache.path}: {(before - cache.n_bytes) / _BYTES_PER_MB:.1f} MB")
    if (mirror := _mirror()) and len(mirror):
        n_bytes = mirror.n_bytes
        mirror.clear()
        say(f"cleared {mirror.folder}: {n_bytes / _BYTES_PER_MB:.1f} MB")


def _mirror() -> Mirror | None:
    """Return what was fetched; what is wrong with it is said."""
    from classify.readers import Mirror

    folder = fetched_folder(no_cache=False)
    try:
        return Mirror(folder) if folder else None
    except ReadError as error:
        say(str(error))
        return None
