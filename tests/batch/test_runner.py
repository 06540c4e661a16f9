import json

import pytest

from classify.batch import read_plan, run_plan, runner
from classify.errors import PlanError

MONDAY = (
    '{"headline": "Ferry runs aground off the northern harbour in fog", "text": "The coast guard '
    'took all 80 passengers ashore.", "published": "2025-01-20", "outlet": "Post"}\n'
)
TUESDAY = (
    '{"headline": "Ferry that ran aground in fog off northern harbour refloated", "text": "Tugs '
    'pulled the ferry free.", "published": "2025-01-21", "outlet": "Gazette"}\n'
)
UNDATED = '{"headline": "Parliament adopts next year\'s budget after a night of debate"}\n'
PLAN = """
out = "out"
as_of = 2025-01-22

[[digest]]
name = "daily"
inputs = ["*.jsonl"]
every = "day"

[[digest]]
name = "whole"
title = "All of it"
inputs = ["monday.jsonl", "tuesday.jsonl"]
formats = ["txt"]
"""


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "monday.jsonl").write_text(MONDAY + UNDATED, encoding="utf-8")
    (tmp_path / "tuesday.jsonl").write_text(TUESDAY, encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(desk, **options):
    return run_plan(read_plan(desk / "plan.toml"), **options)


def told(issues):
    return [(issue.plan, issue.label, issue.made, bool(issue.error)) for issue in issues]


def test_one_issue_a_day_and_one_of_all(desk):
    issues = run(desk)
    assert told(issues) == [
        ("daily", "2025-01-20", True, False),
        ("daily", "2025-01-21", True, False),
        ("daily", "2025-01-22", True, False),
        ("whole", "", True, False),
    ]
    first, second, third = (
        json.loads((desk / "out/daily" / day / "digest.json").read_text(encoding="utf-8"))
        for day in ("2025-01-20", "2025-01-21", "2025-01-22")
    )
    assert [one["issue"] for one in (first, second, third)] == [1, 2, 3]
    assert first["as_of"] == "2025-01-21T00:00:00Z"
    assert second["changes"]["previous_as_of"] == first["as_of"]
    assert sorted(path.name for path in (desk / "out/whole").iterdir()) == [
        "digest.json", "digest.txt", "made.json"
    ]  # fmt: skip
    page = (desk / "out/index.html").read_text(encoding="utf-8")
    assert page.index("2025-01-22") < page.index("2025-01-20")
    assert 'href="daily/2025-01-20/digest.html"' in page
    assert "All of it" in page


def test_what_stands_is_not_made_again(desk):
    run(desk)
    assert not any(issue.made for issue in run(desk))
    # a lost file, and whatever refers to a changed issue, is
    (desk / "out/whole/digest.txt").unlink()
    assert [one.plan for one in run(desk) if one.made] == ["whole"]
    (desk / "tuesday.jsonl").write_text(
        TUESDAY.replace("pulled the ferry free", "freed the ferry at noon"), encoding="utf-8"
    )
    assert [(one.plan, one.label) for one in run(desk) if one.made] == [
        ("daily", "2025-01-21"),
        ("daily", "2025-01-22"),
        ("whole", ""),
    ]
    (desk / "out/daily/2025-01-20/made.json").write_text("{", encoding="utf-8")
    assert [one.label for one in run(desk) if one.made] == ["2025-01-20"]


def test_another_language_of_labels_makes_the_issue_anew(desk):
    run(desk)
    text = PLAN.replace('formats = ["txt"]', 'formats = ["txt"]\nlanguage = "be"')
    (desk / "plan.toml").write_text(text, encoding="utf-8")
    before = (desk / "out/whole/digest.json").read_bytes()
    assert [one.plan for one in run(desk) if one.made] == ["whole"]
    assert "ГАЛОЎНАЕ" in (desk / "out/whole/digest.txt").read_text(encoding="utf-8")
    assert (desk / "out/whole/digest.json").read_bytes() == before
    assert not any(issue.made for issue in run(desk))


def sentences(desk):
    content = json.loads((desk / "out/whole/digest.json").read_text(encoding="utf-8"))
    briefs = [brief for section in content["sections"] for brief in section["briefs"]]
    return [[one["text"] for one in brief["sentences"]] for brief in briefs]


def test_another_length_of_briefs_makes_the_issue_anew(desk):
    (desk / "monday.jsonl").write_text(
        MONDAY.replace("ashore.", "ashore. Nobody was hurt."), encoding="utf-8"
    )
    run(desk)
    assert max(map(len, sentences(desk))) > 1
    for length in ("1 sentence", "4 words"):
        own = PLAN.replace('formats = ["txt"]', f'formats = ["txt"]\nbrief_length = "{length}"')
        (desk / "plan.toml").write_text(own, encoding="utf-8")
        assert [one.plan for one in run(desk) if one.made] == ["whole"]
        assert not any(issue.made for issue in run(desk))
    told_by = {" ".join(texts) for texts in sentences(desk)}
    assert told_by <= {"", "Nobody was hurt.", "Tugs pulled the ferry free."}
    assert all(len(texts.split()) <= 4 for texts in told_by)


def test_a_length_of_briefs_may_be_shared_by_all_digests(desk):
    (desk / "plan.toml").write_text(f'brief_length = "3 characters"{PLAN}', encoding="utf-8")
    assert not any(issue.error for issue in run(desk))
    assert not any(sentences(desk))
    made = (desk / "out/daily/2025-01-21/digest.json").read_text(encoding="utf-8")
    assert '"sentences": []' in made


def test_labels_may_be_shared_by_all_digests(desk):
    (desk / "plan.toml").write_text(f'language = "de"{PLAN}', encoding="utf-8")
    run(desk)
    page = (desk / "out/daily/2025-01-21/digest.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "Was sich geändert hat" in page


@pytest.mark.slow
def test_in_two_processes_the_same(desk):
    alone = told(run(desk))
    files = {
        path: path.read_bytes() for path in (desk / "out").rglob("*") if path.suffix == ".json"
    }
    for path in files:
        path.unlink()
    assert told(run(desk, n_jobs=2)) == alone
    assert {path: path.read_bytes() for path in files} == files


def test_one_that_fails_does_not_stop_the_others(desk):
    (desk / "plan.toml").write_text(
        PLAN + '\n[[digest]]\nname = "lost"\ninputs = ["none/*.csv"]\n', encoding="utf-8"
    )
    issues = run(desk)
    assert told(issues)[-1] == ("lost", "", False, True)
    assert "no file matches none/*.csv" in issues[-1].error
    assert sum(issue.made for issue in issues) == 4
    assert "no file matches" in (desk / "out/index.html").read_text(encoding="utf-8")


def test_a_week_is_an_issue(desk):
    text = PLAN.replace('every = "day"', 'every = "week"')
    (desk / "plan.toml").write_text(text, encoding="utf-8")
    assert told(run(desk))[0] == ("daily", "2025-w04", True, False)
    content = (desk / "out/daily/2025-w04/digest.json").read_text(encoding="utf-8")
    assert json.loads(content)["as_of"] == "2025-01-27T00:00:00Z"


def test_items_that_cannot_be_read_are_told_once(desk):
    (desk / "tuesday.jsonl").write_text(TUESDAY + '{"text": "x"}\n', encoding="utf-8")
    daily = [issue for issue in run(desk) if issue.plan == "daily"]
    assert [len(issue.left_out) for issue in daily] == [0, 0, 1]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('topics = ["elektions"]', "daily: unknown topic 'elektions'"),
        ('formats = ["pdf"]', "daily: unknown digest format 'pdf'"),
        ('group_by = "mood"', "daily: group_by is one of"),
        ('language = "rus"', "daily: unknown language of labels 'rus'. Did you mean 'ru'"),
    ],
)
def test_what_can_never_be_made_is_refused_at_once(desk, line, reason):
    text = PLAN.replace('every = "day"', line)
    (desk / "plan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError, match=reason):
        run(desk)
    assert not (desk / "out").exists()


def test_selectors_are_checked_before_anything_is_made_and_used(desk):
    page = "<html><body><b>{}</b><b>{}</b></body></html>"
    (desk / "page.html").write_text(page.format("Ferry turns back", "Quay opens"), encoding="utf-8")
    plan = '[[digest]]\nname = "pages"\ninputs = ["page.html"]\nselectors = "sites.toml"\n'
    (desk / "plan.toml").write_text(plan, encoding="utf-8")
    (desk / "sites.toml").write_text('item = "b["', encoding="utf-8")
    with pytest.raises(PlanError, match=r"pages: .*sites\.toml, item: is no CSS selector"):
        run(desk)
    (desk / "sites.toml").write_text('item = "b"\nheadline = "b"', encoding="utf-8")
    assert told(run(desk)) == [("pages", "", True, False)]
    digest = json.loads((desk / "pages/digest.json").read_text(encoding="utf-8"))
    assert digest["counts"]["n_teasers"] == 2


def test_an_input_that_gives_nothing_is_left_out_and_named(desk):
    (desk / "empty.jsonl").write_text("", encoding="utf-8")
    issues = [issue for issue in run(desk) if issue.plan == "daily"]
    assert [bool(issue.error) for issue in issues] == [False] * 3
    digest = json.loads((issues[-1].folder / "digest.json").read_text(encoding="utf-8"))
    (message,) = digest["coverage"]["unreadable"]
    assert message.endswith("empty.jsonl: is empty")


def digest_of(name, *inputs):
    return f'[[digest]]\nname = "{name}"\ninputs = {json.dumps(inputs)}\n'


def plan_of(desk, *digests):
    (desk / "plan.toml").write_text("\n".join(['out = "out"', "as_of = 2025-01-22", *digests]))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_text(""),
        lambda path: path.write_text("other"),
        lambda path: path.unlink(),
    ],
    ids=["emptied", "changed", "lost"],
)
def test_a_digest_stands_only_to_the_byte(desk, spoil):
    plan_of(desk, digest_of("whole", "monday.jsonl"))
    run(desk)
    pages = {path: path.read_bytes() for path in (desk / "out/whole").iterdir()}
    for path in pages:
        spoil(path)
        assert [issue.made for issue in run(desk)] == [True]
        assert path.read_bytes() == pages[path]


