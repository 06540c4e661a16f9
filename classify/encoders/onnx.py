"""The bundled transformer: onnxruntime and tokenizers, no torch.

Every text is one run of the graph, on one thread, with no padding; a pool of threads works on many
texts at once. So a text's vector cannot depend on what else is encoded beside it, and nothing is
spent on padding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify.compute import Progress
from classify.encoders.manifest import EncoderManifest
from classify.encoders.one_by_one import available_cores, encode_one_by_one
from classify.encoders.reopening import Reopened, reopening
from classify.encoders.runtimes import onnxruntime
from classify.encoders.tokens import BundledTokenizer
from classify.errors import EncoderError
from classify.storage import Bundle, read_bundle, restoring

KIND = "onnx-encoder"
GRAPH = "model.onnx"
INPUT = "input_ids"


class OnnxEncoder(Reopened):
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
        manifest = EncoderManifest.of(bundle, kind=KIND)
        self.name = manifest.name
        self.n_dims = manifest.n_dims
        self.precision = manifest.precision
        self.sha256 = bundle.sha256
        self._reopening = reopening(OnnxEncoder.from_folder, bundle.path, n_threads=n_threads)
        self._n_threads = n_threads or available_cores()
        self._tokenizer = BundledTokenizer(
            bundle, name=self.name, max_tokens=manifest.max_tokens, special_tokens=True
        )
        graph = bundle.file(GRAPH)
        library = onnxruntime()
        with restoring(bundle.path, GRAPH):
            self._session = _session(library, graph)
            _check_graph(self._session, self.n_dims)
        with restoring(bundle.path):
            self._try_largest_id()

    @classmethod
    def from_folder(cls, path: str | Path, *, n_threads: int | None = None) -> OnnxEncoder:
        """Load the encoder in a folder (see `classify.storage`)."""
        return cls(read_bundle(path), n_threads=n_threads)

    def encode(
        self, texts: Sequence[str], *, on_progress: Progress | None = None
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
        with ThreadPoolExecutor(self._n_threads) as pool:
            return encode_one_by_one(
                texts,
                self._tokenizer.ids,
                self._run,
                pool,
                n_dims=self.n_dims,
                on_progress=on_progress,
            )

    def _reopen(self) -> Callable[[], OnnxEncoder]:
        return self._reopening

    def _run(self, token_ids: Sequence[int]) -> NDArray[np.float32]:
        try:
            vectors = self._session.run(None, {INPUT: np.array([token_ids], dtype=np.int64)})[0]
        except Exception as error:  # the library's own have no parent but this
            raise EncoderError(
                self.name, f"cannot encode a text of {len(token_ids)} tokens: {error}"
            ) from error
        if vectors.shape != (1, self.n_dims):
            raise EncoderError(
                self.name,
                f"gave an array of shape {vectors.shape} for a text; "
                f"its manifest says (1, {self.n_dims})",
            )
        vector: NDArray[np.float32] = vectors[0]
        return vector

    def _try_largest_id(self) -> None:
        """Check that the graph has a row for every token, by running the last one."""
        largest = self._tokenizer.largest_id
        try:
            self._run([largest])
        except EncoderError as error:
            raise ValueError(
                f"its tokenizer and its graph do not fit; token {largest}: {error.reason}"
            ) from error


def _session(library: Any, graph: Path) -> Any:
    options = library.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what it logs as an error it also raises
    return library.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _check_graph(session: Any, n_dims: int) -> None:
    """Check the input and output of a graph: names, types and shapes."""
    expected = f"it should take one input, {INPUT}: tensor(int64) of shape (1, n_tokens)"
    inputs = session.get_inputs()
    if [one.name for one in inputs] != [INPUT]:
        raise ValueError(f"it takes {', '.join(one.name for one in inputs)}; {expected}")
    (taken,), given = inputs, session.get_outputs()[0]
    n_texts, n_tokens = taken.shape if len(taken.shape) == 2 else (0, 0)
    # a dimension that is left open has a name, or none
    if taken.type != "tensor(int64)" or not _may_be(n_texts, 1) or isinstance(n_tokens, int):
        raise ValueError(f"it takes {INPUT}: {taken.type} of shape {taken.shape}; {expected}")
    n_rows, width = given.shape if len(given.shape) == 2 else (0, 0)
    if given.type != "tensor(float)" or not (_may_be(n_rows, 1) and _may_be(width, n_dims)):
        raise ValueError(
            f"it gives {given.type} of shape {given.shape}; its manifest says tensor(float) "
            f"of shape (1, {n_dims})"
        )


def _may_be(dimension: object, size: int) -> bool:
    """Whether a dimension of a graph has a size, or is left open."""
    return not isinstance(dimension, int) or dimension == size
