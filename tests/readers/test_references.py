"""Names that people see, found in a pile."""

import pytest

from classify.errors import ReadError
from classify.readers import resolve_corrections
from classify.records import Correction, SourceRef, Teaser

STRIKE = "https://www.news.example/world/strike?utm_source=rss"
PILE = [
    Teaser(id="t1", headline="Dockers  end strike"),
    Teaser(id=STRIKE, headline="Strike ends", sources=(SourceRef(outlet="Post", url=STRIKE),)),
    Teaser(id="7", headline="Golf: Smith wins", sources=(SourceRef(url="http://a.example/golf/"),)),
    Teaser(id="8~0123abcd", headline="Explosion reported", sources=(SourceRef(outlet="Post"),)),
    Teaser(id="8~4567abcd", headline="Explosion reported"),
    Teaser(id="9~4567abcd", headline="Weather"),
]


def resolved(*names, kind="same"):
    told = Correction(kind=kind, teasers=names, place="file, line 3")
    (found,) = resolve_corrections([told], PILE)
    return found.teasers


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("t1", "t1"),
        ("dockers END   strike", "t1"),
        ("https://news.example/world/strike", STRIKE),
        ("https://news.example/world/strike/#2", STRIKE),
        ("https://a.example/golf?fbclid=1", "7"),
        ("9", "9~4567abcd"),
        ("8~4567abcd", "8~4567abcd"),
        ("t-elsewhere", "t-elsewhere"),
        ("A headline of another pile", "A headline of another pile"),
    ],
)
def test_a_name_is_found(name, id):
    assert resolved(name, "t-other") == (id, "t-other")


@pytest.mark.parametrize("name", ["8", "EXPLOSION reported"])
def test_a_name_that_several_have_is_refused_and_they_are_named(name):
    with pytest.raises(ReadError) as caught:
        resolved("t1", name)
    assert str(caught.value) == (
        f"file, line 3: {name!r} stands for 2 teasers; name one by its id: "
        '8~0123abcd ("Explosion reported", Post); 8~4567abcd ("Explosion reported")'
    )


def test_two_names_of_one_teaser():
    with pytest.raises(ReadError, match="tells t1 and t1 apart"):
        resolved("t1", "Dockers end strike", kind="different")
    same = Correction(kind="same", teasers=("t1", "Strike ends"))
    apart = Correction(kind="different", teasers=("Dockers end strike", STRIKE))
    with pytest.raises(ReadError, match=r"tells t1 and https://.* apart, but they are the same"):
        resolve_corrections([same, apart], PILE)


def test_corrections_without_a_pile_are_checked():
    assert resolve_corrections([], PILE) == ()
    pair = ("t1", "t2")
    both = [Correction(kind="same", teasers=pair), Correction(kind="different", teasers=pair)]
    with pytest.raises(ReadError, match="apart"):
        resolve_corrections(both, [])
