import json
import logging
import pickle
import shutil
import subprocess
import sys

import numpy as np
import pytest

from classify.encoders import EncoderLike, describe_encoder, find_encoder, load_encoder
from classify.errors import BundleNotFoundError
from classify.pipeline import TeaserPipeline
from classify.taxonomy import Taxonomy
from tests.builders import labelled

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # torch and transformers warn of themselves
]


@pytest.fixture(scope="module", autouse=True)
def sentence_transformers():
    """Imported by the tests that need it, as it takes seconds; skips them where it is not there."""
    return pytest.importorskip(
        "sentence_transformers", reason="the sentence-transformers extra is not installed"
    )


@pytest.fixture(scope="module")
def folder(sentence_transformers, tmp_path_factory):
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


def test_its_name_is_the_folders_and_its_source_the_whole_path(folder):
    encoder = load_encoder(folder)
    assert encoder.name == "model"
    assert encoder.source == str(folder.resolve())
    assert encoder.precision == "float32"


def test_a_vector_does_not_depend_on_its_batch(folder):
    encoder = load_encoder(folder)
    texts = ["storm hits coast", "bank", "unknown", "storm " * 300, "coast bank storm hits"]
    together = encoder.encode(texts)
    np.testing.assert_array_equal(together, np.vstack([encoder.encode([one]) for one in texts]))
    np.testing.assert_array_equal(together, encoder.encode(texts[::-1])[::-1])


def test_the_host_keeps_its_threads(folder):
    import torch

    before = torch.get_num_threads()
    done = []
    load_encoder(folder).encode(["storm"] * 300, on_progress=done.append)
    assert torch.get_num_threads() == before
    assert sum(done) == 300


def test_weights_in_half_precision_run_in_float32(sentence_transformers, folder, tmp_path):
    half = sentence_transformers.SentenceTransformer(str(folder), device="cpu").half()
    half.save(str(tmp_path / "half"))
    vectors = load_encoder(tmp_path / "half").encode(["storm hits coast"])
    np.testing.assert_allclose(
        vectors, load_encoder(folder).encode(["storm hits coast"]), atol=0.01
    )
    assert np.any(vectors != vectors.astype(np.float16))


def test_the_hash_follows_what_makes_the_vectors(folder, tmp_path):
    before = load_encoder(folder).sha256
    assert load_encoder(folder).sha256 == before
    copy = shutil.copytree(folder, tmp_path / "of-another-name")
    (copy / "README.md").write_text("Another card.")
    assert load_encoder(copy).sha256 == before
    settings = copy / "1_Pooling" / "config.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text()), "pooling_mode": "cls"}))
    assert load_encoder(copy).sha256 != before


def test_a_pipeline_finds_it_again(folder, tmp_path):
    items = [labelled(f"storm hits coast {n}", "sea") for n in range(6)]
    items += [labelled(f"bank {n}", "money") for n in range(6)]
    trained = TeaserPipeline.train(
        items, taxonomy=Taxonomy.from_keys(["sea", "money"]), encoder=folder
    )
    trained.save(tmp_path / "pipeline")
    loaded = TeaserPipeline.load(tmp_path / "pipeline")
    teasers = [item.teaser for item in items]
    assert loaded.predict(teasers) == trained.predict(teasers)


def test_a_folder_that_cannot_be_loaded_is_explained(tmp_path):
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(BundleNotFoundError, match="Sentence Transformers cannot load it"):
        load_encoder(tmp_path)


@pytest.fixture
def hub(folder, tmp_path, monkeypatch):
    """A local cache of the hub with a model in it; gives the folder of the model there."""
    snapshot = tmp_path / "hub" / "models--people--storms" / "snapshots" / "abc"
    shutil.copytree(folder, snapshot)
    refs = snapshot.parent.parent / "refs"
    refs.mkdir()
    (refs / "main").write_text("abc")
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path / "hub"))
    return snapshot


