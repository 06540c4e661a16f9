"""Ids that tell nothing, and articles that are rewritten, from file to result."""

import json

ROWS = {
    "monday.csv": "id,headline,text,published\n"
    "1,Dockers end strike after wage offer,Port workers returned.,2025-01-20\n"
    "2,Ferry crews announce walkout,Crews will stop on Friday.,2025-01-20\n",
    "tuesday.csv": "id,headline,text,published\n"
    "1,Court frees newspaper editor,The editor left prison.,2025-01-21\n"
    "2,Snow closes mountain pass,Lorries queue on both sides.,2025-01-21\n",
}
ARTICLE = {
    "headline": "Ferry fire: two dead, search goes on",
    "text": "Two people were killed when a ferry caught fire off the coast.",
    "published": "2025-01-20T06:00:00Z",
    "outlet": "Harbour Post",
    "url": "https://harbourpost.example/ferry",
}
LATER = ARTICLE | {
    "headline": "Ferry fire: nineteen dead, captain detained",
    "text": "Nineteen people were killed when a ferry caught fire off the coast. "
    "The captain was detained.",
    "published": "2025-01-21T18:00:00Z",
    "url": "https://harbourpost.example/ferry?utm_source=rss",
}


def test_rows_of_two_tables_are_all_read_and_told_of(classify, tmp_path):
    for name, text in ROWS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = classify("read", *(tmp_path / name for name in ROWS), "--as-of", "2025-01-21")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["headline"] for row in rows] != []
    assert len({row["id"] for row in rows}) == len(rows) == 4
    assert all(len(row["sources"]) == 1 for row in rows)
    (first, second) = result.stderr.splitlines()[:2]
    assert "monday.csv, item 2; " in first
    assert "these say different things under one id, '1'" in first
    assert "tuesday.csv, item 3: these say different things under one id, '2'" in second


def test_a_rewritten_article_is_an_update_everywhere(classify, tmp_path):
    for name, item in (("one.jsonl", ARTICLE), ("two.jsonl", LATER)):
        (tmp_path / name).write_text(json.dumps(item), encoding="utf-8")
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    classify("brief", one, "--as-of", "2025-01-20", "--out", tmp_path / "first")
    second = classify("brief", two, "--as-of", "2025-01-22", "--since", tmp_path / "first")
    assert "**Updated**" in second.stdout
    assert "**New:** Nineteen people were killed" in second.stdout
    assert "no count changed" not in second.stdout
    state = ("--state", tmp_path / "s.json")
    (before,) = classify("stories", one, "--as-of", "2025-01-20", *state).stdout.splitlines()
    (after,) = classify("stories", two, "--as-of", "2025-01-22", *state).stdout.splitlines()
    assert json.loads(after)["id"] == json.loads(before)["id"]
    assert json.loads(after)["headline"] == LATER["headline"]
    assert "two dead" not in (tmp_path / "s.json").read_text(encoding="utf-8")
    both = classify("read", one, two)
    assert [json.loads(line)["headline"] for line in both.stdout.splitlines()] == [
        LATER["headline"]
    ]
    assert "one.jsonl, item 1: left out, as the article" in both.stderr
