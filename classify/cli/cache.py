"""Verbs about the vectors that are kept: cache show, cache clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from classify.cli.terminal import put, say
from classify.errors import StoreError

if TYPE_CHECKING:
    from classify.encoders import EmbeddingStore

_BYTES_PER_MB = 1_000_000

cache = typer.Typer(
    no_args_is_help=True,
    help="Show or clear the vectors that are kept, so that no text is encoded twice.\n\n"
    "Example: classify cache show",
)


def user_store(*, no_cache: bool) -> EmbeddingStore | None:
    """Return the store of the user's own vectors, unless it is not wanted or cannot be had."""
    if no_cache:
        return None
    try:
        from classify.encoders import EmbeddingStore

        return EmbeddingStore.default()
    except (ImportError, StoreError) as error:  # a Python without SQLite, a user without a home
        say(f"going on without kept vectors: {error}")
        return None


@cache.command()
def show() -> None:
    """Show where vectors are kept, how many, of which encoders, and how much space they take.

    Example: classify cache show
    """
    from classify.encoders import EmbeddingStore

    store = EmbeddingStore.default()
    kinds = store.contents()
    lines = [
        f"path: {store.path}",
        f"size: {store.n_bytes / _BYTES_PER_MB:.1f} MB of {store.max_bytes / _BYTES_PER_MB:.0f} MB",
        f"vectors: {sum(kind.n_vectors for kind in kinds)}",
        *(
            f"  {kind.name} ({kind.sha256[:12]}, {kind.precision}, {kind.n_dims} dimensions): "
            f"{kind.n_vectors}"
            for kind in kinds
        ),
    ]
    put("\n".join(lines) + "\n", None)


@cache.command()
def clear() -> None:
    """Drop all vectors that are kept; a damaged file is deleted.

    Example: classify cache clear
    """
    from classify.encoders import EmbeddingStore

    store = EmbeddingStore.default()
    before = store.n_bytes
    store.clear()
    say(f"cleared {store.path}: {(before - store.n_bytes) / _BYTES_PER_MB:.1f} MB")
