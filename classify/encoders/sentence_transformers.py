"""Any Sentence Transformers model that the user names; imported at first use only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress
from classify.encoders.one_by_one import available_cores, encode_one_by_one
from classify.encoders.reopening import Reopened, reopening
from classify.encoders.runtimes import sentence_transformers
from classify.errors import BundleFormatError, BundleNotFoundError


class SentenceTransformerEncoder(Reopened):
    """Encodes texts with a Sentence Transformers model, in float32, on the processor.

    Every text is one run of the model, on one thread, with no padding, and a pool of threads works
    on many texts at once: a text's vector cannot depend on what is encoded beside it, and on two
    cores this was no slower than batches of 32.

    Parameters
    ----------
    place : str or path
        The model's folder, or its name on the hub (see `classify.encoders.hub`).
    name : str, optional
        The folder's own name if not given.

    Attributes
    ----------
    name : str
    sha256 : str
        Hash of what makes the vectors: weights, tokenizer, pooling and prompt.
    n_dims : int
    precision : str

    Raises
    ------
    BundleNotFoundError
        If there is no model that the library can load.
    BundleFormatError
        If something in the folder is neither a file nor a folder.
    MissingExtraError
        If sentence-transformers is not installed.
    """

    precision = "float32"

    def __init__(self, place: str | Path, *, name: str | None = None) -> None:
        library = sentence_transformers()
        # of a folder all is there: nothing is asked of the hub
        is_folder = Path(place).is_dir()
        if is_folder:
            _refuse_pipes(Path(place))
        try:
            # weights may lie in half precision, which processors are slow at and which rounds
            self._model = library.SentenceTransformer(
                str(place), device="cpu", local_files_only=is_folder
            ).float()
            self.sha256 = _model_sha256(self._model)
            # also settles the tokenizer, which threads may share as long as its settings stay
            self.n_dims = len(self._run("first"))
        # files of many libraries, each with exceptions of its own
        except Exception as error:
            reason = next(iter(str(error).splitlines()), type(error).__name__)
            raise BundleNotFoundError(
                place, f"Sentence Transformers cannot load it ({reason})"
            ) from error
        self.name = name or Path(place).resolve().name
        self._reopening = reopening(SentenceTransformerEncoder, place, name=self.name)

    def encode(
        self, texts: Sequence[str], *, on_progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Encode texts into a float32 array (n_texts, n_dims), rows of unit length.

        Parameters
        ----------
        texts : sequence of str
        on_progress : callable, optional
            Called with the number of texts finished since the last call.
        """
        import torch

        n_threads = torch.get_num_threads()
        try:
            with ThreadPoolExecutor(
                available_cores(), initializer=torch.set_num_threads, initargs=(1,)
            ) as pool:
                return encode_one_by_one(
                    texts, list, self._run, pool, n_dims=self.n_dims, on_progress=on_progress
                )
        finally:
            torch.set_num_threads(n_threads)  # what the pool set is the default of new threads

    def _reopen(self) -> Callable[[], SentenceTransformerEncoder]:
        return self._reopening

    def _run(self, text: str) -> NDArray[np.float32]:
        (vector,) = self._model.encode([text], normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, dtype=np.float32)


def _refuse_pipes(folder: Path) -> None:
    """Refuse a folder with an entry that may block when opened, such as a pipe."""
    for entry in sorted(folder.rglob("*")):
        if entry.exists() and not (entry.is_file() or entry.is_dir()):
            raise BundleFormatError(folder, f"{entry.name!r} is no file")


def _model_sha256(model: Any) -> str:
    """Hash what makes the vectors: a model is identified by what it computes, not by its name.

    The library's own version numbers and the files' layout are left out.
    """
    digest = hashlib.sha256()
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    modules = list(model)
    made = {
        # those of the first module name parts of the library, which change with its version
        "modules": [[type(module).__name__, _settings(module)] for module in modules[1:]],
        "max_tokens": model.max_seq_length,
        "prompt": model.prompts.get(model.default_prompt_name),
        "tokenizer": _tokenizer_settings(getattr(model, "tokenizer", None)),
    }
    digest.update(json.dumps(made, sort_keys=True, default=str).encode())
    return digest.hexdigest()


def _settings(module: Any) -> dict[str, Any]:
    """Return the settings of a module, such as how tokens are pooled."""
    settings: dict[str, Any] = getattr(module, "get_config_dict", dict)()
    return settings


def _tokenizer_settings(tokenizer: Any) -> Any:
    """Return how texts are cut into tokens."""
    backend = getattr(tokenizer, "backend_tokenizer", tokenizer)
    if hasattr(backend, "to_str"):
        settings = json.loads(backend.to_str())
        # of the last call, not of the model
        return {key: settings[key] for key in settings if key not in ("padding", "truncation")}
    return sorted(backend.get_vocab().items()) if hasattr(backend, "get_vocab") else None
