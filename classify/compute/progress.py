"""What long work calls as it goes on."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int], None]
"""Called with the number of items (texts, teasers) that were done since the last call."""
