"""A template ends, whatever it asks for; each test asks for far more than any machine has."""

import pytest

from classify.errors import ReportTemplateError
from classify.reports import render_by_template
from classify.reports.digests import metering
from classify.reports.digests.metering import MEMBER, Meter, TooMuchWorkError, weight

from .builders import TAXONOMY
from .sample import rich_digest

LONG = "{% set a = [1] * 9999 %}"


@pytest.fixture
def render(tmp_path, monkeypatch):
    """Render with a small allowance: what is refused is refused as soon as that is spent."""
    monkeypatch.setattr(Meter.__init__, "__defaults__", (2_000_000,))
    monkeypatch.setattr(metering, "MAX_OUTPUT", 1_000_000)

    def rendered(text):
        path = tmp_path / "desk.html.j2"
        path.write_text(text, encoding="utf-8")
        return render_by_template(rich_digest(), TAXONOMY, path)

    return rendered


@pytest.mark.parametrize(
    "text",
    [
        "{{ 'x' * 10 ** 10 }}",
        "{{ 10 ** 10 * 'x' }}",
        "{{ [1] * 10 ** 10 }}",
        "{{ 10 ** (10 ** 10) }}",
        "{{ 'x' | center(10 ** 10) }}",
        "{{ 'x' | indent(10 ** 10, true) }}",
        "{{ 'x' | indent('y' * 10 ** 6, true) }}",
        "{{ [1] | batch(10 ** 10, 'x') | list }}",
        "{{ [1] | slice(10 ** 10) | list }}",
        "{{ 1 | round(10 ** 10) }}",
        "{{ '%9999999999d' % 1 }}",
        "{{ '%*d' % (10 ** 10, 1) }}",
        "{{ '%9999999999d' | format(1) }}",
        "{{ '%.9999999999f' | format(1) }}",
        "{{ '%(a)s' * 9999 % {'a': 'x' * 99999} }}",
        "{{ ('x' * 99999) | replace('x', 'y' * 99999) }}",
        "{{ a | join('x' * 99999) }}",
        "{{ a | map('string') | join('x' * 99999) }}",
        "{{ say('{x}' * 9999, x='x' * 99999) }}",
        "{{ count(1, '{x}' * 9999, '', x='x' * 99999) }}",
        "{% set x = 'x' %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
        "{% set x = 'x' %}" + "{% set x = x + x %}" * 60 + "{{ x }}",
        "{% set x = [1] %}" + "{% set x = x + x %}" * 60 + "{{ x }}",
        "{% set x = [1] %}" + "{% set x = [x, x] %}" * 60 + "{{ x }}",
        "{% set x = (1,) %}" + "{% set x = (x, x) %}" * 60 + "{{ x == x }}",
        "{% set x = {} %}" + "{% set x = {1: x, 2: x} %}" * 60 + "{{ x }}",
        "{% set x %}long{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 60,
        "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "m(" * 60 + "'x'" + ")" * 60 + " }}",
        "{% macro m(n) %}{% if n %}{{ m(n - 1) ~ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% for x in a %}{% for y in a %}{% for z in a %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for x in a %}{% for y in a if y > 1 %}{% endfor %}{% endfor %}",
        "{% for x in a %}{{ ('x' * 9999).upper() }}{% endfor %}",
        "{% for x in a %}{% if a[1:] == a[1:] %}{% endif %}{% endfor %}",
        "{% for x in a %}{% if 5 in a %}{% endif %}{% endfor %}",
    ],
)
def test_what_has_no_end_is_refused(render, text):
    with pytest.raises(ReportTemplateError, match=r"desk\.html\.j2, line 2: asks for too much"):
        render(f"{LONG}\n{text}")


def test_output_has_a_bound(render):
    text = f"{LONG}\n{{% for x in a %}}{'x' * 999}{{% endfor %}}"
    with pytest.raises(ReportTemplateError, match="line 2: writes more than 1,000,000 characters"):
        render(text)


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'desk.html.j2' %}",
        "{% import 'desk.html.j2' as x %}",
        "{% extends 'desk.html.j2' %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for x in [1] recursive %}{{ loop([1, 1]) }}{% endfor %}",
        "{% block a %}{{ self.a() }}{% endblock %}",
    ],
)
def test_what_calls_itself_is_refused(render, text):
    with pytest.raises(
        ReportTemplateError, match=r"line 2: goes too deep: does it include or call"
    ):
        render(f"\n{text}")


def test_two_that_include_each_other_are_refused(render, tmp_path):
    (tmp_path / "a.j2").write_text("{% include 'desk.html.j2' %}", encoding="utf-8")
    with pytest.raises(ReportTemplateError, match="line 1: goes too deep"):
        render("{% include 'a.j2' %}")


@pytest.mark.parametrize("spec", ["9999999999d", ".9999999999f"])
def test_numbers_are_not_wider_than_a_line(render, spec):
    with pytest.raises(ReportTemplateError, match="is too wide; use fewer than 100 places"):
        render(f"{{{{ number(1, '{spec}') }}}}")


def test_a_large_digest_is_far_from_the_bound(tmp_path):
    """The example of the manual, for some 10,000 briefs: a record a loop, ten words a record."""
    path = tmp_path / "desk.html.j2"
    path.write_text(
        "{% for a in [1] * 100 %}{% for b in [1] * 100 %}"
        "{{ wording.number_of(b, 'story', 'stories') }}"
        + "{{ digest.title }}" * 10
        + "{% endfor %}{% endfor %}",
        encoding="utf-8",
    )
    assert len(render_by_template(rich_digest(), TAXONOMY, path)) > 3_000_000


def test_a_meter_runs_out():
    meter = Meter(100)
    meter.spend(100)
    with pytest.raises(TooMuchWorkError):
        meter.spend(1)


@pytest.mark.parametrize(
    ("value", "units"),
    [
        ("abc", 4),
        (["abc", "de"], 3 * MEMBER + 5),
        ({"a": (1, 2)}, 5 * MEMBER + 1),
        (rich_digest(), MEMBER),
    ],
    ids=["text", "list", "mapping", "record"],
)
def test_weight_counts_characters_and_members(value, units):
    assert weight(value) == units


def test_weighing_stops_at_its_limit():
    nested = [1]
    for _ in range(60):
        nested = [nested, nested]
    assert weight(nested, limit=1000) <= 1000 + MEMBER
