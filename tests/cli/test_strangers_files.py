"""Models and templates that somebody else made: they are looked at, and do nothing."""

import json
import re

import pytest

HOSTILE = (
    "\x1b]52;c;cm0gLXJm\x07\x1b[31mred \x9b2J<script>alert(1)</script> [x](javascript:alert(1))"
)
CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def stranger(folder, *, kind="teaser-pipeline", **changes):
    """A model's folder that holds a manifest alone."""
    folder.mkdir()
    encoder = {"name": HOSTILE, "n_dims": 3, "precision": HOSTILE, "sha256": "f" * 64}
    manifest = {
        "format": 1,
        "kind": kind,
        "name": HOSTILE,
        "files": {},
        "encoder": encoder,
        "labelling": {"words": False},
        "settings": {"stories": {}, "condensing": {}},
        "taxonomy": {"topic": [{"key": HOSTILE, "name": HOSTILE}]},
        "facts": {
            "n_teasers": HOSTILE,
            "data_sha256": HOSTILE,
            "caveat": HOSTILE,
            "topics": {HOSTILE: {"n_positive": HOSTILE, "threshold": 0.5}},
        },
    } | changes
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_inspect_shows_a_strangers_model(classify, tmp_path):
    result = classify("inspect", stranger(tmp_path / "model"))
    assert result.returncode == 0, result.stderr
    assert "red &lt;script&gt;" in result.stdout
    for said in (result.stdout, result.stderr):
        assert not CONTROLS.search(said)
        assert "<script" not in said


def test_inspect_shows_a_strangers_encoder(classify, tmp_path):
    folder = stranger(tmp_path / "encoder", kind="encoder")
    card = f"# Mine\r\n\r\n    a\tb\r\n{HOSTILE}\n".encode() + b"caf\xe9\n"
    (folder / "README.md").write_bytes(card)
    result = classify("inspect", folder)
    assert result.returncode == 0, result.stderr
    assert result.stdout == (
        "# Mine\n\n    a   b\nred <script>alert(1)</script> [x](javascript:alert(1))\ncaf\ufffd\n"
    )


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"facts": {}}, "is no model that can be used: there is no 'n_teasers'"),
        ({"facts": None}, "manifest.json cannot be used: facts is not a table"),
        (
            {"taxonomy": {"topic": [1]}},
            "is no model that can be used: 'int' object is not subscriptable",
        ),
    ],
    ids=["no facts", "null", "no topic"],
)
def test_inspect_names_what_no_card_can_be_made_of(classify, tmp_path, changes, reason):
    folder = stranger(tmp_path / "model", **changes)
    result = classify("inspect", folder)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line == f"error: {folder}: {reason}"


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("self.html.j2", "{% include 'self.html.j2' %}", ", line 1: goes too deep: does it include "
         "or call itself, or nest too much?"),
        ("read.md.j2", "\n{{ taxonomy.from_toml('t.toml').topics[0].name }}",
         ", line 2: access to attribute 'from_toml' of 'Taxonomy' object is unsafe."),
        ("t.html.j2", "{% include 't.toml' %}", ", line 1: t.toml cannot be included: only "
         "templates in the same folder can, and their names end in .j2"),
    ],
    ids=["itself", "a class method", "a file"],
)  # fmt: skip
def test_a_strangers_template_opens_no_file_and_ends(
    classify, listing, tmp_path, name, text, reason
):
    (tmp_path / "t.toml").write_text('[[topic]]\nname = "SECRET"\n', encoding="utf-8")
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    result = classify("brief", listing, "--as-of", "2026-01-20", "--template", path, cwd=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"error: {path}{reason}\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("digest.json.j2", b"x", ": would write digest.json, a file of the digest's own; call it "
         "desk-digest.json.j2"),
        (".j2", b"x", ": has no name but .j2, and so its file would have none; call it "
         "desk.html.j2"),
        ("a.html.j2", b"\n{% if %}", ", line 2: Expected an expression, got 'end of statement "
         "block'"),
        ("a.html.j2", b"\xff", ": is no UTF-8 text (byte 1); save it as UTF-8"),
        ("a.html.j2", None, ": there is no template a.html.j2"),
    ],
    ids=["a name of the digest's", "no name", "syntax", "binary", "missing"],
)  # fmt: skip
def test_a_template_is_refused_before_anything_is_read(classify, tmp_path, name, content, reason):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    arguments = ("no such input", "--template", path, "--out", tmp_path / "out")
    result = classify("brief", *arguments)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"error: {path}{reason}\n"
    assert not (tmp_path / "out").exists()
