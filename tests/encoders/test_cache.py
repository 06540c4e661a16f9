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

from classify.encoders import EmbeddingStore, EncoderLike, StoredEncoder
from classify.encoders.cache import FILE, StoredKind, text_key
from classify.errors import StoreError
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
def store(tmp_path):
    return EmbeddingStore(tmp_path / "cache" / FILE)


def change(store, *statements):
    with closing(sqlite3.connect(store.path)) as db, db:
        for statement in statements:
            db.execute(statement)


def test_has_the_shape_of_an_encoder(store):
    stored = StoredEncoder(WordEncoder(), store)
    assert isinstance(stored, EncoderLike)
    assert (stored.name, stored.sha256, stored.n_dims, stored.precision) == (
        "words", "0" * 64, 64, "float32",
    )  # fmt: skip


def test_vectors_are_the_same_to_the_bit(store):
    plain = WordEncoder().encode(TEXTS).astype(np.float32)
    for _ in range(2):
        vectors = StoredEncoder(WordEncoder(), store).encode(TEXTS)
        assert vectors.dtype == np.float32
        assert vectors.tobytes() == plain.tobytes()


def test_each_distinct_text_is_encoded_once(store):
    encoder = Counting()
    StoredEncoder(encoder, store).encode(TEXTS)
    assert encoder.asked == list(dict.fromkeys(TEXTS))
    again = Counting()
    StoredEncoder(again, store).encode([*TEXTS, "New"])
    assert again.asked == ["New"]


def test_no_texts(store):
    assert StoredEncoder(WordEncoder(), store).encode([]).shape == (0, 64)
    assert not store.path.exists()


def test_progress_counts_every_text(store):
    for _ in range(2):
        done = []
        StoredEncoder(WordEncoder(), store).encode(TEXTS, on_progress=done.append)
        assert sum(done) == len(TEXTS)


def test_another_encoder_or_precision_has_vectors_of_its_own(store):
    StoredEncoder(WordEncoder(), store).encode(TEXTS)
    for part, value in (("sha256", "1" * 64), ("precision", "int8")):
        other = Counting()
        setattr(other, part, value)
        StoredEncoder(other, store).encode(TEXTS)
        assert len(other.asked) == len(set(TEXTS))
    assert len(store.contents()) == 3


def test_wrong_dimensions_under_the_same_key_are_encoded_anew(store):
    StoredEncoder(WordEncoder(), store).encode(TEXTS)
    wider = Counting()
    wider.n_dims = 80
    for _ in range(2):
        assert StoredEncoder(wider, store).encode(TEXTS).shape == (len(TEXTS), 80)
    assert len(wider.asked) == len(set(TEXTS))
    assert [kind.n_dims for kind in store.contents()] == [80]


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
def test_a_changed_row_is_encoded_anew_and_mended(store, statement):
    StoredEncoder(WordEncoder(), store).encode(TEXTS)
    change(store, statement)
    encoder = Counting()
    for _ in range(2):
        vectors = StoredEncoder(encoder, store).encode(TEXTS)
        np.testing.assert_array_equal(vectors, WordEncoder().encode(TEXTS).astype(np.float32))
    assert len(encoder.asked) == len(set(TEXTS))


def test_no_text_is_kept(store):
    text = "A very particular headline"
    StoredEncoder(WordEncoder(), store).encode([text])
    content = b"".join(file.read_bytes() for file in store.path.parent.iterdir())
    assert text.encode() not in content
    assert text_key(text) in content


def test_an_interrupted_run_keeps_the_chunks_it_finished(store, monkeypatch):
    monkeypatch.setattr("classify.encoders.cached._CHUNK", 2)
    texts = [f"Text {number}" for number in range(10)]
    with pytest.raises(KeyboardInterrupt):
        StoredEncoder(Counting(stop_after=6), store).encode(texts)
    encoder = Counting()
    StoredEncoder(encoder, store).encode(texts)
    assert encoder.asked == texts[6:]


@given(st.lists(st.text(max_size=3), max_size=12))
def test_any_texts_come_back_in_their_places(tmp_path_factory, texts):
    store = EmbeddingStore(tmp_path_factory.getbasetemp() / "any" / FILE)
    vectors = StoredEncoder(WordEncoder(), store).encode(texts)
    np.testing.assert_array_equal(vectors, WordEncoder().encode(texts).astype(np.float32))


def encode_in_a_process(path, first):
    texts = [f"Text {number}" for number in range(first, first + 300)]
    stored = StoredEncoder(WordEncoder(), EmbeddingStore(path))
    same = [np.array_equal(stored.encode(texts), WordEncoder().encode(texts).astype(np.float32))
            for _ in range(3)]  # fmt: skip
    return all(same), stored._store is not None


def test_processes_share_it(store):
    context = multiprocessing.get_context("spawn")
    with context.Pool(3) as pool:
        found = pool.starmap(encode_in_a_process, [(store.path, n) for n in (0, 100, 200)], 1)
    assert found == [(True, True)] * 3
    assert [kind.n_vectors for kind in store.contents()] == [500]


def damage(store):
    store.path.write_bytes(b"no database at all " * 100)


