"""A model on disk: a folder of arrays, JSON and checksums.

    manifest.json         format number, what the bundle is, SHA-256 of every other file
    arrays.safetensors    named arrays, where the bundle has any
    *                     further files that the manifest lists (an ONNX graph, a tokenizer)
    README.md             the card, for people; not listed, so that mending a word changes no hash

Loading executes nothing: there is no pickle, and a folder that holds one is refused. Raise
`FORMAT` when old readers could not read a new folder, keep reading the old numbers, and keep a
folder of each old format in the tests.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classify.errors import (
    BundleError,
    BundleFormatError,
    BundleIntegrityError,
    BundleNotFoundError,
    ClassifyError,
)
from classify.storage.faults import in_one_line
from classify.storage.folders import replaced_folder
from classify.storage.format_numbers import format_fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 1
READABLE_FORMATS = (1,)
MANIFEST = "manifest.json"
ARRAYS = "arrays.safetensors"
CARD = "README.md"

_UNTOUCHED = "Nothing was written. Give a new or empty folder, or a model's that is to be replaced."
_PICKLE_SUFFIXES = frozenset({".pkl", ".pickle", ".joblib", ".pt", ".pth", ".bin", ".dill"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A bundle in memory: its manifest, its arrays, and its path."""

    path: Path
    manifest: Mapping[str, Any]
    arrays: Mapping[str, NDArray[Any]]
    sha256: str
    """Hash of the manifest, and through its checksums of the whole bundle."""

    def file(self, name: str) -> Path:
        """Path of a further file; its checksum was compared when the bundle was read."""
        if name not in self.manifest["files"]:
            raise BundleFormatError(self.path, f"its manifest does not list {name}")
        return self.path / name

    def card(self) -> str:
        """Return what people should know of it, in Markdown."""
        return _read_file(self.path, CARD).decode("utf-8", errors="replace")


@contextmanager
def restoring(path: Path, file: str | None = None) -> Iterator[None]:
    """Turn any exception inside into a `BundleFormatError`; a `ClassifyError` passes as it is.

    A checksum proves that a file is the one that was written, not that its content is valid. So
    everything that is restored from a bundle is restored inside this context, and validates
    explicitly only what would fail later, or silently.

    Parameters
    ----------
    path : path
        Folder of the bundle.
    file : str, optional
        The file in it that is being read.

    Raises
    ------
    BundleFormatError
        Naming the folder, the file, and what is wrong.
    """
    try:
        yield
    except ClassifyError:
        raise
    # libraries raise all sorts of exceptions for files that they cannot use, some bare ones
    except Exception as error:
        what = f"{file} cannot be used" if file else "is no model that can be used"
        raise BundleFormatError(path, f"{what}: {in_one_line(error)}") from error


