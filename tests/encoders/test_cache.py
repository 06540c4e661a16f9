import logging
import multiprocessing
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.encoders import CachedEncoder, EmbeddingCache, EncoderLike
from classify.encoders.cache import FILE, CachedKind, text_key
from classify.errors import CacheError
from tests.builders import WordEncoder

TEXTS = [
    "Ferry docks",
    "Bees swarm",
    "Ferry docks",
    "",
    "Парламент принял бюджет 🐝",
    "\ud83d half",
]


class Counting(WordEncoder):
    """Remembers what it was asked to encode; stops after some texts, if told to."""

    def __init__(self, *, stop_after=None):
        self.asked = []
        self.stop_after = stop_after

    def encode(self, texts, *, on_progress=None):
        if self.stop_after is not None and len(self.asked) + len(texts) > self.stop_after:
            raise KeyboardInterrupt
        self.asked += texts
        return super().encode(texts, on_progress=on_progress)


@pytest.fixture
def cache(tmp_path):
    return EmbeddingCache(tmp_path / "cache" / FILE)


def change(cache, *statements):
    with closing(sqlite3.connect(cache.path)) as db, db:
        for statement in statements:
            db.execute(statement)


def test_has_the_shape_of_an_encoder(cache):
    stored = CachedEncoder(WordEncoder(), cache)
    assert isinstance(stored, EncoderLike)
    assert (stored.name, stored.sha256, stored.n_dims, stored.precision) == (
        "words", "0" * 64, 64, "float32",
    )  # fmt: skip


def test_vectors_are_the_same_to_the_bit(cache):
    plain = WordEncoder().encode(TEXTS).astype(np.float32)
    for _ in range(2):
        vectors = CachedEncoder(WordEncoder(), cache).encode(TEXTS)
        assert vectors.dtype == np.float32
        assert vectors.tobytes() == plain.tobytes()


def test_each_distinct_text_is_encoded_once(cache):
    encoder = Counting()
    CachedEncoder(encoder, cache).encode(TEXTS)
    assert encoder.asked == list(dict.fromkeys(TEXTS))
    again = Counting()
    CachedEncoder(again, cache).encode([*TEXTS, "New"])
    assert again.asked == ["New"]


def test_no_texts(cache):
    assert CachedEncoder(WordEncoder(), cache).encode([]).shape == (0, 64)
    assert not cache.path.exists()


def test_progress_counts_every_text(cache):
    for _ in range(2):
        done = []
        CachedEncoder(WordEncoder(), cache).encode(TEXTS, on_progress=done.append)
        assert sum(done) == len(TEXTS)


def test_another_encoder_or_precision_has_vectors_of_its_own(cache):
    CachedEncoder(WordEncoder(), cache).encode(TEXTS)
    for part, value in (("sha256", "1" * 64), ("precision", "int8")):
        other = Counting()
        setattr(other, part, value)
        CachedEncoder(other, cache).encode(TEXTS)
        assert len(other.asked) == len(set(TEXTS))
    assert len(cache.contents()) == 3


def test_wrong_dimensions_under_the_same_key_are_encoded_anew(cache):
    CachedEncoder(WordEncoder(), cache).encode(TEXTS)
    wider = Counting()
    wider.n_dims = 80
    for _ in range(2):
        assert CachedEncoder(wider, cache).encode(TEXTS).shape == (len(TEXTS), 80)
    assert len(wider.asked) == len(set(TEXTS))
    assert [kind.n_dims for kind in cache.contents()] == [80]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vectors SET vector = zeroblob(256)",
        "UPDATE vectors SET vector = substr(vector, 1, 100)",
        "UPDATE vectors SET vector = 'text'",
        "UPDATE vectors SET crc32 = 0",
        "UPDATE vectors SET n_dims = 'many'",
    ],
    ids=["other bytes", "cut off", "no bytes", "other checksum", "no number"],
)
def test_a_changed_row_is_encoded_anew_and_mended(cache, statement):
    CachedEncoder(WordEncoder(), cache).encode(TEXTS)
    change(cache, statement)
    encoder = Counting()
    for _ in range(2):
        vectors = CachedEncoder(encoder, cache).encode(TEXTS)
        np.testing.assert_array_equal(vectors, WordEncoder().encode(TEXTS).astype(np.float32))
    assert len(encoder.asked) == len(set(TEXTS))


