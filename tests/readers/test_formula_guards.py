from hypothesis import example, given
from hypothesis import strategies as st

from classify.readers import guard_formulas
from classify.readers.formula_guards import is_own_table, without_guards

TEXTS = st.text(st.sampled_from("=+-@＝;'\" \n\tab"), max_size=12)


@given(TEXTS)
@example("'=1")
@example("a;\n=1")
def test_what_is_guarded_comes_back(text):
    assert without_guards(guard_formulas(text)) == text


@given(TEXTS)
def test_no_cell_begins_a_formula(text):
    for part in guard_formulas(text).replace("\n", ";").split(";"):
        assert not part.lstrip(' \t"').startswith(("=", "+", "-", "@", "＝"))


def test_only_tables_of_ours_have_guards():
    assert is_own_table(["id", "headline", "text", "truncated", "published"])
    assert is_own_table(["teaser_id", "headline", "text"])
    assert not is_own_table(["id", "headline", "text"])
