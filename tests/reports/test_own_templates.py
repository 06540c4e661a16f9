import re
from pathlib import Path

import pytest

from classify.errors import ReportTemplateError
from classify.reports import render_by_template, write_digest

from .builders import TAXONOMY, item, small_digest
from .sample import rich_digest

DOCS = Path(__file__).parents[2] / "docs" / "templates.md"


def render(tmp_path, text, digest=None, name="desk.html.j2"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return render_by_template(digest or rich_digest(), TAXONOMY, path)


def test_the_example_in_the_manual_works(tmp_path):
    (example,) = re.findall(r"```jinja\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    text = render(tmp_path, example)
    for brief in rich_digest().briefs:
        assert f"[{brief.headline_citation}]</h3>" in text
    assert "Orsen &amp; Tarn desk" in text


def test_all_that_the_manual_names_is_there(tmp_path):
    manual = DOCS.read_text(encoding="utf-8")
    for module in ("wording", "remarks", "figure_notes"):
        (row,) = re.findall(rf"^\| `{module}` \| (.*) \|$", manual, re.MULTILINE)
        for name in re.findall(r"`(\w+)\(", row):
            assert render(tmp_path, f"{{{{ {module}.{name} is callable }}}}") == "True"


def test_markup_of_sources_is_escaped_but_in_plain_text(tmp_path):
    digest = small_digest(item(1, "<b>Storm</b> \x1b[31mhits\u202e coast"))
    text = "{{ digest.briefs[0].headline }}"
    assert render(tmp_path, text, digest) == "&lt;b&gt;Storm&lt;/b&gt; hits coast"
    assert render(tmp_path, text, digest, "a.txt") == "<b>Storm</b> hits coast"
    assert render(tmp_path, text, digest, "a.md.j2") == "<b>Storm</b> hits coast"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a\n{% for %}", "desk.html.j2, line 2: "),
        ("a\nb\n{{ digest.titel }}", "line 3: .*no attribute 'titel'"),
        ("{{ nothing }}", "line 1: 'nothing' is undefined"),
        ("a\n{{ digest.briefs[99] }}", "line 2: "),
        ("a\n{{ digest.changes }}", "prints a value that is None"),
        ("a\n{{ 1 / 0 }}", "line 2: division by zero"),
        ("a\n{{ digest.title + 1 }}", "line 2: "),
        ("{{ digest.__class__.__mro__ }}", "is unsafe"),
        ("{{ wording.date_words.__globals__ }}", "is unsafe"),
        ("{% include 'none.html' %}", "there is no template none.html"),
        ("{% include '../../etc/passwd' %}", "there is no template"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, text, reason):
    with pytest.raises(ReportTemplateError, match=reason):
        render(tmp_path, text)


def test_a_template_that_is_not_there(tmp_path):
    with pytest.raises(ReportTemplateError, match=r"there is no template none\.j2"):
        render_by_template(rich_digest(), TAXONOMY, tmp_path / "none.j2")


def test_it_may_include_its_neighbours(tmp_path):
    (tmp_path / "part.html").write_text("<i>{{ digest.title }}</i>", encoding="utf-8")
    assert render(tmp_path, "{% include 'part.html' %}").startswith("<i>Orsen &amp;")


def test_it_is_written_beside_the_others_or_nothing_is(tmp_path):
    path = tmp_path / "desk.txt.j2"
    path.write_text("{{ digest.title }}\n", encoding="utf-8")
    written = write_digest(rich_digest(), TAXONOMY, tmp_path / "out", ("md",), path)
    assert [one.name for one in written] == ["digest.md", "desk.txt"]
    path.write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(ReportTemplateError):
        write_digest(rich_digest(), TAXONOMY, tmp_path / "other", ("md",), path)
    assert not (tmp_path / "other").exists()