def test_no_text_is_kept(cache):
    text = "A very particular headline"
    CachedEncoder(WordEncoder(), cache).encode([text])
    content = b"".join(file.read_bytes() for file in cache.path.parent.iterdir())
    assert text.encode() not in content
    assert text_key(text) in content


def test_an_interrupted_run_keeps_the_chunks_it_finished(cache, monkeypatch):
    monkeypatch.setattr("classify.encoders.cached._CHUNK", 2)
    texts = [f"Text {number}" for number in range(10)]
    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(Counting(stop_after=6), cache).encode(texts)
    encoder = Counting()
    CachedEncoder(encoder, cache).encode(texts)
    assert encoder.asked == texts[6:]


@given(st.lists(st.text(max_size=3), max_size=12))
def test_any_texts_come_back_in_their_places(tmp_path_factory, texts):
    cache = EmbeddingCache(tmp_path_factory.getbasetemp() / "any" / FILE)
    vectors = CachedEncoder(WordEncoder(), cache).encode(texts)
    np.testing.assert_array_equal(vectors, WordEncoder().encode(texts).astype(np.float32))


def encode_in_a_process(path, first):
    texts = [f"Text {number}" for number in range(first, first + 300)]
    stored = CachedEncoder(WordEncoder(), EmbeddingCache(path))
    same = [np.array_equal(stored.encode(texts), WordEncoder().encode(texts).astype(np.float32))
            for _ in range(3)]  # fmt: skip
    return all(same), stored._cache is not None


def test_processes_share_it(cache):
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        found = pool.starmap(encode_in_a_process, [(cache.path, n) for n in (0, 100, 200)], 1)
    assert found == [(True, True)] * 3
    assert [kind.n_vectors for kind in cache.contents()] == [500]


def damage(cache):
    cache.path.write_bytes(b"no database at all " * 100)