def test_a_run_that_was_stopped_is_not_taken_for_the_one_before(desk, monkeypatch):
    plan_of(desk, digest_of("whole", "monday.jsonl"))
    run(desk)
    monday = (desk / "out/whole/digest.md").read_text(encoding="utf-8")
    plan_of(desk, digest_of("whole", "tuesday.jsonl"))

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("classify.batch.runner.write_made", stopped)
    with pytest.raises(KeyboardInterrupt):
        run(desk)
    assert (desk / "out/whole/digest.md").read_text(encoding="utf-8") != monday
    monkeypatch.undo()
    plan_of(desk, digest_of("whole", "monday.jsonl"))
    assert [issue.made for issue in run(desk)] == [True]
    assert (desk / "out/whole/digest.md").read_text(encoding="utf-8") == monday


def test_a_fault_that_nobody_foresaw_costs_its_digest_only(desk, monkeypatch):
    plan_of(desk, digest_of("good", "monday.jsonl"), digest_of("bad", "tuesday.jsonl"))
    write = runner.write_digest

    def fail_for_one(digest, taxonomy, folder, *rest, **options):
        if folder.name == "bad":
            raise RecursionError("deep")
        return write(digest, taxonomy, folder, *rest, **options)

    monkeypatch.setattr("classify.batch.runner.write_digest", fail_for_one)
    good, bad = run(desk)
    assert good.made
    assert bad.error == "RecursionError: deep"
    assert "RecursionError: deep" in (desk / "out/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("pattern", ["a**b", "[", "/etc/*.jsonl"])
def test_a_pattern_that_cannot_be_is_named(desk, pattern):
    plan_of(desk, digest_of("good", "monday.jsonl"), digest_of("bad", pattern, "a*.jsonl"))
    good, bad = run(desk)
    assert good.made
    assert pattern in bad.error


def test_the_last_day_there_is(desk):
    last = MONDAY.replace("2025-01-20", "9999-12-31")
    (desk / "monday.jsonl").write_text(last, encoding="utf-8")
    for every in ("day", "week"):
        plan_of(desk, digest_of("last", "monday.jsonl") + f'every = "{every}"\n')
        plan = (desk / "plan.toml").read_text().replace("2025-01-22", "9999-12-31")
        (desk / "plan.toml").write_text(plan)
        (issue,) = run(desk)
        assert not issue.error
        digest = json.loads((issue.folder / "digest.json").read_text(encoding="utf-8"))
        assert digest["as_of"] == "9999-12-31T23:59:59Z"
