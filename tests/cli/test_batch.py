PLAN = """
out = "out"
as_of = 2025-01-20

[[digest]]
name = "desk"
inputs = "listing.txt"
"""


def test_a_plan_is_carried_out_and_not_twice(classify, listing, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN, encoding="utf-8")
    first = classify("batch", plan)
    assert first.returncode == 0, first.stderr
    assert "1 made, 0 stood already, 0 failed" in first.stderr
    assert (tmp_path / "out/desk/digest.html").is_file()
    again = classify("batch", plan, "--jobs", "2")
    assert "0 made, 1 stood already, 0 failed" in again.stderr


def test_what_fails_is_named_and_the_status_is_one(classify, listing, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text(PLAN + '[[digest]]\nname = "lost"\ninputs = "none.csv"\n', encoding="utf-8")
    result = classify("batch", plan)
    assert result.returncode == 1
    assert "not made: lost" in result.stderr
    assert "1 made, 0 stood already, 1 failed" in result.stderr


def test_a_plan_that_cannot_be_is_one_line(classify, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text("[[digest]]\n", encoding="utf-8")
    result = classify("batch", plan)
    assert result.returncode == 1
    assert result.stderr == f"error: {plan}, digest 1: has no name\n"
