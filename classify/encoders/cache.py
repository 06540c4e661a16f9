"""Vectors kept on disk, so that a text is encoded once: in SQLite, by hashes, with no text.

    encoders    id, sha256, precision, name (to be shown, never compared)
    vectors     encoder, SHA-256 of the text's UTF-8, n_dims, float32 bytes (little-endian),
                checksum, day of last use

Several processes may share a cache: SQLite locks it, in WAL mode, and a connection lasts for one
reading or writing only, so that nothing is held between them and threads and forks do no harm.
A row that is not what was written counts as missing and is written anew. Raise `FORMAT` when the
tables change: a cache of another format is left alone.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from classify.encoders.protocol import EncoderLike
from classify.errors import CacheError

FOLDER_VARIABLE = "CLASSIFY_CACHE"
"""Environment variable that names another folder for the cache."""
FILE = "embeddings.sqlite"
FORMAT = 1
MAX_BYTES = 1_000_000_000  # some 500,000 vectors of 384 dimensions

_APPLICATION = "classify-news"
_SECONDS_OF_PATIENCE = 5.0  # writing a chunk takes hundredths of a second
_SECONDS_PER_DAY = 86_400
_BATCH = 500  # keys in one query: SQLite before 3.32 takes 999 values
_VECTOR = np.dtype("<f4")
_SCHEMA = (
    """CREATE TABLE encoders (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL,
        precision TEXT NOT NULL,
        name TEXT NOT NULL,
        UNIQUE (sha256, precision)
    )""",
    """CREATE TABLE vectors (
        id INTEGER PRIMARY KEY,
        encoder INTEGER NOT NULL,
        text_sha256 BLOB NOT NULL,
        n_dims INTEGER NOT NULL,
        vector BLOB NOT NULL,
        crc32 INTEGER NOT NULL,
        used_day INTEGER NOT NULL,
        UNIQUE (encoder, text_sha256)
    )""",
    "CREATE INDEX vectors_by_use ON vectors (used_day)",
    f"PRAGMA user_version = {FORMAT}",
)
_CLEAR = "Delete it with: classify cache clear"
_CURES = {
    "SQLITE_BUSY": "is locked by another process. Try again later; if it stays so, delete it "
    "with: classify cache clear",
    "SQLITE_FULL": "does not fit on the disk. Make room, for example with: classify cache clear",
    **dict.fromkeys(
        ("SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_PERM", "SQLITE_READONLY"),
        f"cannot be written. Let {FOLDER_VARIABLE} name a folder that can, "
        "or use --no-cache; if neither helps: classify cache clear",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CachedKind:
    """The vectors that a cache has of one encoder in one precision."""

    name: str
    sha256: str
    precision: str
    n_dims: int
    n_vectors: int


class EmbeddingCache:
    """Vectors by encoder hash, precision and text hash, in one SQLite file.

    Nothing is made or opened before the first reading or writing.

    Parameters
    ----------
    path : path
        The file; its folder is made if need be.
    max_bytes : int
        When the vectors take more, the least recently used tenth is dropped.

    Raises
    ------
    CacheError
        By every method, if the file is damaged, of another format, locked or not writable.
    """

    def __init__(self, path: str | Path, *, max_bytes: int = MAX_BYTES) -> None:
        self.path = Path(path)
        self.max_bytes = max_bytes

    @classmethod
    def default(cls) -> EmbeddingCache:
        """Return the user's own: in the folder `CLASSIFY_CACHE`, or the system's for caches.

        Raises
        ------
        CacheError
            If there is no such place: the user has no home, or the folder begins with ~ and the
            name of nobody.
        """
        folder = os.environ.get(FOLDER_VARIABLE)
        try:
            if folder:
                return cls(Path(folder).expanduser() / FILE)
            return cls(user_cache_path(_APPLICATION, appauthor=False) / FILE)
        except RuntimeError as error:
            raise CacheError(
                folder or "the user's cache",
                f"there is no such place ({error}). Let {FOLDER_VARIABLE} name a folder that can "
                "be written, or use --no-cache",
            ) from error

    def fetch(
        self, encoder: EncoderLike, keys: Sequence[bytes]
    ) -> dict[bytes, NDArray[np.float32]]:
        """Look vectors up.

        Parameters
        ----------
        encoder : EncoderLike
        keys : sequence of bytes
            See `text_key`.

        Returns
        -------
        dict of key to float32 array of shape (n_dims,), without those that are not there
        """
        found: dict[bytes, NDArray[np.float32]] = {}
        unused: list[bytes] = []
        today = _today()
        with self._open() as db:
            for start in range(0, len(keys), _BATCH):
                batch = keys[start : start + _BATCH]
                rows = db.execute(
                    "SELECT text_sha256, vectors.n_dims, vector, crc32, used_day "
                    "FROM vectors JOIN encoders ON encoders.id = encoder "
                    "WHERE sha256 = ? AND precision = ? "
                    f"AND text_sha256 IN ({', '.join('?' * len(batch))})",
                    (encoder.sha256, encoder.precision, *batch),
                )
                for key, n_dims, vector, crc32, used_day in rows:
                    if n_dims == encoder.n_dims and _is_whole(key, n_dims, vector, crc32):
                        found[key] = np.frombuffer(vector, dtype=_VECTOR).astype(np.float32)
                        if used_day < today:
                            unused.append(key)
            self._mark_used(db, encoder, unused, today)
        return found

    def keep(self, encoder: EncoderLike, vectors: Mapping[bytes, NDArray[np.float32]]) -> None:
        """Write vectors, shape (n_dims,) each, under their keys: all of them or none."""
        today = _today()
        with self._open() as db, db:
            db.execute("BEGIN IMMEDIATE")
            known = (encoder.sha256, encoder.precision)
            db.execute(
                "INSERT OR IGNORE INTO encoders (sha256, precision, name) VALUES (?, ?, ?)",
                (*known, encoder.name),
            )
            ((number,),) = db.execute(
                "SELECT id FROM encoders WHERE sha256 = ? AND precision = ?", known
            )
            rows = ((key, vector.astype(_VECTOR).tobytes()) for key, vector in vectors.items())
            db.executemany(
                "INSERT OR REPLACE INTO vectors "
                "(encoder, text_sha256, n_dims, vector, crc32, used_day) VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (number, key, encoder.n_dims, vector, _crc32(key, vector), today)
                    for key, vector in rows
                ),
            )
            self._make_room(db)

    def contents(self) -> list[CachedKind]:
        """Count the vectors of each encoder, the most first; none if there is no file."""
        if not self.path.exists():
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT name, sha256, precision, n_dims, COUNT(*) "
                "FROM vectors JOIN encoders ON encoders.id = encoder "
                "GROUP BY encoders.id, n_dims ORDER BY COUNT(*) DESC, sha256, precision, n_dims"
            ).fetchall()
        names = ("name", "sha256", "precision", "n_dims", "n_vectors")
        return [CachedKind(**dict(zip(names, row, strict=True))) for row in rows]

    @property
    def n_bytes(self) -> int:
        """Space on disk, with what SQLite keeps beside the file."""
        return sum(file.stat().st_size for file in self._files() if file.is_file())

    def clear(self) -> None:
        """Drop all vectors; a file that cannot be read is deleted."""
        if not self.path.exists():
            return
        try:
            with self._open() as db:
                # emptied, not deleted: another process may have it open
                with db:
                    db.execute("BEGIN IMMEDIATE")
                    db.execute("DELETE FROM vectors")
                    db.execute("DELETE FROM encoders")
                with suppress(sqlite3.OperationalError):  # space is freed when there is no reader
                    db.execute("VACUUM")
        except CacheError:
            try:
                for file in self._files():
                    file.unlink(missing_ok=True)
            except OSError as error:
                raise CacheError(self.path, f"cannot be deleted ({error.strerror})") from error

    def _files(self) -> list[Path]:
        """Return the file, and those that SQLite may have beside it."""
        return [Path(f"{self.path}{end}") for end in ("", "-wal", "-shm", "-journal")]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file, made if need be; every fault of SQLite becomes a CacheError."""
        try:
            # vectors tell something of their texts, so the folder is the user's alone
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(
                sqlite3.connect(self.path, timeout=_SECONDS_OF_PATIENCE, isolation_level=None)
            ) as db:
                self._prepare(db)
                yield db
        except sqlite3.Error as error:
            # extended codes carry an ending: SQLITE_READONLY_DIRECTORY
            code = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
            cure = _CURES.get(code, f"is damaged. {_CLEAR}")
            raise CacheError(self.path, f"{cure} ({error})") from error
        except OSError as error:
            raise CacheError(
                self.path, f"{_CURES['SQLITE_CANTOPEN']} ({error.strerror})"
            ) from error

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Make the tables of a new file; refuse a file of another format."""
        if _pragma(db, "user_version") != FORMAT:
            if _is_empty(db):
                _create(db)
            found = _pragma(db, "user_version")
            if found != FORMAT:
                raise CacheError(
                    self.path, f"has format {found}; this version reads {FORMAT}. {_CLEAR}"
                )
        db.execute("PRAGMA synchronous = NORMAL")  # a power cut may lose rows, never the file

    def _mark_used(
        self, db: sqlite3.Connection, encoder: EncoderLike, keys: Sequence[bytes], today: int
    ) -> None:
        """Record the use of vectors, once a day each, so that most reads write nothing."""
        if not keys:
            return
        with db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany(
                "UPDATE vectors SET used_day = ? WHERE text_sha256 = ? AND encoder = "
                "(SELECT id FROM encoders WHERE sha256 = ? AND precision = ?)",
                ((today, key, encoder.sha256, encoder.precision) for key in keys),
            )

    def _make_room(self, db: sqlite3.Connection) -> None:
        """Drop the least recently used vectors, a tenth at a time, until the size is kept."""
        while _used_bytes(db) > self.max_bytes:
            ((n_vectors,),) = db.execute("SELECT COUNT(*) FROM vectors")
            if not n_vectors:
                return
            db.execute(
                "DELETE FROM vectors WHERE id IN "
                "(SELECT id FROM vectors ORDER BY used_day, id LIMIT ?)",
                (n_vectors // 10 + 1,),
            )


def text_key(text: str) -> bytes:
    """Hash a text: SHA-256 of its UTF-8."""
    # half of a surrogate pair has no UTF-8, but must not stop the work
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


def _is_empty(db: sqlite3.Connection) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _create(db: sqlite3.Connection) -> None:
    """Make the tables, unless another process was quicker."""
    with suppress(sqlite3.OperationalError):  # which is doing it now
        db.execute("PRAGMA journal_mode = WAL")
    with db:
        db.execute("BEGIN IMMEDIATE")
        if _is_empty(db):
            for statement in _SCHEMA:
                db.execute(statement)


def _is_whole(key: object, n_dims: int, vector: object, crc32: object) -> bool:
    """Whether a row is what was written."""
    return (
        isinstance(key, bytes)
        and isinstance(vector, bytes)
        and len(vector) == n_dims * _VECTOR.itemsize
        and _crc32(key, vector) == crc32
    )


def _crc32(key: bytes, vector: bytes) -> int:
    return zlib.crc32(vector, zlib.crc32(key))


def _used_bytes(db: sqlite3.Connection) -> int:
    return _pragma(db, "page_size") * (_pragma(db, "page_count") - _pragma(db, "freelist_count"))


def _pragma(db: sqlite3.Connection, name: str) -> int:
    ((value,),) = db.execute(f"PRAGMA {name}")
    return int(value)


def _today() -> int:
    return int(time.time()) // _SECONDS_PER_DAY
