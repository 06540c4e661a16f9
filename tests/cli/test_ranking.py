import json

import pytest

PILE = [
    {
        "headline": "Ship docks in thick fog",
        "text": "Pilots waited.",
        "outlet": "Port Post",
    },
    {"headline": "Earthquake kills 400 in Lima", "text": "Rescuers dig.", "outlet": "Port Post"},
    {"headline": "Earthquake in Lima kills hundreds", "text": "Homes fell.", "outlet": "Bay News"},
]


@pytest.fixture
def pile(tmp_path):
    path = tmp_path / "pile.jsonl"
    path.write_text("\n".join(json.dumps(one | {"published": "2025-01-19"}) for one in PILE))
    return path


def briefs(classify, pile, *options):
    common = ("--as-of", "2025-01-20", "--format", "json")
    digest = json.loads(classify("brief", pile, *common, *options).stdout)
    return [brief for section in digest["sections"] for brief in section["briefs"]]


def test_consequence_leads(classify, pile):
    first = briefs(classify, pile)[0]
    assert "Lima" in first["headline"]
    assert first["consequence"]["probability"] > 0.1


def test_a_watched_name_is_marked_and_raised(classify, pile, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("Vessels | ship\n", encoding="utf-8")
    first = briefs(classify, pile, "--watch", names)[0]
    assert first["headline"] == "Ship docks in thick fog"
    assert first["consequence"]["watched"] == ["Vessels"]
    text = classify("brief", pile, "--as-of", "2025-01-20", "--format", "txt", "--watch", names)
    assert "Watched: Vessels" in text.stdout
    assert "watched names are raised" in text.stdout


def test_a_place_is_given_weight(classify, pile):
    last = briefs(classify, pile, "--boost", "Lima=0.001", "--rank-by", "reports")[-1]
    assert "Lima" in last["headline"]
    assert last["consequence"]["boosted"] == ["Lima"]
    assert last["consequence"]["probability"] is None


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--boost", "sport"), "'sport' is no NAME=FACTOR"),
        (("--boost", "sport=lots"), "'sport=lots' is no NAME=FACTOR"),
        (("--boost", "=2"), "'=2' is no NAME=FACTOR"),
        (("--boost", "sport=-1"), "weight of 'sport' must be over 0"),
    ],
)
def test_bad_weights_are_refused(classify, pile, options, reason):
    result = classify("brief", pile, *options)
    assert result.returncode == 2
    assert reason in " ".join(result.stderr.replace("│", " ").split())


def test_a_watchlist_without_names_is_refused(classify, pile, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("# none yet\n", encoding="utf-8")
    result = classify("brief", pile, "--watch", names)
    assert result.returncode == 1
    assert "names nobody" in result.stderr