def cut_off(store):
    StoredEncoder(WordEncoder(), store).encode([str(number) for number in range(200)])
    content = store.path.read_bytes()
    store.path.write_bytes(content[: len(content) // 2])


def raise_format(store):
    store.contents()
    StoredEncoder(WordEncoder(), store).encode(["a"])
    change(store, "PRAGMA user_version = 2")


def take_away_tables(store):
    StoredEncoder(WordEncoder(), store).encode(["a"])
    change(store, "DROP TABLE vectors")


def put_another_database(store):
    change(store, "CREATE TABLE others (id INTEGER)")


def put_a_folder(store):
    store.path.mkdir()


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
def test_an_unusable_store_never_stops_the_work(store, caplog, spoil, remark):
    store.path.parent.mkdir()
    spoil(store)
    stored = StoredEncoder(WordEncoder(), store)
    with caplog.at_level(logging.WARNING, logger="classify"):
        for _ in range(2):
            vectors = stored.encode(TEXTS)
            np.testing.assert_array_equal(vectors, WordEncoder().encode(TEXTS).astype(np.float32))
    (record,) = caplog.records
    assert remark in record.getMessage()
    assert "classify cache clear" in record.getMessage()
    assert str(store.path) in record.getMessage()


@pytest.mark.parametrize("spoil", [damage, cut_off, raise_format, take_away_tables,
                                   put_another_database])  # fmt: skip
def test_clear_mends_it(store, spoil):
    store.path.parent.mkdir()
    spoil(store)
    store.clear()
    encoder = Counting()
    for _ in range(2):
        StoredEncoder(encoder, store).encode(TEXTS)
    assert len(encoder.asked) == len(set(TEXTS))


def test_a_folder_that_cannot_be_made_never_stops_the_work(tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    stored = StoredEncoder(WordEncoder(), EmbeddingStore(tmp_path / "file" / "cache" / FILE))
    with caplog.at_level(logging.WARNING, logger="classify"):
        stored.encode(TEXTS)
        stored.encode(TEXTS)
    (record,) = caplog.records
    assert "cannot be written. Let CLASSIFY_CACHE name a folder that can" in record.getMessage()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write it")
def test_a_read_only_folder_never_stops_the_work(store, caplog):
    store.path.parent.mkdir()
    store.path.parent.chmod(0o500)
    with caplog.at_level(logging.WARNING, logger="classify"):
        StoredEncoder(WordEncoder(), store).encode(TEXTS)
    store.path.parent.chmod(0o700)
    assert "cannot be written" in caplog.text


def test_a_locked_store_never_stops_the_work(store, caplog, monkeypatch):
    monkeypatch.setattr("classify.encoders.cache._SECONDS_OF_PATIENCE", 0.05)
    StoredEncoder(WordEncoder(), store).encode(["a"])
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with caplog.at_level(logging.WARNING, logger="classify"):
            vectors = StoredEncoder(WordEncoder(), store).encode(TEXTS)
    np.testing.assert_array_equal(vectors, WordEncoder().encode(TEXTS).astype(np.float32))
    (record,) = caplog.records
    assert "is locked by another process" in record.getMessage()


def test_what_was_not_used_for_longest_is_dropped_first(store, monkeypatch):
    old = [f"Old {number}" for number in range(100)]
    today = 20_000
    monkeypatch.setattr("classify.encoders.cache._today", lambda: today)
    StoredEncoder(WordEncoder(), store).encode(old)
    today += 1
    StoredEncoder(WordEncoder(), store).encode(old[:5])
    full = EmbeddingStore(store.path, max_bytes=store.n_bytes)
    for start in range(0, 60, 10):
        StoredEncoder(WordEncoder(), full).encode([f"New {start + n}" for n in range(10)])
    ((kind),) = full.contents()
    assert 60 < kind.n_vectors < 160
    encoder = Counting()
    StoredEncoder(encoder, full).encode(old[:5])
    assert encoder.asked == []
    StoredEncoder(encoder, store).encode(old[5:])
    assert encoder.asked[0] == old[5]


def test_contents_count_by_encoder(store):
    assert store.contents() == []
    assert store.n_bytes == 0
    StoredEncoder(WordEncoder(), store).encode(TEXTS)
    assert store.contents() == [
        StoredKind(name="words", sha256="0" * 64, precision="float32", n_dims=64, n_vectors=5)
    ]
    assert store.n_bytes > 5 * 64 * 4
    store.clear()
    assert store.contents() == []
    store.clear()


def test_a_damaged_store_says_so_when_asked(store):
    store.path.parent.mkdir()
    damage(store)
    with pytest.raises(StoreError, match=r"is damaged\. Delete it with: classify cache clear"):
        store.contents()


def test_the_folder_is_the_users_alone(store):
    StoredEncoder(WordEncoder(), store).encode(["a"])
    if os.name == "posix":
        assert store.path.parent.stat().st_mode & 0o077 == 0


def test_the_place_can_be_set(monkeypatch, tmp_path):
    monkeypatch.setenv("CLASSIFY_CACHE", str(tmp_path))
    assert EmbeddingStore.default().path == tmp_path / FILE
    monkeypatch.setenv("CLASSIFY_CACHE", "~/vectors")
    assert EmbeddingStore.default().path == Path.home() / "vectors" / FILE
    monkeypatch.setenv("CLASSIFY_CACHE", "")
    assert "classify-news" in EmbeddingStore.default().path.parts


def test_a_user_without_a_home_has_no_store(monkeypatch):
    def no_home(*_, **__):
        raise RuntimeError("could not determine the home directory")

    monkeypatch.delenv("CLASSIFY_CACHE")
    monkeypatch.setattr("classify.encoders.cache.user_cache_path", no_home)
    with pytest.raises(StoreError, match="CLASSIFY_CACHE name a folder that can be written"):
        EmbeddingStore.default()
