"""The bundled transformer: onnxruntime and tokenizers, no torch.

Every text is one run of the graph, on one thread, with no padding; a pool of threads works on many
texts at once. So a text's vector cannot depend on what else is encoded beside it, and nothing is
spent on padding.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.assets import TOKENIZER
from classify.bundles import Bundle, read_bundle
from classify.errors import BundleFormatError

KIND = "onnx-encoder"
GRAPH = "model.onnx"

_CHUNK = 256  # texts tokenized together: enough to keep the tokenizer's own threads busy


class OnnxEncoder:
    """Encodes texts with a graph that maps token ids (1, n_tokens) to one unit vector.

    Attributes
    ----------
    name : str
    sha256 : str
        Hash of the encoder's manifest: two encoders with the same hash give the same vectors.
    n_dims : int
    precision : str
        Number format of the weights and activations.
    """

    def __init__(self, bundle: Bundle, *, n_threads: int | None = None) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        manifest = bundle.manifest
        if manifest.get("kind") != KIND:
            raise BundleFormatError(bundle.path, f"holds a {manifest.get('kind')}, no {KIND}")
        self.name: str = manifest["name"]
        self.n_dims: int = manifest["n_dims"]
        self.precision: str = manifest["precision"]
        self.sha256 = bundle.sha256
        self._n_threads = n_threads or available_cores()
        self._tokenizer = Tokenizer.from_file(str(bundle.file(TOKENIZER)))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(manifest["max_tokens"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(bundle.file(GRAPH)), options, providers=["CPUExecutionProvider"]
        )

    @classmethod
    def from_folder(cls, path: str | Path, *, n_threads: int | None = None) -> OnnxEncoder:
        """Load the encoder that lies in a folder (see `classify.bundles`)."""
        return cls(read_bundle(path), n_threads=n_threads)

    def encode(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Encode texts.

        Parameters
        ----------
        texts : sequence of str
        on_progress : callable, optional
            Called with the number of texts finished since the last call.

        Returns
        -------
        float32 array of shape (n_texts, n_dims), rows of unit length
        """
        vectors = np.empty((len(texts), self.n_dims), dtype=np.float32)
        with ThreadPoolExecutor(self._n_threads) as pool:
            for start in range(0, len(texts), _CHUNK):
                chunk = self._tokenizer.encode_batch(list(texts[start : start + _CHUNK]))
                for offset, vector in enumerate(pool.map(self._run, chunk)):
                    vectors[start + offset] = vector
                if on_progress:
                    on_progress(len(chunk))
        return vectors

    def _run(self, encoding: Any) -> NDArray[np.float32]:
        token_ids = np.array([encoding.ids], dtype=np.int64)
        vector: NDArray[np.float32] = self._session.run(None, {"input_ids": token_ids})[0][0]
        return vector


def available_cores() -> int:
    """Count the cores that this process may use: the container's share, not the host's."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not offered outside Linux
        return os.cpu_count() or 1
