import pytest

from classify.readers.addresses import canonical_address, may_name_article, surely_names_article


@pytest.mark.parametrize(
    ("id", "address"),
    [
        ("https://news.example/a/b", "news.example/a/b"),
        ("HTTP://WWW.News.Example:80/A/b/?b=2&a=1#top", "news.example/A/b?a=1&b=2"),
        ("https://news.example/a?utm_source=x&UTM_Medium=y&id=7&gclid=z", "news.example/a?id=7"),
        ("https://news.example/?p=12&at_medium=RSS", "news.example?p=12"),
        ("https://news.example/app#/article/3", "news.example/app#/article/3"),
        ("https://[news/", "https://[news/"),
        ("N/A", "N/A"),
        ("", ""),
    ],
)
def test_the_part_of_an_address_that_tells_the_article(id, address):
    assert canonical_address(id) == address


@pytest.mark.parametrize(
    ("id", "may", "surely"),
    [
        ("https://news.example/ferry", True, False),
        ("https://news.example/world/ferry-fire-kills-two", True, True),
        ("https://news.example/2025/01/20/ferry", True, True),
        ("https://news.example/?p=4711", True, False),
        ("https://news.example/", False, False),
        ("https://news.example/World/", False, False),
        ("https://news.example/?lang=en", False, False),
        ("1", False, False),
        ("20250120", False, False),
        ("unknown", False, False),
        ("not-available", False, False),
        ("n/a", False, False),
        ("Coast Times", False, False),
        ("hp-ferry", True, False),
        ("3f9a77c0d1e2", True, False),
    ],
)
def test_which_ids_can_be_those_of_an_article(id, may, surely):
    assert (may_name_article(id), surely_names_article(id)) == (may, surely)
