"""Load encoders, and find the one that a model was trained with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classify.encoders.protocol import CheckedEncoder, EncoderLike, checked
from classify.errors import BundleFormatError, BundleNotFoundError
from classify.storage import MANIFEST, asset_path, entry, model_folder, read_bundle, restoring

if TYPE_CHECKING:
    from classify.encoders.cache import EmbeddingCache

DEFAULT_ENCODER = "teaser-encoder"
FAST_ENCODER = "teaser-static"
_HUB = "hub:"
_SENTENCE_TRANSFORMERS_MARK = "modules.json"
_IDENTITY = ("sha256", "precision", "n_dims")


def load_encoder(name: str | Path = DEFAULT_ENCODER) -> CheckedEncoder:
    """Load an encoder.

    Parameters
    ----------
    name : str or path
        A bundled encoder's name; the folder of an ONNX or static encoder; the folder of a Sentence
        Transformers model; or "hub:" and the name of a model on a hub, which is the only case
        that uses the network, and only until the model lies in the hub's local cache. A folder
        that is an encoder of both sorts is loaded as the ONNX one.

    Raises
    ------
    UnknownNameError
        If it is none of these.
    BundleError
        If the folder cannot be used, or the model cannot be had from the hub.
    MissingExtraError
        If it takes sentence-transformers, and that is not installed.
    """
    asked = str(name)
    if asked.startswith(_HUB):
        from classify.encoders.hub import fetch_model

        return checked(fetch_model(asked.removeprefix(_HUB)), source=asked)
    folder = model_folder(asked, what="encoder")
    return checked(_from_folder(folder), source=_source(folder))


def describe_encoder(encoder: EncoderLike) -> dict[str, Any]:
    """Return what a model stores of its encoder, to identify and find it again, in JSON values.

    `source` is what `load_encoder` takes: a bundled name, "hub:NAME" or a whole path. It is None
    for an object that a program made.
    """
    return {
        "name": encoder.name,
        "sha256": encoder.sha256,
        "precision": encoder.precision,
        "n_dims": encoder.n_dims,
        "source": checked(encoder).source,
    }


def check_description(described: Any, *, place: str = "encoder") -> None:
    """Validate what a model stores of its encoder; see `describe_encoder`.

    Raises
    ------
    ValueError
        If an entry is missing or of another type; `place` says where.
    """
    for name in ("name", "sha256", "precision"):
        entry(described, name, str, place=place)
    if entry(described, "n_dims", int, place=place) < 1:
        raise ValueError(f"{place}.n_dims is not over 0")
    if described.get("source") is not None:
        entry(described, "source", str, place=place)


def find_encoder(
    described: Mapping[str, Any],
    *,
    model: Path,
    encoder: EncoderLike | str | Path | None = None,
) -> CheckedEncoder:
    """Find the encoder that a model was trained with, and make sure that it is the same one.

    Only a person may cause a download, not a model: an encoder of the hub is loaded from the hub's
    local cache only.

    Parameters
    ----------
    described : mapping
        See `describe_encoder`.
    model : path
        The model's folder. An encoder's folder that has moved is searched beside it.
    encoder : EncoderLike, str or path, optional
        Used instead of the stored one; loaded if it is a name or path.

    Raises
    ------
    BundleNotFoundError
        If it is nowhere.
    BundleFormatError
        If there is another one in its place, or the description is not whole.
    """
    with restoring(model, MANIFEST):
        check_description(described)
    offered = iter([as_encoder(encoder)]) if encoder is not None else _candidates(described, model)
    found = None
    for found in offered:
        if all(getattr(found, part) == described[part] for part in _IDENTITY):
            return found
    name = described["name"]
    if found is None:
        raise BundleNotFoundError(
            model, f"was trained with the encoder {name!r}, {_lost(described)}"
        )
    raise BundleFormatError(
        model,
        f"was trained with another encoder: {name}, hash {described['sha256'][:12]} in "
        f"{described['precision']}; found {found.name}, hash {found.sha256[:12]} in "
        f"{found.precision}. Train it again with this one, or give the one that it was trained "
        "with: TeaserPipeline.load(..., encoder=...).",
    )


def as_encoder(encoder: EncoderLike | str | Path) -> CheckedEncoder:
    """Load an encoder, or wrap an object so that its output is checked."""
    return load_encoder(encoder) if isinstance(encoder, (str, Path)) else checked(encoder)


def with_cache(encoder: CheckedEncoder, cache: EmbeddingCache | None) -> CheckedEncoder:
    """Put an encoder in front of a cache, if there is one."""
    if cache is None:
        return encoder
    from classify.encoders.cached import CachedEncoder

    return CachedEncoder(encoder, cache)


def _from_folder(folder: Path) -> EncoderLike:
    """Load the encoder that lies in a folder."""
    if (folder / _SENTENCE_TRANSFORMERS_MARK).exists() and not (folder / MANIFEST).exists():
        from classify.encoders.sentence_transformers import SentenceTransformerEncoder

        return SentenceTransformerEncoder(folder)
    from classify.encoders import onnx, static

    bundle = read_bundle(folder)
    is_static = bundle.manifest.get("kind") == static.KIND
    return static.StaticEncoder(bundle) if is_static else onnx.OnnxEncoder(bundle)


def _source(folder: Path) -> str:
    """Give a bundled folder by name, as it may lie elsewhere tomorrow; others by whole path."""
    folder = folder.resolve()
    bundled = folder.parent == asset_path("models").resolve()
    return folder.name if bundled else str(folder)


def _candidates(described: Mapping[str, Any], model: Path) -> Iterator[CheckedEncoder]:
    """Load what may be a model's encoder: first from where it was, then from beside the model."""
    # models without a source were made before sources were stored: their encoders are bundled
    source = described.get("source", described["name"])
    if source is None:
        return
    if source.startswith(_HUB):
        from classify.encoders.hub import cached_model

        if cached := cached_model(source.removeprefix(_HUB)):
            yield checked(cached, source=source)
        return
    # joined to a whole path, the bundled folder gives way to it
    for folder in (asset_path("models") / source, model.resolve().parent / Path(source).name):
        if _is_folder(folder):
            yield load_encoder(folder)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that is too long, a folder that is closed to us
        return False


def _lost(described: Mapping[str, Any]) -> str:
    """Say where an encoder was looked for, and what to do."""
    source = described.get("source", described["name"])
    if source is None:
        return (
            "an object of the program that trained it. Give it again: "
            "TeaserPipeline.load(..., encoder=...)."
        )
    if source.startswith(_HUB):
        return (
            "a model of the hub that is not on this machine. A model does not get to download "
            "anything. If you trust it, fetch the encoder by its name once: "
            f'python -c "from classify.encoders import load_encoder; load_encoder({source!r})"'
        )
    return (
        f"which is neither in {source} nor beside the model. Put its folder beside the model's, "
        "or give it: TeaserPipeline.load(..., encoder=FOLDER)."
    )
