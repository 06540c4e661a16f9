"""Models of a few kilobytes, whole in every part: encoders of both sorts, and a pipeline."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, models, pre_tokenizers, processors

from classify.compute import BoostedTrees
from classify.encoders import load_encoder, onnx, static
from classify.pipeline import TeaserPipeline
from classify.storage import TOKENIZER, write_bundle
from classify.stories import Background, EventSpace, GroupModel, PairModel
from classify.stories.group_features import FEATURES as GROUP_FEATURES
from classify.summarization import ConceptModel, ConceptStatistics
from classify.topics import TopicClassifier, TrainingTexts, train_topics
from tests.harbour import LABELLED, TAXONOMY

WORDS = ["[UNK]", "[CLS]", "[SEP]", "ship", "enters", "harbour", "hive", "swarms", "queens"]
N_TOKENS, N_DIMS = len(WORDS), 8


def tokenizer(words=WORDS, *, cls=1, sep=2):
    """The content of a tokenizer.json."""
    made = Tokenizer(models.WordLevel({one: id for id, one in enumerate(words)}, "[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", cls), ("[SEP]", sep)]
    )
    return made.to_str().encode()


def drawn(*shape):
    return np.random.default_rng(len(shape)).normal(size=shape).astype(np.float32)


def static_arrays(n_tokens=N_TOKENS, n_inner=6, n_hidden=5, n_dims=N_DIMS):
    return static.pack_static(
        table=drawn(n_tokens, n_inner),
        hidden=drawn(n_inner, n_hidden),
        hidden_bias=drawn(n_hidden),
        out=drawn(n_hidden, n_dims),
        out_bias=drawn(n_dims),
        direct=drawn(n_inner, n_dims),
        sharpness=2.0,
    )


def graph(
    *,
    n_tokens=N_TOKENS,
    n_dims=N_DIMS,
    input_name=onnx.INPUT,
    input_type=TensorProto.INT64,
    input_shape=("n_texts", "n_tokens"),
    output_shape=("n_texts", N_DIMS),
    further_inputs=(),
):
    """A graph that adds up the rows of its tokens."""
    taken = helper.make_tensor_value_info(input_name, input_type, input_shape)
    others = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n"]) for name in further_inputs
    ]
    given = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, output_shape)
    constants = [
        numpy_helper.from_array(drawn(n_tokens, n_dims), "table"),
        numpy_helper.from_array(np.array([1]), "axis"),
    ]
    nodes = [
        helper.make_node("Cast", [input_name], ["ids"], to=TensorProto.INT64),
        helper.make_node("Gather", ["table", "ids"], ["rows"]),
        helper.make_node("ReduceSum", ["rows", "axis"], ["vectors"], keepdims=0),
    ]
    made = helper.make_graph(nodes, "small", [taken, *others], [given], constants)
    return helper.make_model(
        made, opset_imports=[helper.make_opsetid("", 18)], ir_version=8
    ).SerializeToString()


def encoder_manifest(kind, **changes):
    return {
        "kind": kind,
        "name": "small",
        "n_dims": N_DIMS,
        "max_tokens": 16,
        "precision": "float32",
    } | changes


def write_static(folder, *, tokens=None, **sizes):
    """Write a static encoder."""
    write_bundle(
        folder,
        encoder_manifest(static.KIND),
        arrays=static_arrays(**sizes),
        files={TOKENIZER: tokens or tokenizer()},
        card="# small\n",
    )
    return folder


def write_onnx(folder, *, tokens=None, **changes):
    """Write an encoder with a graph."""
    write_bundle(
        folder,
        encoder_manifest(onnx.KIND),
        files={TOKENIZER: tokens or tokenizer(), onnx.GRAPH: graph(**changes)},
    )
    return folder


def write_pipeline(folder, encoder):
    """Write a pipeline that has all parts, words too."""
    ready = load_encoder(encoder)
    labelled = LABELLED * 4  # fewer have no words
    texts = TrainingTexts(taxonomy=TAXONOMY, labelled=labelled)
    head, look = train_topics(texts, ready, fast_encoder=ready)
    trained = TeaserPipeline.train(LABELLED[:8], taxonomy=TAXONOMY, encoder=ready)
    classifier = TopicClassifier(ready, head, first_look=look, examples=trained.classifier.examples)
    TeaserPipeline(classifier, facts=trained.facts).save(folder)
    return folder


def trees(**changes):
    """Two trees: one split, and two of them one after the other."""
    return {
        "feature": np.array([[0, -1, -1, -1, -1], [1, -1, 0, -1, -1]], dtype=np.int16),
        "threshold": np.array([[0.5, 0, 0, 0, 0], [0.2, 0, 0.7, 0, 0]]),
        "left": np.array([[1, 0, 0, 0, 0], [1, 0, 3, 0, 0]], dtype=np.int16),
        "right": np.array([[2, 0, 0, 0, 0], [2, 0, 4, 0, 0]], dtype=np.int16),
        "value": np.array([[0, -1, 1, 0, 0], [0, 0.5, 0, -0.5, 2]]),
        "base": np.array(-1.0),
    } | changes


def pairs():
    """The arrays of a pair model on vectors of three numbers."""
    made = PairModel(
        trees=BoostedTrees(**trees()),
        space=EventSpace(centre=np.zeros(3, np.float32), map=np.eye(3, dtype=np.float32)),
        groups=GroupModel(weights=np.ones(len(GROUP_FEATURES)), bias=np.array(-1.0)),
        background=Background(n_documents=9, counts={"orla": 1, "flood": 5}),
    )
    return made.to_arrays()


def write_learned(folder, arrays):
    """Write what was learned on vectors of the small encoder."""
    encoder = {"name": "small", "sha256": "0" * 64}
    write_bundle(folder, {"kind": folder.name, "encoder": encoder}, arrays=arrays)
    return folder


def concepts():
    """The arrays of a concept model."""
    statistics = ConceptStatistics(
        rarity={"orla": 1.0, "flood": 2.0},
        rarest=5.0,
        kept={("orla",): 0.5, ("orla", "flood"): 0.25},
        usually_kept=0.3,
    )
    made = ConceptModel(trees=BoostedTrees(**trees()), statistics=statistics)
    return made.to_arrays()
