"""The language of labels, through the Python API and back."""

import json
from datetime import UTC, datetime

from classify import TeaserPipeline, read_teasers, render_digest

AS_OF = datetime(2025, 1, 20, tzinfo=UTC)


def test_brief_speaks_the_language_asked_for(classify, listing, tmp_path):
    common = ("brief", listing, "--as-of", "2025-01-20T00:00")
    printed = classify(*common, "--language", "ru", "--format", "txt").stdout
    pipeline = TeaserPipeline.load()
    digest = pipeline.digest(read_teasers(listing, as_of=AS_OF), as_of=AS_OF)
    for teaser in read_teasers(listing, as_of=AS_OF):
        assert " ".join(teaser.headline.split()) in " ".join(printed.split())
    expected = render_digest(digest, pipeline.taxonomy, "txt", language="ru")
    assert printed == expected
    assert printed.startswith("Дайджест новостей\n=================\n")

    for language in ("en", "de"):
        result = classify(*common, "--language", language, "--out", tmp_path / language)
        assert result.returncode == 0, result.stderr
    one, other = (
        json.loads((tmp_path / language / "digest.json").read_text(encoding="utf-8"))
        for language in ("en", "de")
    )
    assert one == other
    assert '<html lang="de">' in (tmp_path / "de/digest.html").read_text(encoding="utf-8")


def test_an_unknown_language_is_refused_before_anything_is_read(classify, tmp_path):
    result = classify("brief", tmp_path / "none.txt", "--language", "rus")
    assert result.returncode == 1
    assert result.stderr == (
        "error: unknown language of labels 'rus'. Did you mean 'ru'? Known: be, de, en, ru.\n"
    )