def write_bundle(
    path: str | Path,
    manifest: Mapping[str, Any],
    *,
    arrays: Mapping[str, NDArray[Any]] | None = None,
    files: Mapping[str, bytes] | None = None,
    card: str | None = None,
) -> None:
    """Write a bundle completely or not at all; the old one stays until the new one is complete.

    Parameters
    ----------
    path : path
        Folder to make; or to replace, if it is empty or a bundle.
    manifest : mapping
        What the bundle is, in JSON values; `format` and `files` are added.
    arrays : mapping of name to array, optional
    files : mapping of file name to content, optional
        Further files.
    card : str, optional
        What people should know of it, in Markdown.

    Raises
    ------
    BundleError
        If something else lies at `path`; see `replaceable_files`.
    """
    contents = dict(files or {})
    if arrays:
        contents[ARRAYS] = _save_arrays(arrays)
    listed = {name: _sha256(contents[name]) for name in sorted(contents)}
    head = {"format": FORMAT, **manifest, "files": listed}
    with replaced_folder(Path(path), replaceable_files) as folder:
        for name, content in contents.items():
            (folder / name).write_bytes(content)
        if card is not None:
            (folder / CARD).write_text(card, encoding="utf-8", newline="\n")
        text = json.dumps(head, indent=2, ensure_ascii=False) + "\n"
        (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def replaceable_files(path: str | Path) -> frozenset[str]:
    """Return the names of the files that a new bundle at `path` would take the place of.

    Raises
    ------
    BundleError
        If there is anything but a bundle or an empty folder: only files that this package wrote
        are deleted, and not those that were changed since.
    """
    folder = Path(path)
    if folder.is_symlink():
        raise BundleError(folder, f"is a link; name the folder that it leads to. {_UNTOUCHED}")
    if not folder.exists():
        return frozenset()
    if not folder.is_dir():
        raise BundleError(folder, f"is no folder. {_UNTOUCHED}")
    found = sorted(file.name for file in folder.iterdir())
    ours = _written_by_us(folder) if found else set()
    foreign = [name for name in found if name not in ours or not _is_own_file(folder / name)]
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise BundleError(
            folder, f"holds what is no part of a model: {foreign[0]}{more}. {_UNTOUCHED}"
        )
    return frozenset(found)


def _is_own_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _written_by_us(folder: Path) -> set[str]:
    """Names of a folder's files that are those of a bundle, by their checksums; and its card."""
    try:
        manifest, _ = _read_manifest(folder)
    except BundleError:
        return set()
    if not isinstance(manifest.get("kind"), str):  # the manifest of another program
        return set()
    names = {MANIFEST, CARD}
    for name, expected in manifest["files"].items():
        with suppress(BundleError):
            _check_file(folder, name, expected)
            names.add(name)
    return names


def read_bundle(path: str | Path) -> Bundle:
    """Read a bundle and compare every checksum.

    Raises
    ------
    BundleNotFoundError
        If there is no folder with a manifest.
    BundleFormatError
        If the format is not readable here, a listed file is missing, or a pickle lies inside.
    BundleIntegrityError
        If a file differs from the one that was written.
    """
    folder = Path(path)
    manifest, digest = _read_manifest(folder)
    _refuse_pickles(folder)
    for name, expected in manifest["files"].items():
        _check_file(folder, name, expected)
    arrays: dict[str, NDArray[Any]] = {}
    if ARRAYS in manifest["files"]:
        arrays = _load_arrays(folder)
    return Bundle(path=folder, manifest=manifest, arrays=arrays, sha256=digest)


def _read_manifest(folder: Path) -> tuple[dict[str, Any], str]:
    """Read the manifest and check all that can be checked without the other files."""
    try:
        content = _read_file(folder, MANIFEST)
    except BundleNotFoundError as error:
        raise BundleNotFoundError(
            folder, f"is no model: there is no {MANIFEST} in it. Known: see `classify inspect`."
        ) from error
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BundleFormatError(folder, f"{MANIFEST} is no JSON: {in_one_line(error)}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise BundleFormatError(folder, f"{MANIFEST} lists no files")
    found = manifest.get("format")
    if fault := format_fault(found, READABLE_FORMATS, cure="train the model again"):
        raise BundleFormatError(folder, fault, found=found, readable=READABLE_FORMATS)
    return manifest, _sha256(content)


def _refuse_pickles(folder: Path) -> None:
    try:
        files = sorted(folder.iterdir())
    except OSError as error:
        raise BundleError(folder, f"cannot be listed ({error.strerror})") from error
    for file in files:
        if file.suffix.lower() in _PICKLE_SUFFIXES:
            raise BundleFormatError(
                folder, f"holds {file.name}: pickles can run code and are never read. Delete it."
            )


def _check_file(folder: Path, name: str, expected: object) -> None:
    if Path(name).name != name:
        raise BundleFormatError(folder, f"{MANIFEST} points outside the bundle: {name!r}")
    try:
        found = _sha256(_read_file(folder, name))
    except BundleNotFoundError as error:
        raise BundleFormatError(folder, f"{name} is missing") from error
    if found != expected:
        raise BundleIntegrityError(folder, name, str(expected), found)


def _read_file(folder: Path, name: str) -> bytes:
    """Read a file of a bundle; anything else of its name, such as a pipe, is not opened."""
    try:
        file = folder / name
        if not stat.S_ISREG(file.stat().st_mode):
            raise BundleFormatError(folder, f"{name!r} is no file")
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BundleNotFoundError(folder, f"{name} is missing") from error
    except OSError as error:
        raise BundleError(folder, f"{name} cannot be read ({error.strerror})") from error
    except ValueError as error:  # such as a NUL, or half of a surrogate pair
        raise BundleFormatError(folder, f"no file can be named {name!r}") from error


def _save_arrays(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    import numpy as np
    from safetensors.numpy import save

    # safetensors writes the buffer as it lies in memory, so views and transposes are laid out first
    return save({name: np.asarray(arrays[name], order="C") for name in sorted(arrays)})


def _load_arrays(folder: Path) -> dict[str, NDArray[Any]]:
    from safetensors.numpy import load

    content = _read_file(folder, ARRAYS)
    try:
        return load(content)
    except KeyError as error:
        raise BundleFormatError(
            folder, f"{ARRAYS} holds numbers of a type that is not read here: {error}"
        ) from error
    except Exception as error:  # its own, and those of numpy for sizes that cannot be
        raise BundleFormatError(
            folder, f"{ARRAYS} is no safetensors file: {in_one_line(error)}"
        ) from error


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