def test_a_model_of_the_hub_is_taken_from_the_cache(hub, folder, caplog):
    encoder = load_encoder("hub:people/storms")
    assert (encoder.name, encoder.source) == ("people/storms", "hub:people/storms")
    assert encoder.sha256 == load_encoder(folder).sha256
    assert "downloading" not in caplog.text


def test_a_model_of_the_hub_needs_no_network_to_be_found_again(hub, tmp_path):
    described = describe_encoder(load_encoder("hub:people/storms"))
    assert find_encoder(described, model=tmp_path).source == "hub:people/storms"


@pytest.mark.parametrize("lost", ["all", "its weights"])
def test_nothing_is_downloaded_because_a_model_names_it(hub, tmp_path, monkeypatch, lost):
    import huggingface_hub

    described = describe_encoder(load_encoder("hub:people/storms"))
    asked = []
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *args, **_: asked.append(args))
    shutil.rmtree(hub) if lost == "all" else (hub / "model.safetensors").unlink()
    with pytest.raises(BundleNotFoundError) as raised:
        find_encoder(described, model=tmp_path / "model")
    assert str(raised.value) == (
        f"{tmp_path / 'model'}: was trained with the encoder 'people/storms', a model of the hub "
        "that is not on this machine. A model does not get to download anything. If you trust it, "
        'fetch the encoder by its name once: python -c "from classify.encoders import '
        "load_encoder; load_encoder('hub:people/storms')\""
    )
    assert not asked


def test_what_was_downloaded_is_opened_from_its_folder_by_other_processes(
    sentence_transformers, hub, monkeypatch
):
    import huggingface_hub

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *args, **options: None)
    elsewhere = (hub / "model.safetensors").rename(hub.parent / "weights")
    load, opened = sentence_transformers.SentenceTransformer, []

    def download_or_load(place, **options):
        opened.append((place, options["local_files_only"]))
        if place == "people/storms":
            elsewhere.rename(hub / "model.safetensors")
        return load(str(hub), **options)

    monkeypatch.setattr(sentence_transformers, "SentenceTransformer", download_or_load)
    encoder = pickle.loads(pickle.dumps(load_encoder("hub:people/storms")))
    assert encoder.source == "hub:people/storms"
    assert opened == [("people/storms", False), *[(str(hub.resolve()), True)] * 2]


def test_a_download_is_announced(hub, caplog, monkeypatch):
    (hub / "model.safetensors").unlink()  # as an interrupted download leaves it
    import huggingface_hub

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *args, **options: None)
    with pytest.raises(BundleNotFoundError), caplog.at_level(logging.WARNING, "classify"):
        load_encoder("hub:people/storms")
    (message,) = [record.getMessage() for record in caplog.records
                  if record.name.startswith("classify")]  # fmt: skip
    assert message == "hub:people/storms is not on this machine yet: downloading it, this once"


def test_offline_the_cure_is_named(caplog):
    with pytest.raises(BundleNotFoundError) as raised:
        load_encoder("hub:nobody/nothing")
    assert str(raised.value).startswith(
        "hub:nobody/nothing: is not on this machine, and the hub does not answer ("
    )
    assert "copy the model's folder here and give that folder instead" in str(raised.value)
    assert "downloading" not in caplog.text


def test_a_model_that_the_hub_does_not_have(monkeypatch):
    import huggingface_hub
    from huggingface_hub.errors import RepositoryNotFoundError

    def refuse(*args, **options):
        raise RepositoryNotFoundError.__new__(RepositoryNotFoundError)

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", refuse)
    with pytest.raises(BundleNotFoundError, match="hub:nothing: is not on the hub, or not open"):
        load_encoder("hub:nothing")


@pytest.mark.parametrize("name", ["", "a b", "a/b/c"])
def test_a_name_that_no_hub_has(name):
    with pytest.raises(BundleNotFoundError, match="is no name that a hub can have"):
        load_encoder(f"hub:{name}")


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
