"""The manifest of an encoder's folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from classify.errors import BundleFormatError
from classify.storage import MANIFEST, Bundle, entry, restoring

_MAX_TOKENS = 1_000_000  # more than any text that is read has


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderManifest:
    """The entries that every sort of encoder has."""

    name: str
    n_dims: int
    precision: str
    """Number format of weights, and of activations where they have one of their own."""
    max_tokens: int
    """Tokens of a text that are looked at."""

    @classmethod
    def of(cls, bundle: Bundle, *, kind: str) -> Self:
        """Read the entries of a bundle of this kind.

        Raises
        ------
        BundleFormatError
            If it is of another kind, or an entry is missing or cannot be.
        """
        found = bundle.manifest.get("kind")
        if found != kind:
            raise BundleFormatError(bundle.path, f"holds a {found}, no {kind}")
        with restoring(bundle.path, MANIFEST):
            manifest = cls(
                name=entry(bundle.manifest, "name", str),
                n_dims=entry(bundle.manifest, "n_dims", int),
                precision=entry(bundle.manifest, "precision", str),
                max_tokens=entry(bundle.manifest, "max_tokens", int),
            )
            if not (manifest.name and manifest.precision):
                raise ValueError("name or precision is empty")
            if manifest.n_dims < 1:
                raise ValueError(f"n_dims is {manifest.n_dims}; it is over 0")
            if not 1 <= manifest.max_tokens <= _MAX_TOKENS:
                raise ValueError(
                    f"max_tokens is {manifest.max_tokens}; it is from 1 to {_MAX_TOKENS}"
                )
        return manifest
