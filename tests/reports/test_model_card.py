from classify.reports import render_card

FACTS = {
    "n_teasers": 9,
    "data_sha256": "0" * 64,
    "topics": {"ports": {"n_positive": 4, "threshold": 0.25}},
}
MANIFEST = {
    "name": "own",
    "encoder": {"name": "e", "n_dims": 3, "precision": "int8", "sha256": "1" * 64},
    "taxonomy": {"topic": [{"key": "ports", "name": "Ports and shipping"}]},
}


def test_says_what_was_learned_from_what():
    card = render_card({**MANIFEST, "facts": FACTS})
    assert card.startswith("# own\n")
    assert "| training teasers | 9 |" in card
    assert "| Ports and shipping | 4 | 0.25 |" in card
    assert "Scores on" not in card


def test_a_caveat_stands_in_the_card():
    card = render_card({**MANIFEST, "facts": {**FACTS, "caveat": "The scores below flatter."}})
    assert "\nThe scores below flatter.\n" in card


def test_says_what_calibrated_it_and_what_looks_first():
    encoder = {"name": "quick", "n_dims": 8, "precision": "int8", "sha256": "a" * 64}
    manifest = {
        **MANIFEST,
        "facts": {**FACTS, "n_calibrating": 77},
        "first_look": {"encoder": encoder, "labelling": {}, "accurate_share": 0.25},
    }
    card = render_card(manifest)
    assert "77 teasers held out" in card
    assert "The first look is that of the encoder quick" in card
    assert "25%" in card
