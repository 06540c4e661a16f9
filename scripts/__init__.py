"""What is run in a checkout: trains, measures and checks. Found through the editable install."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LABELED = ROOT / "labeled"
