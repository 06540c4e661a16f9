"""Labels of sections that an outlet sets behind its texts."""

from __future__ import annotations

from classify.text import prose_ends

LABELLED = [
    "Ports close as storms grow Shipping",
    "Owners ask for more time Shipping",
    "Crews win a raise at last Shipping",
    "A bridge is sold to its tenants Shipping",
    "Pilots are out of work Shipping",
    "The island that banned cars The Long Read",
    "Why ferries are late The Long Read",
    "Harbour master resigns Shipping , Free Deck",
]


def without_labels(texts, outlet="Post"):
    ends = prose_ends(texts, [outlet] * len(texts))
    return [text[:end] for text, end in zip(texts, ends, strict=True)]


def test_labels_are_no_prose():
    assert without_labels(LABELLED) == [
        "Ports close as storms grow",
        "Owners ask for more time",
        "Crews win a raise at last",
        "A bridge is sold to its tenants",
        "Pilots are out of work",
        "The island that banned cars",
        "Why ferries are late",
        "Harbour master resigns",
    ]


def test_names_at_the_end_are_prose():
    texts = ["Storm hits Hask", "Two die in Hask", "Ports close in Hask", "He left. Hask", "A fair"]
    assert without_labels(texts) == texts  # too few texts end so
    whole = [f"{text}." for text in LABELLED]
    assert without_labels(whole) == whole  # labels have no stop


def test_texts_of_no_outlet_are_left_alone():
    assert without_labels(LABELLED, "") == LABELLED
