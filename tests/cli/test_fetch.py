"""fetch, and read --fetch, as a user runs them against a server on this machine."""

import json

import pytest

from tests.readers.web import RSS, Page, serving

OPML = '<opml version="2.0"><body><outline xmlUrl="%s"/><outline xmlUrl="%s"/></body></opml>'


@pytest.fixture
def web():
    with serving({"/feed": Page(RSS, headers={"ETag": '"1"'})}) as served:
        yield served


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("CLASSIFY_CACHE", str(tmp_path / "cache"))


HERE = ("--allow-private", "127.0.0.1", "--delay", "0")


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_a_folder_of_sources_is_read_as_any_other(classify, web, tmp_path):
    inbox = tmp_path / "inbox"
    first = classify("fetch", web.at("/feed"), web.at("/gone"), *HERE, "--out", inbox)
    assert first.returncode == 0
    lines = first.stderr.splitlines()
    assert lines[0].startswith(f"new, 0 kB: {web.at('/feed')} -> {inbox}")
    assert lines[1] == f"left out: {web.at('/gone')}: answers 404 Not Found"
    again = classify("fetch", web.at("/feed"), *HERE, "--out", inbox)
    assert again.stderr.startswith("unchanged: ")
    assert len(rows(classify("read", inbox).stdout)) == 2


def test_a_file_of_teasers_has_them_all_though_nothing_is_new(classify, web, tmp_path):
    out = tmp_path / "today.jsonl"
    for status in ("new", "unchanged"):
        result = classify("fetch", web.at("/feed"), *HERE, "--out", out)
        assert (result.returncode, result.stderr.split(",")[0].split(":")[0]) == (0, status)
        (one, other) = rows(out.read_text(encoding="utf-8"))
        assert (one["sources"][0]["file"], other["sources"][0]["position"]) == (web.at("/feed"), 2)
    table = classify("fetch", web.at("/feed"), *HERE, "--out", tmp_path / "today.csv")
    assert table.returncode == 0
    assert (tmp_path / "today.csv").read_text(encoding="utf-8-sig").startswith("id,headline")


def test_the_cache_keeps_what_was_fetched_until_it_is_cleared(classify, web):
    assert len(rows(classify("fetch", web.at("/feed"), *HERE).stdout)) == 2
    assert "fetched: 1 sources, 0.0 MB" in classify("cache", "show").stdout
    assert "fetched: 0.0 MB" in classify("cache", "clear").stderr
    assert "fetched" not in classify("cache", "show").stdout
    classify("fetch", web.at("/feed"), *HERE, "--no-cache")
    assert "fetched" not in classify("cache", "show").stdout


def test_read_fetches_when_asked(classify, web, tmp_path):
    subscriptions = tmp_path / "subscriptions.opml"
    subscriptions.write_text(OPML % (web.at("/feed"), web.at("/gone")), encoding="utf-8")
    refused = classify("read", subscriptions)
    assert refused.returncode == 1
    assert f"classify fetch {subscriptions} --out FOLDER" in refused.stderr
    refused = classify("read", web.at("/feed"))
    assert refused.returncode == 1
    assert f"classify read --fetch {web.at('/feed')}" in refused.stderr
    assert web.asked == []
    own = tmp_path / "own.jsonl"
    own.write_text('{"headline": "Snow falls on the port"}', encoding="utf-8")
    result = classify("read", "--fetch", own, subscriptions, "--allow-private", "127.0.0.1")
    assert [row["headline"] for row in rows(result.stdout)] == [
        "Snow falls on the port",
        "Ferry turns back in storm",
        "Quay opens after repairs",
    ]
    assert result.stderr == f"left out: {web.at('/gone')}: answers 404 Not Found\n"


def test_a_private_host_is_refused_with_its_cure(classify, web):
    result = classify("fetch", web.at("/feed"))
    assert result.returncode == 1
    assert result.stderr.endswith("if you mean it: --allow-private 127.0.0.1\n")
    assert web.asked == []


def test_strict_stops_at_the_first(classify, web):
    result = classify("fetch", web.at("/gone"), web.at("/feed"), *HERE, "--strict")
    assert result.returncode == 1
    assert result.stderr == f"error: {web.at('/gone')}: answers 404 Not Found\n"


def test_the_door_has_a_key(classify):
    result = classify("read", "own.jsonl", "--allow-private", "127.0.0.1")
    assert result.returncode == 2
    assert "--allow-private is for --fetch" in result.stderr


def test_no_settings_file_opens_the_network(classify, tmp_path, monkeypatch):
    monkeypatch.setenv("CLASSIFY_NO_SETTINGS", "0")
    for key in ("fetch = true", 'allow-private = "127.0.0.1"'):
        (tmp_path / "classify.toml").write_text(f"[read]\n{key}\n", encoding="utf-8")
        result = classify("read", "own.jsonl", cwd=tmp_path)
        assert result.returncode == 1
        assert f"classify.toml, [read] {key.split()[0]}: can" in result.stderr
