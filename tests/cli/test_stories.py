import json

from classify.records import EVENT_KINDS

FILES = ["stories.csv", "stories.html", "stories.jsonl", "stories.md"]


def test_a_folder_gets_rows_a_page_and_a_table(classify, listing, tmp_path):
    out = tmp_path / "stories"
    result = classify("stories", listing, "--as-of", "2025-01-20", "--title", "Desk", "--out", out)
    assert result.returncode == 0, result.stderr
    names = sorted(path.name for path in out.iterdir())
    assert names == [*FILES, "teasers.csv"]
    assert "<h1><bdi>Desk</bdi></h1>" in (out / "stories.html").read_text(encoding="utf-8")
    rows = (out / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    plain = classify("stories", listing, "--as-of", "2025-01-20")
    assert plain.stdout.splitlines() == rows


def test_a_file_name_gives_one_file(classify, listing, tmp_path):
    for name in ("found.jsonl", "found.csv"):
        assert classify("stories", listing, "--out", tmp_path / name).returncode == 0
        assert (tmp_path / name).is_file()
    assert (tmp_path / "found.csv").read_text(encoding="utf-8-sig").startswith("teaser_id,")


def test_stories_go_on_with_a_state(classify, listing, tmp_path):
    state, out = tmp_path / "desk.json", tmp_path / "out"
    options = ("--as-of", "2025-01-20", "--state", state, "--out", out)
    first = classify("stories", listing, *options)
    assert first.returncode == 0, first.stderr
    assert "2 open stories, 0 closed now" in first.stderr
    later = tmp_path / "later.jsonl"
    later.write_text(
        '{"headline": "Ferry that ran aground in fog off northern harbour is refloated", '
        '"text": "Tugs pulled the ferry free; all 80 passengers had been taken ashore by the coast '
        'guard.", "published": "2025-01-19"}\n',
        encoding="utf-8",
    )
    second = classify("stories", later, *options)
    assert second.returncode == 0, second.stderr
    log = (out / "merge-log.jsonl").read_text(encoding="utf-8").splitlines()
    events = [json.loads(line) for line in log]
    assert [event["kind"] for event in events[:2]] == ["opened", "opened"]
    assert len(events) == 3
    assert {event["kind"] for event in events} <= set(EVENT_KINDS)
    rows = (out / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(len(json.loads(row)["teasers"]) for row in rows) == 3
    assert all(json.loads(row)["aliases"] == [] for row in rows)


def test_a_state_that_is_none_is_refused(classify, listing, tmp_path):
    state = tmp_path / "state.json"
    state.write_text("{}", encoding="utf-8")
    result = classify("stories", listing, "--state", state)
    assert result.returncode == 1
    assert "holds no running stories" in result.stderr
    assert state.read_text(encoding="utf-8") == "{}"


def test_corrections_win(classify, listing, tmp_path):
    apart = classify("stories", listing, "--as-of", "2025-01-20").stdout.splitlines()
    ids = [json.loads(line)["teasers"][0] for line in apart]
    decisions = tmp_path / "decisions.txt"
    decisions.write_text(f"same: {' '.join(ids)}\ndifferent: t1 t2\n", encoding="utf-8")
    result = classify("stories", listing, "--as-of", "2025-01-20", "--corrections", decisions)
    (row,) = map(json.loads, result.stdout.splitlines())
    assert row["links"][0]["corrected"]
    assert "no teaser read here is 't1', 't2'; a headline is given whole" in result.stderr
    decisions.write_text(f"same: {ids[0]}\n", encoding="utf-8")
    refused = classify("stories", listing, "--corrections", decisions)
    assert refused.returncode == 1
    assert "line 1: names fewer than two teasers" in refused.stderr


def test_corrections_by_what_a_digest_shows(classify, listing, tmp_path):
    made = classify("brief", listing, "--as-of", "2025-01-20", "--out", tmp_path / "briefs")
    assert made.returncode == 0
    decisions = tmp_path / "decisions.txt"

    def stories(text, *more):
        decisions.write_text(text, encoding="utf-8")
        return classify(
            "stories", listing, "--as-of", "2025-01-20", "--corrections", decisions, *more
        )

    headlines = [
        "ferry runs aground off the northern HARBOUR in thick fog",
        "Parliament adopts next year's budget after a night of debate",
    ]
    by_citation = stories("same: [1] [2]", "--corrections-of", tmp_path / "briefs")
    by_line = stories("digest: briefs\nsame: [1] [2]")
    by_headline = stories(f'same: "{headlines[0]}" "{headlines[1]}"')
    assert by_citation.stdout == by_line.stdout == by_headline.stdout
    (row,) = map(json.loads, by_citation.stdout.splitlines())
    assert len(row["teasers"]) == 2
    refused = stories("same: [1] [2]")
    assert refused.returncode == 1
    assert "cites [1], but of no digest" in refused.stderr
    unused = classify("stories", listing, "--corrections-of", tmp_path / "briefs")
    assert unused.returncode == 2
    assert "--corrections-of names the digest of --corrections" in unused.stderr


def test_fast_groups_one_pile(classify, listing, tmp_path):
    result = classify(
        "stories", listing, "--as-of", "2025-01-20", "--fast", "--out", tmp_path / "s.csv"
    )
    assert result.returncode == 0
    assert (tmp_path / "s.csv").read_text(encoding="utf-8-sig").startswith("teaser_id,")
    refused = classify("stories", listing, "--fast", "--state", tmp_path / "state.json")
    assert refused.returncode == 2
    assert "leave --state out" in refused.stderr
    assert not (tmp_path / "state.json").exists()
