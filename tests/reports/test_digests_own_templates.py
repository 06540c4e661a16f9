import os
import re
from pathlib import Path

import pytest

from classify.errors import ReportTemplateError
from classify.reports import check_own_template, render_by_template, write_digest

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
        ("{{ wording.date_words._function }}", "is unsafe"),
        ("a\n{% include 'none.j2' %}", "line 2: there is no template none.j2"),
        ("{{ ((((((", "line 1: "),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "desk.html.j2: goes too deep"),
        ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, "too many statically nested blocks"),
        ("{{ digest.briefs() }}", "line 1: tuple cannot be called"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, text, reason):
    with pytest.raises(ReportTemplateError, match=reason):
        render(tmp_path, text)


def test_a_template_that_is_not_there(tmp_path):
    with pytest.raises(ReportTemplateError, match=r"there is no template none\.j2"):
        render_by_template(rich_digest(), TAXONOMY, tmp_path / "none.j2")


def test_it_may_include_its_neighbours(tmp_path):
    (tmp_path / "part.j2").write_text("<i>{{ digest.title }}</i>", encoding="utf-8")
    (tmp_path / "words.j2").write_text("{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}", "utf-8")
    (tmp_path / "frame.j2").write_text("({% block inner %}{% endblock %})", encoding="utf-8")
    assert render(tmp_path, "{% include 'part.j2' %}").startswith("<i>Orsen &amp;")
    assert render(tmp_path, "{% import 'words.j2' as w %}{{ w.b('<') }}") == "<b>&lt;</b>"
    text = "{% extends 'frame.j2' %}{% block inner %}{{ digest.issue }}{% endblock %}"
    assert render(tmp_path, text) == "(1)"


def test_a_fault_in_a_neighbour_is_named_there(tmp_path):
    (tmp_path / "part.j2").write_text("a\n{{ nothing }}", encoding="utf-8")
    with pytest.raises(ReportTemplateError, match=r"part\.j2, line 2: 'nothing' is undefined"):
        render(tmp_path, "{% include 'part.j2' %}")


@pytest.fixture
def secrets(tmp_path):
    """Files that no template may show, and ways to them."""
    outside = tmp_path / "outside"
    outside.mkdir()
    desk = tmp_path / "desk"
    desk.mkdir()
    for path in (outside / "secret.j2", desk / "secret.toml"):
        path.write_text('[[topic]]\nkey = "x"\nname = "SECRET"\n', encoding="utf-8")
    (desk / "away.j2").symlink_to(outside / "secret.j2")
    (desk / "beside.j2").symlink_to("secret.toml")
    (desk / "folder.j2").mkdir()
    return desk


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("secret.toml", "secret.toml cannot be included: only templates in the same folder can"),
        ("../outside/secret.j2", "only templates in the same folder can"),
        ("folder.j2/../../outside/secret.j2", "only templates in the same folder can"),
        ("away.j2", "away.j2 cannot be included: it is a link to another file"),
        ("beside.j2", "beside.j2 cannot be included: it is a link to another file"),
        ("folder.j2", "folder.j2 is a folder, not a template"),
        ("", "cannot be included"),
        ("\\x00.j2", "null"),
    ],
)
@pytest.mark.parametrize("tag", ["include", "import", "extends"])
def test_it_includes_templates_only(secrets, tag, name, reason):
    behind = " as x" if tag == "import" else ""
    with pytest.raises(ReportTemplateError, match=rf"line 1: .*{reason}"):
        render(secrets, f"{{% {tag} '{name}'{behind} %}}")


def test_it_includes_no_file_outside_by_its_full_path(secrets):
    with pytest.raises(ReportTemplateError, match="only templates in the same folder can"):
        render(secrets, f"{{% include '{secrets.parent}/outside/secret.j2' %}}")


