"""Writes a BERT encoder as an ONNX graph, straight from its arrays.

The graph takes token ids (n, n_tokens) of equally long texts and gives unit vectors (n, n_dims):
mean-pooled, normalised. There is no padding and no attention mask in it. Its numbers are fp32 or,
as bundled, of 8 bits:

Weights of linear layers are 7-bit (-64..64, one scale per output), activations 8-bit with one scale
per token, found while it runs. So a token's numbers never depend on another text, and the products
of a pair fit the 16-bit sums of processors without VNNI: every processor gives the same integers.
Rows of the word table are 8-bit with a scale each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
_ACTIVATION_LEVELS = 127
_ACTIVATION_ZERO = 128
_WEIGHT_LEVELS = 64
_TABLE_LEVELS = 127

Array = NDArray[np.float32]
Precision = Literal["int8", "float32"]


class BertGraph:
    """Collects the nodes and the constants of one graph."""

    def __init__(
        self,
        weights: Mapping[str, Array],
        *,
        n_layers: int,
        n_heads: int,
        epsilon: float,
        precision: Precision = "int8",
    ) -> None:
        self._weights = weights
        self._precision = precision
        self._n_layers = n_layers
        self._n_heads = n_heads
        self._epsilon = epsilon
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}

    def build(self) -> onnx.ModelProto:
        """Return the whole model."""
        hidden = self._embed("input_ids")
        for layer in range(self._n_layers):
            hidden = self._layer(hidden, f"encoder.layer.{layer}.")
        pooled = self._node("ReduceMean", [hidden, self._axis(1)], "pooled", keepdims=0)
        length = self._node("ReduceL2", [pooled, self._axis(1)], "length", keepdims=1)
        self._node("Div", [pooled, length], "vectors")
        n_dims = self._weights["embeddings.LayerNorm.weight"].shape[0]
        token_ids = helper.make_tensor_value_info(
            "input_ids", TensorProto.INT64, ["n_texts", "n_tokens"]
        )
        vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["n_texts", n_dims])
        graph = helper.make_graph(
            self._nodes, "encoder", [token_ids], [vectors], list(self._constants.values())
        )
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="")

    def _embed(self, token_ids: str) -> str:
        """Word rows with positions and the first segment, normalised."""
        rows = self._word_rows(token_ids)
        n_tokens = self._node("Shape", [token_ids], "n_tokens", start=1, end=2)
        positions = self._weights["embeddings.position_embeddings.weight"]
        segment = self._weights["embeddings.token_type_embeddings.weight"][0]
        offsets = self._node(
            "Slice",
            [self._constant("positions", positions + segment), self._axis(0), n_tokens],
            "offsets",
        )
        summed = self._node("Add", [rows, offsets], "embedded")
        norm = [
            self._named("embeddings.LayerNorm.weight"),
            self._named("embeddings.LayerNorm.bias"),
        ]
        return self._node(
            "LayerNormalization", [summed, *norm], "hidden", axis=-1, epsilon=self._epsilon
        )

    def _word_rows(self, token_ids: str) -> str:
        """Rows of the word table, unpacked after they are looked up."""
        words = self._weights["embeddings.word_embeddings.weight"]
        if self._precision == "float32":
            return self._node("Gather", [self._constant("words", words), token_ids], "rows")
        table, scales = quantise_rows(words, _TABLE_LEVELS)
        rows = self._node("Gather", [self._constant("words", table), token_ids], "rows")
        rows = self._node("Cast", [rows], "rows.float", to=TensorProto.FLOAT)
        factors = self._node(
            "Gather", [self._constant("words.scale", scales[:, None]), token_ids], "rows.scale"
        )
        return self._node("Mul", [rows, factors], "rows.value")

    def _layer(self, hidden: str, prefix: str) -> str:
        attention = f"{prefix}attention."
        parts = [f"{attention}self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self._weights[f"{part}.weight"] for part in parts])
        bias = np.concatenate([self._weights[f"{part}.bias"] for part in parts])
        mixed = self._linear(hidden, f"{attention}self", weight)
        names = [f"{part}.out" for part in parts]
        self._nodes.append(
            helper.make_node("Split", [mixed], names, axis=-1, num_outputs=len(names))
        )
        context = self._node(
            "MultiHeadAttention",
            [*names, self._constant(f"{attention}self.bias", bias)],
            f"{attention}context",
            MICROSOFT,
            num_heads=self._n_heads,
        )
        hidden = self._add_and_normalise(hidden, context, f"{attention}output")
        inner = self._linear(
            hidden,
            f"{prefix}intermediate",
            self._weights[f"{prefix}intermediate.dense.weight"],
        )
        inner = self._node(
            "BiasGelu",
            [inner, self._named(f"{prefix}intermediate.dense.bias")],
            f"{prefix}gelu",
            MICROSOFT,
        )
        return self._add_and_normalise(hidden, inner, f"{prefix}output")

    def _add_and_normalise(self, hidden: str, inner: str, prefix: str) -> str:
        """The end of each half layer: a linear map, the residual, a normalisation."""
        mapped = self._linear(inner, prefix, self._weights[f"{prefix}.dense.weight"])
        inputs = [
            hidden,
            mapped,
            self._named(f"{prefix}.LayerNorm.weight"),
            self._named(f"{prefix}.LayerNorm.bias"),
            self._named(f"{prefix}.dense.bias"),
        ]
        return self._node(
            "SkipLayerNormalization", inputs, f"{prefix}.norm", MICROSOFT, epsilon=self._epsilon
        )

    def _linear(self, values: str, prefix: str, weight: Array) -> str:
        """Multiply by weights (n_outputs, n_inputs), without the bias."""
        if self._precision == "float32":
            transposed = self._constant(f"{prefix}.weight", weight.T)
            return self._node("MatMul", [values, transposed], f"{prefix}.out")
        return self._quantised_linear(values, prefix, weight)

    def _quantised_linear(self, values: str, prefix: str, weight: Array) -> str:
        """Multiply 8-bit activations by 7-bit weights."""
        quantised, scales = quantise_rows(weight, _WEIGHT_LEVELS)
        size = self._node("Abs", [values], f"{prefix}.abs")
        largest = self._node("ReduceMax", [size, self._axis(-1)], f"{prefix}.largest", keepdims=1)
        step = self._constant("activation.step", np.float32(1 / _ACTIVATION_LEVELS))
        token_scale = self._node("Mul", [largest, step], f"{prefix}.token_scale")
        levels = self._node("Div", [values, token_scale], f"{prefix}.levels")
        levels = self._node("Round", [levels], f"{prefix}.rounded")
        zero = self._constant("activation.zero", np.float32(_ACTIVATION_ZERO))
        levels = self._node("Add", [levels, zero], f"{prefix}.shifted")
        levels = self._node("Cast", [levels], f"{prefix}.uint8", to=TensorProto.UINT8)
        product = self._node(
            "MatMulInteger",
            [
                levels,
                self._constant(f"{prefix}.weight", quantised.T),
                self._constant("activation.zero.uint8", np.uint8(_ACTIVATION_ZERO)),
            ],
            f"{prefix}.product",
        )
        product = self._node("Cast", [product], f"{prefix}.float", to=TensorProto.FLOAT)
        product = self._node(
            "Mul", [product, self._constant(f"{prefix}.scale", scales)], f"{prefix}.scaled"
        )
        return self._node("Mul", [product, token_scale], f"{prefix}.out")

    def _node(
        self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any
    ) -> str:
        self._nodes.append(
            helper.make_node(operator, inputs, [output], domain=domain, **attributes)
        )
        return output

    def _named(self, name: str) -> str:
        return self._constant(name, self._weights[name])

    def _axis(self, axis: int) -> str:
        return self._constant(f"axis.{axis}", np.array([axis], dtype=np.int64))

    def _constant(self, name: str, value: NDArray[np.generic] | np.generic) -> str:
        if name not in self._constants:
            laid_out = np.asarray(value, order="C")
            self._constants[name] = numpy_helper.from_array(laid_out, name)
        return name


def quantise_rows(matrix: Array, n_levels: int) -> tuple[NDArray[np.int8], Array]:
    """Round each row to integers in -n_levels..n_levels; return them and the scale of each row."""
    scales = np.maximum(np.abs(matrix).max(axis=1), 1e-12) / n_levels
    levels = np.clip(np.round(matrix / scales[:, None]), -n_levels, n_levels)
    return levels.astype(np.int8), scales.astype(np.float32)
