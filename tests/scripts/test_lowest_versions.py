import pytest

from scripts.lowest_versions import lowest_versions

PROJECT = """\
[project]
dependencies = ["babel>=2.14", {further}]
[project.optional-dependencies]
sentence-transformers = ["sentence-transformers>=3.3"]
parquet = ["pyarrow>=16"]
plots = ["matplotlib>=3.9"]
test = ["pytest>=8.2"]
"""


def test_each_dependency_is_pinned_to_its_lower_bound():
    assert lowest_versions(PROJECT.format(further='"scikit-learn>=1.6"')) == [
        "babel==2.14",
        "scikit-learn==1.6",
        "sentence-transformers==3.3",
        "pyarrow==16",
        "matplotlib==3.9",
    ]


@pytest.mark.parametrize("further", ["jinja2", "jinja2==3.1", "jinja2>=3.1,<4"])
def test_a_dependency_without_a_plain_lower_bound_is_refused(further):
    with pytest.raises(ValueError, match=r"is not of the form name>=version$"):
        lowest_versions(PROJECT.format(further=f'"{further}"'))