def cut_off(cache):
    CachedEncoder(WordEncoder(), cache).encode([str(number) for number in range(200)])
    content = cache.path.read_bytes()
    cache.path.write_bytes(content[: len(content) // 2])


def raise_format(cache):
    cache.contents()
    CachedEncoder(WordEncoder(), cache).encode(["a"])
    change(cache, "PRAGMA user_version = 2")


def take_away_tables(cache):
    CachedEncoder(WordEncoder(), cache).encode(["a"])
    change(cache, "DROP TABLE vectors")


def put_another_database(cache):
    change(cache, "CREATE TABLE others (id INTEGER)")


def put_a_folder(cache):
    cache.path.mkdir()


UNUSABLE = [
    (damage, "is damaged"),
    (cut_off, "is damaged"),
    (raise_format, "has format 2; this version reads 1"),
    (take_away_tables, "is damaged"),
    (put_another_database, "has format 0; this version reads 1"),
    (put_a_folder, "cannot be written"),
]
IDS = [change.__name__ for change, _ in UNUSABLE]


@pytest.mark.parametrize(("spoil", "remark"), UNUSABLE, ids=IDS)
def test_an_unusable_store_never_stops_the_work(cache, caplog, spoil, remark):
    cache.path.parent.mkdir()
    spoil(cache)
    stored = CachedEncoder(WordEncoder(), cache)
    with caplog.at_level(logging.WARNING, logger="classify"):
        for _ in range(2):
            vectors = stored.encode(TEXTS)
            np.testing.assert_array_equal(vectors, WordEncoder().encode(TEXTS).astype(np.float32))
    (record,) = caplog.records
    assert remark in record.getMessage()
    assert "classify cache clear" in record.getMessage()
    assert str(cache.path) in record.getMessage()


@pytest.mark.parametrize("spoil", [damage, cut_off, raise_format, take_away_tables,
                                   put_another_database])  # fmt: skip
def test_clear_mends_it(cache, spoil):
    cache.path.parent.mkdir()
    spoil(cache)
    cache.clear()
    encoder = Counting()
    for _ in range(2):
        CachedEncoder(encoder, cache).encode(TEXTS)
    assert len(encoder.asked) == len(set(TEXTS))


def test_a_folder_that_cannot_be_made_never_stops_the_work(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    stored = CachedEncoder(WordEncoder(), EmbeddingCache(tmp_path / "file" / "cache" / FILE))
    with caplog.at_level(logging.WARNING, logger="classify"):
        stored.encode(TEXTS)
        stored.encode(TEXTS)
    (record,) = caplog.records
    assert "cannot be written. Let CLASSIFY_CACHE name a folder that can" in record.getMessage()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write it")
def test_a_read_only_folder_never_stops_the_work(cache, caplog):
    cache.path.parent.mkdir()
    cache.path.parent.chmod(0o500)
    with caplog.at_level(logging.WARNING, logger="classify"):
        CachedEncoder(WordEncoder(), cache).encode(TEXTS)
    cache.path.parent.chmod(0o700)
    assert "cannot be written" in caplog.text


def test_a_locked_store_never_stops_the_work(cache, caplog, monkeypatch):
    monkeypatch.setattr("classify.encoders.cache._SECONDS_OF_PATIENCE", 0.05)
    CachedEncoder(WordEncoder(), cache).encode(["a"])
    with closing(sqlite3.connect(cache.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with caplog.at_level(logging.WARNING, logger="classify"):
            vectors = CachedEncoder(WordEncoder(), cache).encode(TEXTS)
    np.testing.assert_array_equal(vectors, WordEncoder().encode(TEXTS).astype(np.float32))
    (record,) = caplog.records
    assert "is locked by another process" in record.getMessage()


def test_what_was_not_used_for_longest_is_dropped_first(cache, monkeypatch):
    old = [f"Old {number}" for number in range(100)]
    today = 20_000
    monkeypatch.setattr("classify.encoders.cache._today", lambda: today)
    CachedEncoder(WordEncoder(), cache).encode(old)
    today += 1
    CachedEncoder(WordEncoder(), cache).encode(old[:5])
    full = EmbeddingCache(cache.path, max_bytes=cache.n_bytes)
    for start in range(0, 60, 10):
        CachedEncoder(WordEncoder(), full).encode([f"New {start + n}" for n in range(10)])
    ((kind),) = full.contents()
    assert 60 < kind.n_vectors < 160
    encoder = Counting()
    CachedEncoder(encoder, full).encode(old[:5])
    assert encoder.asked == []
    CachedEncoder(encoder, cache).encode(old[5:])
    assert encoder.asked[0] == old[5]


def test_contents_count_by_encoder(cache):
    assert cache.contents() == []
    assert cache.n_bytes == 0
    CachedEncoder(WordEncoder(), cache).encode(TEXTS)
    assert cache.contents() == [
        CachedKind(name="words", sha256="0" * 64, precision="float32", n_dims=64, n_vectors=5)
    ]
    assert cache.n_bytes > 5 * 64 * 4
    cache.clear()
    assert cache.contents() == []
    cache.clear()


def test_a_damaged_store_says_so_when_asked(cache):
    cache.path.parent.mkdir()
    damage(cache)
    with pytest.raises(CacheError, match=r"is damaged\. Delete it with: classify cache clear"):
        cache.contents()


def test_the_folder_is_the_users_alone(cache):
    CachedEncoder(WordEncoder(), cache).encode(["a"])
    if os.name == "posix":
        assert cache.path.parent.stat().st_mode & 0o077 == 0


def test_the_place_can_be_set(monkeypatch, tmp_path):
    monkeypatch.setenv("CLASSIFY_CACHE", str(tmp_path))
    assert EmbeddingCache.default().path == tmp_path / FILE
    monkeypatch.setenv("CLASSIFY_CACHE", "~/vectors")
    assert EmbeddingCache.default().path == Path.home() / "vectors" / FILE
    monkeypatch.setenv("CLASSIFY_CACHE", "")
    assert "classify-news" in EmbeddingCache.default().path.parts


def test_a_user_without_a_home_has_no_store(monkeypatch):
    def no_home(*_, **__):
        raise RuntimeError("could not determine the home directory")

    monkeypatch.delenv("CLASSIFY_CACHE")
    monkeypatch.setattr("classify.encoders.cache.user_cache_path", no_home)
    with pytest.raises(CacheError, match="CLASSIFY_CACHE name a folder that can be written"):
        EmbeddingCache.default()
