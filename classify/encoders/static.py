"""The bundled static encoder: a table of token vectors and a small network, in numpy.

A text is the sum of its tokens' rows, in any order, followed by one hidden layer. That is a
hundredth of a transformer's work: for large piles, and for the first step of a cascade.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classify.compute import Progress, check_arrays
from classify.encoders.manifest import EncoderManifest
from classify.encoders.reopening import Reopened, reopening
from classify.encoders.tokens import BundledTokenizer
from classify.errors import EncoderError
from classify.storage import Bundle, read_bundle, restoring

KIND = "static-encoder"

_CHUNK = 8192  # texts at a time: the tokenizer and the network are used in long stretches
_TABLE_LEVELS = 127
_SHAPES = {
    "table": ("n_tokens", "n_inner"),
    "table.scale": ("n_tokens",),
    "hidden": ("n_inner", "n_hidden"),
    "hidden.bias": ("n_hidden",),
    "out": ("n_hidden", "n_dims"),
    "out.bias": ("n_dims",),
    "direct": ("n_inner", "n_dims"),
    "sharpness": (),
}


class StaticEncoder(Reopened):
    """Encodes texts with a table and a network, both learned (see the encoder's card).

    Attributes
    ----------
    name : str
    sha256 : str
        Hash of the encoder's manifest: two encoders with the same hash give the same vectors.
    n_dims : int
    precision : str
        Number format of the table.
    """

    def __init__(self, bundle: Bundle) -> None:
        manifest = EncoderManifest.of(bundle, kind=KIND)
        self.name = manifest.name
        self.n_dims = manifest.n_dims
        self.precision = manifest.precision
        self.sha256 = bundle.sha256
        self._reopening = reopening(StaticEncoder.from_folder, bundle.path)
        self._tokenizer = BundledTokenizer(
            bundle, name=self.name, max_tokens=manifest.max_tokens, special_tokens=False
        )
        with restoring(bundle.path):
            self._network = StaticNetwork.from_arrays(bundle.arrays, n_dims=self.n_dims)
            if self._tokenizer.largest_id >= self._network.n_tokens:
                raise ValueError(
                    f"its tokenizer and its table do not fit: there is a token "
                    f"{self._tokenizer.largest_id}, and {self._network.n_tokens} rows from 0"
                )

    @classmethod
    def from_folder(cls, path: str | Path) -> StaticEncoder:
        """Load the encoder in a folder (see `classify.storage`)."""
        return cls(read_bundle(path))

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
        vectors = np.empty((len(texts), self.n_dims), dtype=np.float32)
        for start in range(0, len(texts), _CHUNK):
            chunk = self._tokenizer.ids(texts[start : start + _CHUNK])
            try:
                vectors[start : start + len(chunk)] = self._network.vectors(chunk)
            except IndexError as error:
                raise EncoderError(
                    self.name, f"has a tokenizer and a table that do not fit: {error}"
                ) from error
            if on_progress:
                on_progress(len(chunk))
        return vectors

    def _reopen(self) -> Callable[[], StaticEncoder]:
        return self._reopening


class StaticNetwork:
    """Token ids to unit vectors.

    Parameters
    ----------
    table : float32 array of shape (n_tokens, n_inner)
    hidden, hidden_bias : float32 arrays of shape (n_inner, n_hidden), (n_hidden,)
    out, out_bias : float32 arrays of shape (n_hidden, n_dims), (n_dims,)
    direct : float32 array of shape (n_inner, n_dims)
        Weights that bypass the hidden layer.
    sharpness : float
        Factor on the inner unit vectors before the hidden layer.
    """

    def __init__(
        self,
        *,
        table: NDArray[np.float32],
        hidden: NDArray[np.float32],
        hidden_bias: NDArray[np.float32],
        out: NDArray[np.float32],
        out_bias: NDArray[np.float32],
        direct: NDArray[np.float32],
        sharpness: float,
    ) -> None:
        self._table = table
        # How a sum of a matrix product is rounded depends on the neighbouring rows. In double
        # precision the difference is lost when the result is rounded to single precision.
        self._hidden = hidden.astype(np.float64) * sharpness
        self._hidden_bias = hidden_bias
        self._out = out.astype(np.float64)
        self._out_bias = out_bias
        self._direct = direct.astype(np.float64)

    @property
    def n_tokens(self) -> int:
        """Rows of the table: token ids are below this."""
        return len(self._table)

    def vectors(self, token_ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return unit vectors (n_texts, n_dims); a text without tokens is one with the first.

        Raises
        ------
        IndexError
            If the table has no row for a token.
        """
        rows = [ids or [0] for ids in token_ids]
        ends = np.cumsum([0, *map(len, rows)])
        columns = np.concatenate([np.asarray(row, dtype=np.int64) for row in rows])
        # the product below compares nothing, and reads whatever lies in memory there
        if columns.max() >= self.n_tokens:
            raise IndexError(f"there is no row for token {columns.max()} of {self.n_tokens}")
        ones = np.ones(len(columns), dtype=np.float32)
        counts = csr_matrix((ones, columns, ends), shape=(len(rows), len(self._table)))
        inner = _unit(counts @ self._table).astype(np.float64)
        bent = np.maximum(inner @ self._hidden + self._hidden_bias, 0) @ self._out
        return _unit((bent + self._out_bias + inner @ self._direct).astype(np.float32))

    @classmethod
    def from_arrays(
        cls, arrays: Mapping[str, NDArray[Any]], *, n_dims: int | None = None
    ) -> StaticNetwork:
        """Unpack what `pack_static` packed.

        Parameters
        ----------
        arrays : mapping of name to array
        n_dims : int, optional
            Expected length of its vectors, where that is known.

        Raises
        ------
        ValueError
            If an array is missing, or does not fit the others.
        """
        check_arrays(arrays, _SHAPES, {} if n_dims is None else {"n_dims": n_dims})
        scales = arrays["table.scale"].astype(np.float32)
        return cls(
            table=arrays["table"].astype(np.float32) * scales[:, None],
            hidden=arrays["hidden"].astype(np.float32),
            hidden_bias=arrays["hidden.bias"].astype(np.float32),
            out=arrays["out"].astype(np.float32),
            out_bias=arrays["out.bias"].astype(np.float32),
            direct=arrays["direct"].astype(np.float32),
            sharpness=float(arrays["sharpness"]),
        )


def pack_static(
    *,
    table: NDArray[np.float32],
    hidden: NDArray[np.float32],
    hidden_bias: NDArray[np.float32],
    out: NDArray[np.float32],
    out_bias: NDArray[np.float32],
    direct: NDArray[np.float32],
    sharpness: float,
) -> dict[str, NDArray[Any]]:
    """Pack a network (see `StaticNetwork`): the table in 8 bits a number, the rest in 16."""
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / _TABLE_LEVELS
    return {
        "table": np.round(table / scales[:, None]).astype(np.int8),
        "table.scale": scales.astype(np.float32),
        "hidden": hidden.astype(np.float16),
        "hidden.bias": hidden_bias.astype(np.float32),
        "out": out.astype(np.float16),
        "out.bias": out_bias.astype(np.float32),
        "direct": direct.astype(np.float16),
        "sharpness": np.array(sharpness, dtype=np.float32),
    }


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (rows / np.maximum(lengths, 1e-12)).astype(np.float32, copy=False)
    return unit
