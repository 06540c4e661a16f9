"""Finds the bundled files (`models/`, `labeled/`), in an installed wheel and in a checkout.

The wheel carries them as package data under `classify/data`; an editable checkout has them at the
root of the repository. Nothing else in the package knows which of the two it runs from.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from classify.errors import BundleNotFoundError, UnknownNameError
from classify.storage.bundles import Bundle, read_bundle, restoring
from classify.storage.typed_json import entry

_PACKAGE = Path(__file__).resolve().parents[1]
TOKENIZER = "tokenizer.json"
"""The file that makes a folder an encoder."""


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


def bundle_learned_on(encoder_sha256: str, names: Sequence[str]) -> Bundle | None:
    """Return the first of some bundled models that was learned on vectors of an encoder, if any.

    Parameters
    ----------
    encoder_sha256 : str
    names : sequence of str
        Folders in `models/`.
    """
    for name in names:
        bundle = read_bundle(asset_path("models", name))
        with restoring(bundle.path):
            described = entry(bundle.manifest, "encoder", dict)
            if entry(described, "sha256", str, place="encoder") == encoder_sha256:
                return bundle
    return None


def model_folder(model: str | Path, *, what: str) -> Path:
    """Find a model: a folder as it stands, or a bundled name.

    Parameters
    ----------
    model : str or path
    what : str
        "model" or "encoder", for the message.

    Raises
    ------
    UnknownNameError
        If it is neither; the known names of that sort are listed.
    """
    folder = Path(model)
    if folder.is_dir():
        return folder
    bundled = asset_path("models")
    names = [path.name for path in bundled.iterdir() if path.is_dir()]
    if str(model) in names:
        return bundled / str(model)
    # each sort of model marks its folder: an encoder has a tokenizer
    fitting = [
        name for name in names if (bundled / name / TOKENIZER).exists() == (what == "encoder")
    ]
    raise UnknownNameError(what, str(model), fitting)
