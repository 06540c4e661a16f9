import subprocess
import sys

import numpy as np
import pytest

from classify.encoders import EncoderLike, load_encoder
from classify.errors import BundleNotFoundError

sentence_transformers = pytest.importorskip(
    "sentence_transformers", reason="the sentence-transformers extra is not installed"
)
pytestmark = pytest.mark.filterwarnings("ignore")  # torch and transformers warn of themselves


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A Sentence Transformers model of four layers' worth of chance, made on the spot."""
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    path = tmp_path_factory.mktemp("models")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "storm", "hits", "coast", "bank"]
    tokenizer = Tokenizer(
        models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        mask_token="[MASK]",
    ).save_pretrained(path / "bert")
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    BertModel(config).save_pretrained(path / "bert")
    transformer = Transformer(str(path / "bert"))
    model = sentence_transformers.SentenceTransformer(
        modules=[transformer, Pooling(16)], device="cpu"
    )
    model.save(str(path / "model"))
    return path / "model"


def test_a_folder_is_served(folder):
    encoder = load_encoder(folder)
    vectors = encoder.encode(["storm hits coast", "bank"])
    assert isinstance(encoder, EncoderLike)
    assert vectors.shape == (2, encoder.n_dims) == (2, 16)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_the_hash_follows_the_weights(folder):
    assert load_encoder(folder).sha256 == load_encoder(folder).sha256


def test_a_name_that_cannot_be_loaded_is_explained():
    with pytest.raises(BundleNotFoundError, match="nobody/nothing: Sentence Transformers cannot"):
        load_encoder("hub:nobody/nothing")


def test_a_missing_extra_names_the_command():
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from classify.encoders import load_encoder\n"
        "from classify.errors import MissingExtraError\n"
        "try: load_encoder('hub:x')\n"
        "except MissingExtraError as error: print(error)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == (
        "sentence-transformers is not installed. "
        "Install it with: pip install 'classify-news[sentence-transformers]'\n"
    )
