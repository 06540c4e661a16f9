"""Libraries that run encoders, imported with their telemetry off.

The whole package imports them through this module (a test checks that).
"""

from __future__ import annotations

import os
import sys
from typing import Any

from classify.errors import MissingExtraError


def onnxruntime() -> Any:
    """Import onnxruntime, its telemetry off.

    From 1.32 it is on by default: it resolves a host of its maker, and keeps a device id and a
    database of events under `~/.cache`. A setting in the environment is overruled.
    """
    loaded = sys.modules.get("onnxruntime")
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read once, when the library is loaded
    import onnxruntime as library

    if loaded is not None:  # the calling program imported it before
        disable = getattr(library, "disable_telemetry_events", None)
        if disable:
            disable()
    return library


def sentence_transformers() -> Any:
    """Import Sentence Transformers, and with it the client of the hub, their telemetry off.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"  # read once, when the client is loaded
    try:
        import sentence_transformers as library
    except ImportError as error:
        raise MissingExtraError("sentence-transformers", "sentence-transformers") from error
    _silence_hub()
    return library


def _silence_hub() -> None:
    """Turn telemetry off in a client that was loaded before."""
    from huggingface_hub import constants

    constants.HF_HUB_DISABLE_TELEMETRY = True