@pytest.mark.parametrize(
    "text",
    [
        "{{ taxonomy.from_toml(%r).topics[0].name }}",
        "{{ taxonomy['from_toml'](%r).topics[0].name }}",
        "{{ (taxonomy | attr('from_toml'))(%r).topics[0].name }}",
        "{{ ([taxonomy] | map(attribute='from_toml') | first)(%r) }}",
        "{%% set read = taxonomy.from_toml %%}{{ read(%r) }}",
        "{{ '{0.from_toml}'.format(taxonomy) }}{{ %r }}",
        "{{ taxonomy.topics[0].__class__ }}{{ %r }}",
        "{{ wording.Path(%r).read_text() }}",
        "{{ charts.datetime.now() }}{{ %r }}",
        "{{ digest.as_of.now() }}{{ %r }}",
        "{{ digest.coverage.outlets.clear() }}{{ %r }}",
        "{{ remarks.Counter(%r) }}",
        "{{ explanations.Taxonomy.from_toml(%r) }}",
        "{{ wording.date_words.__init__.__globals__ }}{{ %r }}",
        "{{ self.__init__.__globals__ }}{{ %r }}",
        "{{ [].append(%r) }}",
        "{{ lipsum.__globals__ }}{{ %r }}",
    ],
)
def test_it_calls_nothing_of_pythons(secrets, text):
    digest = rich_digest()
    with pytest.raises(ReportTemplateError, match=r"line 1: .*(unsafe|undefined|no attribute)"):
        render(secrets, text % str(secrets / "secret.toml"), digest)
    assert digest == rich_digest()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ taxonomy.name('politics') }} {{ taxonomy.keys | length }}", "Politics 6"),
        ("{{ taxonomy['politics'].name }}", "Politics"),
        ("{% for topic in taxonomy %}{{ topic.key[0] }}{% endfor %}", "ahspde"),
        ("{{ digest.as_of.strftime('%d.%m.%Y') }} {{ digest.as_of.isoformat() }}",
         "20.01.2025 2025-01-20T18:00:00+00:00"),
        ("{{ 'a b'.split()[1].upper() }} {{ '%05.1f' % 2.5 }} {{ '%s' | format(3) }}", "B 002.5 3"),
        ("{{ {'a': 1}.items() | list | join }} {{ (1, 2).index(2) }}", "(&#39;a&#39;, 1) 1"),
        ("{% for a, b in [(1, 2)] %}{{ loop.index }}{{ loop.length }}{{ loop.last }}{% endfor %}",
         "11True"),
        ("{% for a in [[1, [2]]] recursive %}{{ a if a is number else loop(a) }}{% endfor %}",
         "12"),
        ("{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m('<') %}!{% endcall %}",
         "&lt;!"),
        ("{{ [1, 2, 3] | batch(2) | map('sum') | join('; ') }} {{ 'a' ~ 1 ~ '<' }}", "3; 3 a1&lt;"),
        ("{% block a %}x{% endblock %}{{ self.a() }}", "xx"),
        ("{% set x %}<{{ '<' }}{% endset %}{{ x }}{{ [3, 1] | sort }}{{ 3 in [3] }}{{ 2 ** 5 }}",
         "<&lt;[1, 3]True32"),
        ("{{ '<b>' | safe }}{{ {'a': ['<']} | tojson }}", '<b>{"a": ["\\u003c"]}'),
        ("{{ [{'k': 1, 'n': 2}] | groupby('k') | map(attribute='grouper') | first }}", "1"),
    ],
)  # fmt: skip
def test_it_may_do_what_templates_do(tmp_path, text, shown):
    assert render(tmp_path, text) == shown


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("x.j2", lambda path: path.mkdir(), "x.j2: is a folder, not a template"),
        ("x.j2", lambda path: path.write_bytes(b"a\xff"), ": is no UTF-8 text (byte 2)"),
        ("x.j2", lambda path: path.write_bytes(b"x" * 1_000_001), ": is longer than 1,000,000 b"),
        ("x.j2", os.mkfifo, "there is no template x.j2"),
        ("x.j2", lambda path: path.symlink_to("none"), "there is no template x.j2"),
        ("x\x00.j2", lambda path: None, "there is no template"),
    ],
    ids=["folder", "no text", "long", "pipe", "dead link", "nul"],
)  # fmt: skip
def test_what_is_no_template_is_refused(tmp_path, name, make, reason):
    path = tmp_path / name
    make(path)
    for check in (
        lambda: render_by_template(rich_digest(), TAXONOMY, path),
        lambda: check_own_template(path, beside_digest=False),
    ):
        with pytest.raises(ReportTemplateError, match=re.escape(reason)):
            check()


def test_a_byte_order_mark_is_not_printed(tmp_path):
    assert render(tmp_path, "\ufeff{{ digest.issue }}") == "1"


@pytest.mark.parametrize(
    "name", ["digest.json.j2", "digest.md", "DIGEST.HTML.j2", "digest.eml.j2", "made.json.j2",
             "index.html.j2", "digest.txt. .j2"],
)  # fmt: skip
def test_it_takes_no_name_of_the_digests_own(tmp_path, name):
    path = tmp_path / name
    path.write_text("x", encoding="utf-8")
    reason = f"would write {name.removesuffix('.j2')}, a file of the digest's own; call it desk-"
    with pytest.raises(ReportTemplateError, match=re.escape(reason)):
        write_digest(rich_digest(), TAXONOMY, tmp_path / "out", ("md",), path)
    with pytest.raises(ReportTemplateError, match=re.escape(reason)):
        check_own_template(path, beside_digest=True)
    check_own_template(path, beside_digest=False)  # to standard output it may go
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", [".j2", "..j2", "...j2"])
def test_it_needs_a_name(tmp_path, name):
    path = tmp_path / name
    path.write_text("x", encoding="utf-8")
    with pytest.raises(ReportTemplateError, match=r"has no name but \.j2, .*call it desk\.html"):
        write_digest(rich_digest(), TAXONOMY, tmp_path / "out", ("md",), path)
    assert not (tmp_path / "out").exists()


def test_it_is_written_beside_the_others_or_nothing_is(tmp_path):
    path = tmp_path / "desk.txt.j2"
    path.write_text("{{ digest.title }}\n", encoding="utf-8")
    written = write_digest(rich_digest(), TAXONOMY, tmp_path / "out", ("md",), path)
    assert [one.name for one in written] == ["digest.md", "desk.txt"]
    path.write_text("{{ nothing }}", encoding="utf-8")
    with pytest.raises(ReportTemplateError):
        write_digest(rich_digest(), TAXONOMY, tmp_path / "other", ("md",), path)
    assert not (tmp_path / "other").exists()
