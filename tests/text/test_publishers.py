import pytest

from classify.text import publisher


@pytest.mark.parametrize(
    "outlets",
    [
        ("WSJ World", "WSJ Economy", "WSJ"),
        ("bbc.com", "bbc.co.uk", "www.bbc.com", "https://www.bbc.co.uk/news", "BBC News", "BBC"),
        ("The Guardian", "Guardian - World", "the guardian: politics"),
        ("nytimes.com", "NYTimes"),
    ],
)
def test_sections_and_editions_are_of_one_publisher(outlets):
    assert len({publisher(outlet) for outlet in outlets}) == 1


@pytest.mark.parametrize(
    "outlets",
    [
        ("Nasha Niva", "Naviny"),
        ("bbc.com", "cnn.com"),
        ("World", "Europe"),
        ("FT", ""),
        ("t.me/one", "t.me/other"),
        ("one.substack.com", "other.substack.com"),
    ],
)
def test_others_are_not(outlets):
    assert len({publisher(outlet) for outlet in outlets}) == 2


def test_no_outlet_has_no_publisher():
    assert publisher(None) == publisher("  ") == ""
