"""A folder of what was fetched, with what tells a server that we have it already.

    .fetched.json     format, and for each address: file, url, etag, last_modified, fetched, sha256
    HOST-PATH-HASH.*  the contents

A file that is gone or was changed by anybody counts as missing, and is asked for anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from classify.errors import ReadError
from classify.storage import write_all

STATE = ".fetched.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept of one address."""

    file: str
    """Name in the folder."""
    url: str
    """What the validators are for."""
    etag: str | None
    last_modified: str | None
    fetched: str
    """ISO 8601."""
    sha256: str
    """Of the file."""

    @property
    def validators(self) -> dict[str, str]:
        """Headers of a conditional request."""
        headers = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in headers.items() if value and value.isprintable()}

    @property
    def time(self) -> datetime:
        """When it was fetched (aware UTC)."""
        return datetime.fromisoformat(self.fetched)


class Mirror:
    """The folder of what was fetched.

    Parameters
    ----------
    folder : path
        Made with the first file.

    Raises
    ------
    ReadError
        If the folder's `.fetched.json` is damaged, or of another format.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._kept = self._read()

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def n_bytes(self) -> int:
        """Size of the files that are kept, in bytes."""
        paths = (self.folder / kept.file for kept in self._kept.values())
        return sum(path.stat().st_size for path in paths if path.is_file())

    def find(self, address: str) -> Kept | None:
        """Return what is kept of an address, if its file is as it was written."""
        kept = self._kept.get(address)
        if kept is None:
            return None
        try:
            content = (self.folder / kept.file).read_bytes()
        except OSError:
            return None
        return kept if sha256_of(content) == kept.sha256 else None

    def keep(self, address: str, kept: Kept, content: bytes) -> Path:
        """Write a content and what is to be known of it; return the content's file.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        self._kept[address] = kept
        path = self.folder / kept.file
        write_all({path: content, self.folder / STATE: self._state()})
        return path

    def clear(self) -> None:
        """Delete what was fetched, and nothing else."""
        for kept in self._kept.values():
            with suppress(OSError):
                (self.folder / kept.file).unlink()
        self._kept = {}
        with suppress(OSError):
            (self.folder / STATE).unlink()
            self.folder.rmdir()

    def _state(self) -> str:
        sources = {address: asdict(kept) for address, kept in sorted(self._kept.items())}
        content = {"format": FORMAT, "sources": sources}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    def _read(self) -> dict[str, Kept]:
        path = self.folder / STATE
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["format"] != FORMAT:
                reason = f"is in format {content['format']!r}, which this version does not read"
                raise ReadError(path, f"{reason}; delete it, and everything is fetched anew")
            return {str(address): _kept(values) for address, values in content["sources"].items()}
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except ReadError:
            raise
        except (OSError, ValueError, TypeError, LookupError, AttributeError,
                RecursionError) as error:  # fmt: skip
            reason = "cannot be read; delete it, and everything is fetched anew"
            raise ReadError(path, f"{reason} ({type(error).__name__})") from error


def times_of(source: object) -> dict[object, datetime]:
    """Return when sources were fetched, as far as they were.

    Parameters
    ----------
    source : FetchedSource, path, or list of paths
        A path is known by the `.fetched.json` beside it; one that is damaged knows none.
    """
    if isinstance(moment := getattr(source, "fetched", None), datetime):
        return {source: moment}
    paths = source if isinstance(source, list) else [source]
    by_folder: dict[Path, dict[str, datetime]] = {}
    times: dict[object, datetime] = {}
    for path in paths:
        if isinstance(path, (str, Path)):
            folder, name = Path(path).parent, Path(path).name
            if folder not in by_folder:
                by_folder[folder] = _times_in(folder)
            if name in by_folder[folder]:
                times[path] = by_folder[folder][name]
    return times


def _times_in(folder: Path) -> dict[str, datetime]:
    try:
        return {kept.file: kept.time for kept in Mirror(folder)._kept.values()}
    except ReadError:
        return {}


def sha256_of(content: bytes) -> str:
    """Return the checksum of a content."""
    return hashlib.sha256(content).hexdigest()


def _kept(values: Mapping[str, str | None]) -> Kept:
    """Take an entry of the state; raise for one that names a file elsewhere."""
    kept = Kept(**values)  # type: ignore[arg-type]  # checked below
    texts = (kept.file, kept.url, kept.fetched, kept.sha256)
    is_whole = all(isinstance(one, str) for one in texts) and all(
        one is None or isinstance(one, str) for one in (kept.etag, kept.last_modified)
    )
    if not is_whole or Path(kept.file).name != kept.file or kept.time.tzinfo is None:
        raise ValueError("is no entry")
    return kept
