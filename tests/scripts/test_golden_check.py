"""What is the same before and after a change, and what is not."""

from __future__ import annotations

import pytest

from scripts.golden_check import compare, difference, keep


@pytest.fixture
def folders(tmp_path):
    """Two folders of the same outputs."""
    made = tmp_path / "before", tmp_path / "after"
    for folder in made:
        (folder / "brief").mkdir(parents=True)
        (folder / "brief" / "digest.md").write_text("# News\nOne.\nTwo.\n", encoding="utf-8")
        (folder / "read.jsonl").write_bytes(b"{}\n")
    return made


def test_equal_outputs_are_named(folders, capsys):
    assert compare(*folders) == 0
    assert capsys.readouterr().out == (
        "same     brief/digest.md\nsame     read.jsonl\n2 of 2 outputs are the same\n"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"# News\nOne!\nTwo.\n", "line 2\n    - One.\n    + One!\n"),
        (b"# News\nOne.\n", "line 3\n    - Two.\n    + \n"),
        (b"# News\nOne.\nTwo.", "line 4\n    - \n    + (ends here)\n"),
        (b"# News\nOne.\tTwo.\n", "line 2\n    - One.\n    + One.\tTwo.\n"),
        (b"# N\xffws\n", "line 1\n    - # News\n    + # N\\xffws\n"),
    ],
    ids=["line", "fewer lines", "no last newline", "longer line", "no text"],
)
def test_the_first_line_that_differs_is_shown(folders, capsys, content, told):
    (folders[1] / "brief" / "digest.md").write_bytes(content)
    assert compare(*folders) == 1
    assert f"DIFFERS  brief/digest.md: {told}" in capsys.readouterr().out


def test_of_a_long_line_only_what_differs_is_shown():
    found = difference(b"a" * 900 + b"old" + b"b" * 900, b"a" * 900 + b"new" + b"b" * 900)
    assert found == f"line 1\n    - {'a' * 40}old{'b' * 117}\n    + {'a' * 40}new{'b' * 117}"


@pytest.mark.parametrize("lacking", [0, 1], ids=["before", "after"])
def test_an_output_that_one_lacks_is_a_difference(folders, capsys, lacking):
    (folders[lacking] / "read.jsonl").unlink()
    assert compare(*folders) == 1
    assert f"DIFFERS  read.jsonl: only in {folders[1 - lacking]}\n" in capsys.readouterr().out


def test_two_empty_folders_prove_nothing(tmp_path):
    assert compare(tmp_path, tmp_path / "none") == 1


def test_what_depends_on_the_place_is_masked(tmp_path):
    mail = tmp_path / "digest.eml"
    mail.write_bytes(b"--=_" + b"0f" * 16 + b"\nread /tmp/here/inputs\n")
    keep(mail, tmp_path / "kept" / "digest.eml", {"/tmp/here": "WORK"})
    assert (tmp_path / "kept" / "digest.eml").read_bytes() == b"--=_BOUNDARY\nread WORK/inputs\n"
    arrays = tmp_path / "arrays.safetensors"
    arrays.write_bytes(b"abc")
    keep(arrays, tmp_path / "kept" / arrays.name, {})
    assert [path.name for path in sorted((tmp_path / "kept").iterdir())] == [
        "arrays.safetensors.sha256",
        "digest.eml",
    ]
