"""Finds the bundled files (`models/`, `labeled/`), in an installed wheel and in a checkout.

The wheel carries them as package data under `classify/data`; an editable checkout has them at the
root of the repository. Nothing else in the package knows which of the two it runs from.
"""

from __future__ import annotations

from pathlib import Path

from classify.errors import BundleNotFoundError

_PACKAGE = Path(__file__).resolve().parent


def asset_path(*parts: str) -> Path:
    """Path of a bundled file or folder, such as `asset_path("models", "default")`.

    Raises
    ------
    BundleNotFoundError
        If neither the installed package nor the checkout has it.
    """
    for root in (_PACKAGE / "data", _PACKAGE.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise BundleNotFoundError(
        "/".join(parts), "is not among the bundled files. Install classify-news again."
    )


def model_names() -> tuple[str, ...]:
    """Names of the bundled models and encoders, sorted."""
    return tuple(sorted(path.name for path in asset_path("models").iterdir() if path.is_dir()))
