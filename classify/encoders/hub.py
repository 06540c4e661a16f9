"""Models of a hub: from its local cache; downloaded once, with a message, if a person asks."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from classify.encoders.runtimes import sentence_transformers
from classify.encoders.sentence_transformers import SentenceTransformerEncoder
from classify.errors import BundleNotFoundError

_ORGANISATION = "sentence-transformers"  # where that library looks for names without one
_MARKS = ("modules.json", "config.json")
_WEIGHTS = ("*.safetensors", "*.bin")
_SECONDS_TO_ANSWER = 10.0
_log = logging.getLogger(__name__)


def fetch_model(name: str) -> SentenceTransformerEncoder:
    """Load a model that a person names, from the hub if it is not in the local cache yet.

    Raises
    ------
    BundleNotFoundError
        If it is not in the cache, and the hub cannot be reached or has no such model.
    MissingExtraError
        If sentence-transformers is not installed.
    """
    if found := cached_model(name):
        return found
    asked = f"hub:{name}"
    spelling = _ask_hub(asked, _spellings(name))
    _log.warning("%s is not on this machine yet: downloading it, this once", asked)
    downloaded = SentenceTransformerEncoder(spelling, name=name)
    # opened from its folder, it is also opened from there by other processes
    return cached_model(name) or downloaded


def cached_model(name: str) -> SentenceTransformerEncoder | None:
    """Load a model from the hub's local cache, without a look at the network.

    So what a pipeline was trained with is not replaced by what its author has uploaded since.

    Returns
    -------
    SentenceTransformerEncoder, or None if it is not there, or not whole

    Raises
    ------
    BundleNotFoundError
        If no model of a hub can have this name.
    MissingExtraError
        If sentence-transformers is not installed.
    """
    sentence_transformers()  # nothing is downloaded for a library that is not there
    from huggingface_hub.errors import HFValidationError

    try:
        folders = [folder for one in _spellings(name) if (folder := _cached_folder(one))]
    except HFValidationError as error:
        raise BundleNotFoundError(f"hub:{name}", "is no name that a hub can have") from error
    for folder in folders:
        with suppress(BundleNotFoundError):  # a download that was cut off
            return SentenceTransformerEncoder(folder, name=name)
    return None


def _spellings(name: str) -> list[str]:
    """Return the whole names that a name may stand for."""
    return [name] if "/" in name else [f"{_ORGANISATION}/{name}", name]


def _cached_folder(spelling: str) -> Path | None:
    """Find the folder of a model in the local cache, if its weights lie there."""
    from huggingface_hub import try_to_load_from_cache

    place = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    for mark in _MARKS:
        file = try_to_load_from_cache(spelling, mark, cache_dir=place)
        if isinstance(file, str):
            folder = Path(file).parent
            return folder if any(any(folder.rglob(weights)) for weights in _WEIGHTS) else None
    return None


def _ask_hub(asked: str, spellings: Sequence[str]) -> str:
    """Return the spelling that the hub knows, asked once: downloading tries for a minute."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError

    for spelling in spellings:
        try:
            HfApi().model_info(spelling, timeout=_SECONDS_TO_ANSWER)
        except RepositoryNotFoundError:
            continue
        except Exception as error:  # of whatever HTTP client that library uses
            reason = next(iter(str(error).splitlines()), type(error).__name__)
            raise BundleNotFoundError(
                asked,
                f"is not on this machine, and the hub does not answer ({reason}). Connect to the "
                "network once, or copy the model's folder here and give that folder instead.",
            ) from error
        return spelling
    raise BundleNotFoundError(
        asked,
        "is not on the hub, or not open to you. Check the name; for a closed model run "
        "`hf auth login` first.",
    )
