import json

import pytest

from classify.errors import ReadError
from tests.readers.sources import from_bytes

ITEMS = [
    {"title": "Dockers end strike", "summary": "Port workers returned."},
    {"title": "Ferry crews walk out", "summary": "Crews will stop."},
]
NEAT = [json.dumps(item, indent=2) for item in ITEMS]
FLAT = [json.dumps(item) for item in ITEMS]
SHAPES = {
    "lines": "\n".join(FLAT),
    "lines of an array": ",\n".join(FLAT),
    "record separators": "".join(f"\x1e{one}\n" for one in FLAT),
    "one behind the other": "".join(FLAT),
    "neat, one below the other": "\n".join(NEAT),
    "neat, with commas": ",\n".join(NEAT),
    "neat, apart": "\ufeff\n" + "\n\n".join(NEAT),
    "array": json.dumps(ITEMS),
    "neat array": json.dumps(ITEMS, indent=1),
    "answer": json.dumps({"status": "ok", "totalResults": 2, "articles": ITEMS}),
    "neat answer": json.dumps({"meta": {"n": 2}, "data": {"items": ITEMS}}, indent=2),
    "hits": json.dumps({"hits": {"hits": [{"_id": "x", "_source": item} for item in ITEMS]}}),
    "nodes": json.dumps({"data": {"news": {"edges": [{"node": item} for item in ITEMS]}}}),
    "lines of hits": "\n".join(json.dumps({"_id": 1, "_source": item}) for item in ITEMS),
    "by key": json.dumps({"a": ITEMS[0], "b": ITEMS[1]}),
    "columns": json.dumps({key: [item[key] for item in ITEMS] for key in ITEMS[0]}),
    "columns by index": json.dumps(
        {key: {str(n): item[key] for n, item in enumerate(ITEMS)} for key in ITEMS[0]}
    ),
    "split": json.dumps(
        {"columns": list(ITEMS[0]), "index": [0, 1], "data": [list(i.values()) for i in ITEMS]}
    ),
    "rows": json.dumps([list(ITEMS[0]), *(list(item.values()) for item in ITEMS)]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_json_of_every_shape(shape: str):
    teasers = from_bytes(SHAPES[shape])
    assert [(teaser.headline, teaser.text) for teaser in teasers] == [
        tuple(item.values()) for item in ITEMS
    ]


def test_an_object_of_its_own_is_one_teaser():
    (teaser,) = from_bytes(json.dumps({**ITEMS[0], "related": ITEMS}, indent=1))
    assert teaser.headline == "Dockers end strike"


def test_a_fault_among_values_is_named_once_and_the_rest_is_read():
    faults: list[ReadError] = []
    content = "\n".join([NEAT[0], '{\n  "title": "Broken,\n}', NEAT[1]])
    teasers = from_bytes(content, on_error=faults.append)
    assert [teaser.headline for teaser in teasers] == [item["title"] for item in ITEMS]
    (fault,) = faults
    assert str(fault.item) == "line 6"


def test_an_array_that_breaks_off_gives_what_is_whole():
    faults: list[ReadError] = []
    content = json.dumps([*ITEMS, ITEMS[0]], indent=1)[:-30]
    assert len(from_bytes(content, on_error=faults.append)) == 2
    assert len(faults) == 1


def test_broken_lines_are_named_by_their_numbers():
    faults: list[ReadError] = []
    content = "\n".join(["{broken", *FLAT, "[1]"])
    assert len(from_bytes(content, on_error=faults.append)) == 2
    assert [fault.item for fault in faults] == ["line 1", "line 4"]


def test_depth_and_numbers_without_end_are_faults():
    faults: list[ReadError] = []
    content = "\n".join(["[" * 20_000, NEAT[0], '{"title": ' + "9" * 5000 + "\n}"])
    from_bytes("{\n" + content.partition("\n")[2][2:], on_error=faults.append)
    assert faults
