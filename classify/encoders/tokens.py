"""Texts to token ids, by the tokenizer that lies in an encoder's folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from classify.errors import ClassifyError, EncoderError
from classify.storage import TOKENIZER, Bundle, restoring

_EVERYWHERE = ("", "a", "1.", "\ufffd")
"""Texts that bring out tokens which are in no vocabulary: those around each text, the unknown."""


class BundledTokenizer:
    """The tokenizer of a bundle, which cuts texts to the tokens that the encoder takes.

    Parameters
    ----------
    bundle : Bundle
    name : str
        Of the encoder; errors say it.
    max_tokens : int
        What is further back in a text is cut off.
    special_tokens : bool
        Whether texts get what stands around each, such as [CLS].

    Attributes
    ----------
    largest_id : int
        Of all that it is known to give.

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
    """Make an ordinary exception of a panic of the library's Rust, which is none to Python."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise RuntimeError(str(error)) from error
