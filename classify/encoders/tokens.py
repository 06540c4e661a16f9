"""Texts to token ids, by the tokenizer that lies in an encoder's folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from classify.errors import ClassifyError, EncoderError
from classify.storage import TOKENIZER, Bundle, restoring

_EVERYWHERE = ("", "a", "1.", "\ufffd")
"""Texts that yield tokens outside of the vocabulary: special tokens, and the unknown token."""


class BundledTokenizer:
    """The tokenizer of a bundle, which cuts texts to the tokens that the encoder takes.

    Parameters
    ----------
    bundle : Bundle
    name : str
        Of the encoder, for error messages.
    max_tokens : int
        Longer texts are truncated.
    special_tokens : bool
        Whether special tokens such as [CLS] are added to each text.

    Attributes
    ----------
    largest_id : int
        The largest token id that it is known to give.

    Raises
    ------
    BundleFormatError
        If there is no such tokenizer in the folder, or it cannot be used.
    """

    def __init__(self, bundle: Bundle, *, name: str, max_tokens: int, special_tokens: bool) -> None:
        from tokenizers import Tokenizer

        self._name = name
        self._special_tokens = special_tokens
        path = bundle.file(TOKENIZER)
        with restoring(bundle.path, TOKENIZER), _panics_told():
            self._tokenizer = Tokenizer.from_file(str(path))
            self._tokenizer.no_padding()
            self._tokenizer.enable_truncation(max_tokens)
            listed = self._tokenizer.get_vocab(with_added_tokens=True).values()
            met = (max(ids, default=0) for ids in self._ids(_EVERYWHERE))
            self.largest_id = max(*listed, *met)

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text.

        Raises
        ------
        EncoderError
            If the tokenizer fails, as one without a token for unknown words does.
        """
        try:
            with _panics_told():
                return self._ids(texts)
        except ClassifyError:
            raise
        except Exception as error:  # the library raises bare ones
            raise EncoderError(self._name, f"cannot cut a text into tokens: {error}") from error

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        encodings = self._tokenizer.encode_batch_fast(
            list(texts), add_special_tokens=self._special_tokens
        )
        return [encoding.ids for encoding in encodings]


@contextmanager
def _panics_told() -> Iterator[None]:
    """Turn a panic of the library's Rust code, which is no `Exception`, into one."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise RuntimeError(str(error)) from error
