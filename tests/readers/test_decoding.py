from io import BytesIO
from pathlib import Path

import pytest

from classify.errors import ReadError
from classify.readers import decode, read_bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str):
    assert decode("Žodzina\r\nМінск\rend".encode(encoding), "f").strip("\ufeff") == (
        "Žodzina\nМінск\nend"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "f: is empty", id="empty"),
        pytest.param(b"\xef\xbb\xbf \n", "f: holds nothing but white space", id="white space"),
        pytest.param(b"ab\0c", "f, byte 2: is no text: it holds a NUL byte", id="NUL"),
        pytest.param(b"a\x01\x02\x03" * 9, "f: is no text: it is full of control", id="controls"),
        pytest.param(b"%PDF-1.7", "f: is a PDF document", id="PDF"),
        pytest.param(b"PK\x03\x04...", "f: is an office document", id="docx"),
        pytest.param(
            "caf\u00e9".encode("cp1252"), "f, byte 3: is not UTF-8.*iconv -f", id="cp1252"
        ),
        pytest.param(b"\xef\xbb\xbfab\xff", "f, byte 5: is not UTF-8", id="offset counts the mark"),
        pytest.param(b"\xff\xfea", r"f, byte \d: is marked as UTF-16", id="broken UTF-16"),
    ],
)
def test_what_is_no_text(content: bytes, message: str):
    with pytest.raises(ReadError, match=f"^{message}"):
        decode(content, "f")


def test_missing_file(tmp_path: Path):
    with pytest.raises(ReadError, match=r"gone\.txt: there is no such file"):
        read_bytes(tmp_path / "gone.txt")


def test_folder(tmp_path: Path):
    with pytest.raises(ReadError, match="is a folder; name the files in it"):
        read_bytes(tmp_path)


def test_stream():
    assert read_bytes(BytesIO(b"x")) == ("<stream>", b"x")
