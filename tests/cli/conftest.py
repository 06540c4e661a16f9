import pytest

# lines as long as those of a real listing
LISTING = """\
Ferry runs aground off the northern harbour in thick fog
0

Ferry runs aground off the northern harbour in thick fog

The coast guard took all 80 passengers ashore by noon, it reported on Jan. 18. Nobody was hurt. The harbour master has opened an inquiry into […]
Parliament adopts next year's budget after a night of debate
0

Parliament adopts next year's budget after a night of debate

Lawmakers passed the spending plan by two votes, the speaker's office reported on Jan. 16. The finance minister called the deficit manageable. The opposition walked out […]
"""


@pytest.fixture
def listing(tmp_path):
    path = tmp_path / "listing.txt"
    path.write_text(LISTING, encoding="utf-8")
    return path


@pytest.fixture
def labelled_csv(tmp_path):
    """Forty labelled teasers of two topics."""
    rows = ["headline,text,labels"]
    for number in range(20):
        rows.append(f"Ship {number} enters harbour,Cargo is unloaded at quay {number}.,ports")
        rows.append(f"Hive {number} swarms in May,The beekeeper counts {number} queens.,bees")
    path = tmp_path / "labels.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
