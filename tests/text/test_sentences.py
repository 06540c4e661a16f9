"""Sentence spans: wire copy as it comes, quotations whole, offsets exact."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from classify.text import Span, split_sentences

# "|" stands where a sentence ends; the text is the line without it.
CASES = {
    "acronyms": "The U.S. and the U.N. sent envoys.| They met Gen. A. Lukashenko.",
    "acronym at the end": "He lives in the U.S.| The president knows.| It was sent to the U.N.| "
    "In response, envoys left.",
    "acronym before a name": "The U.S. Treasury said so.| U.N. Secretary-General came.",
    "initials": "Opposition leader S. V. Tikhanovskaya spoke.| J. K. Rowling wrote.",
    "ranks": "Lt. Col. B. Smith and Lt.-Gen. Ivanov met Mr. and Mrs. Jones.| Dr. No left.",
    "months": "It began on Jan. 18 and ended on Dec. 26.| Talks resume in Oct.| They will be long.",
    "number": "Reactor No. 5 stopped.| Was it safe?| No.| Art. 5 was not invoked.",
    "saint": "A drone hit St. Petersburg.| ST. PETERSBURG, Russia (AP) — Police came.",
    "millions": "It cost 5 mln. rubles.| He paid 3.5 mln. Belarusian rubles and 2 bln. USD.",
    "millions at the end": "The city has 9 mln.| Officials count more.",
    "decimals": "Prices rose 3.5 percent to $1.20.| Version 2.0 came at 10.30.",
    "clock": "He came at 9 a.m. Monday.| He left at 5 p.m. EST.| At 6 p.m. Moscow time he slept.",
    "clock at the end": "Fire began at 9 a.m.| Police came.| It ended at 11 p.m. and was over.",
    "dateline": "MINSK, Jan 18 (Reuters) - The court sat.| Nobody came.",
    "dateline with stop": "KYIV, Aug. 26 (AP) — At least two died.| More were hurt.",
    "dateline of Interfax": "MINSK. Jan 18 (Interfax) - The court sat.| Nobody came.",
    "dateline of Tass": "MOSCOW, January 18. /TASS/. The court sat.| Nobody came.",
    "company": "Shares of Apple Inc. fell.| He left Apple Inc.| The board met Yahoo! Inc. today.",
    "straight quotes": 'He said: "No. Never."| Then left.',
    "curly quotes": "He said: “No. Never.”| Then he left.| “Why?” she asked.",
    "guillemets": "Он сказал: «Нет. Никогда.»| Потом ушёл.",
    "low quotes": "Er sagte: „Nein. Nie.“| Dann ging er.",
    "single curly quotes": "‘I don’t know. Never.’| Then he left.",
    "single straight quotes": "'No. Never', he said.| The players' union agreed.",
    "attribution": '"Stop!" Alexander Lukashenko said.| "Who?" he asked.| Nobody moved.',
    "unclosed by mistake": "He said: “No.| Then he left.| She stayed.",
    "elision": "The minister spoke […]| Next came the president.| It was long […]",
    "dots": "He waited...| Then he left…| Nobody saw … the end.",
    "both marks": "Really?!| Yes!| What now?",
    "bracket inside": "Sen. Ed Markey (D-Mass.) Fox News met.| He left.",
    "bare dateline": "SANTA FE. Live rounds were found.| Nobody joined NATO.| Then he left.",
    "brackets": "(Reporting by A. B. Editing by C. D.)| The end.",
    "list": "1. Poland voted.| 2. Germany did not.",
    "address": "Он живёт на ул. Ленина в г. Минск.| Там тепло.",
    "and so on": "Хлеб, соль и т.д.| Он ушёл.",
    "year": "В 2020 г. Лукашенко заявил о победе.| Митинги начались в 2020 г.| Он не ждал.",
    "thousands": "Штраф 5 тыс. руб. заплатил А. Лукашенко.| Суд закрыт.",
    "lost space": "Nobody was objecting.|It was over.",
    "domain": "The site belta.by was down.| Users of charter97.org complained.",
    "paragraphs": "One line\nwrapped here\n\nA new paragraph.",
    "brand": "Sales fell.| iPhone maker Apple said so.",
    "Chinese": "你好。|再见。",
    "emoji": "Great news! 🐘",
    "one fragment": "Storm hits coast",
    "empty": "",
    "blank": " \n ",
}
CASES["paragraphs"] = CASES["paragraphs"].replace("here\n\n", "here|\n\n")


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_splits(marked):
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|") if piece.strip()]
    assert [text[span.start : span.end] for span in split_sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "truncated", "expected"),
    [
        ("He left. She stayed.", False, [True, True]),
        ("He left. She stayed", False, [True, True]),
        ("He left. She stayed", True, [True, False]),
        ("He left. She stayed.", True, [True, False]),
        ("He left. She […]", False, [True, False]),
        ("He left. She…", True, [True, False]),
        ("He left. She...", False, [True, False]),
        ("He left. […]", True, [True, False]),
        ("She waited… Then he left.", False, [False, True]),
        ("He left. He said: “No. Never. We […]", True, [True, False]),
    ],
)
def test_complete(text, truncated, expected):
    spans = split_sentences(text, truncated=truncated)
    assert [span.complete for span in spans] == expected


def test_lone_cut_mark_has_its_own_span():
    assert split_sentences("He left. […]") == [Span(0, 8), Span(9, 12, complete=False)]


def test_offsets_count_characters_not_bytes():
    assert split_sentences("👍🏽 Да. Yes.") == [Span(0, 6), Span(7, 11)]


def test_unknown_language_is_split_as_english():
    text = "The U.S. won. He left."
    assert split_sentences(text, language="und") == split_sentences(text)


WORDS = ["U.S.", "Gen.", "No.", "5", "Jan.", "18", "mln.", "The", "he", "said", "A.", "т.д.", "г."]
MARKS = ["[…]", "…", "...", "?!", ".", *"\"'“”«»()’‘-—", "MINSK,", "(Reuters)", "\n\n"]
WIRE = st.lists(st.sampled_from(WORDS + MARKS), max_size=30).map(" ".join)


@given(text=st.text() | WIRE, truncated=st.booleans(), language=st.sampled_from(["en", "ru", "x"]))
@example(text="\x1c. A", truncated=False, language="en")
@example(text="A.\u2029B. C", truncated=True, language="en")
def test_spans_cover_every_character_once(text, truncated, language):
    spans = split_sentences(text, truncated=truncated, language=language)
    covered = [offset for span in spans for offset in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    missed = set(range(len(text))) - set(covered)
    assert all(text[offset].isspace() for offset in missed)
    for span in spans:
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""


@given(
    before=st.sampled_from(["He said: ", "Stop. ", ""]),
    quotes=st.sampled_from(["“”", "«»", '""', "„“", "()"]),
    inside=st.lists(st.sampled_from(["No.", "Never!", "Who?", "The U.S. won."]), min_size=1),
    after=st.sampled_from([" Then he left.", ".", ""]),
)
def test_quotations_are_not_torn(before, quotes, inside, after):
    opener, closer = quotes
    text = before + opener + " ".join(inside) + closer + after
    opened, closed = len(before), len(text) - len(after) - 1
    for span in split_sentences(text):
        apart = span.end <= opened or span.start > closed
        assert apart or (span.start <= opened and span.end > closed)


IN_LANGUAGES = [
    ("de", "Das ist der 20. Angriff in diesem Monat.| Die 5. Kammer entscheidet am 3. März."),
    ("de", "Der 1. FC Neustadt verlor.| Die Brücke wurde nach dem 2. Weltkrieg gebaut."),
    ("de", "Das Urteil fiel 2020.| Danach ging er.| Er wurde am 20. Januar verhaftet."),
    ("de", "Im 19. Jahrhundert lebte Ludwig XIV. von Orsen.| Laut Abs. 2 und Nr. 5 gilt das."),
    ("de", "Es war sein 3.| Der Richter ging, z. B. nach Köln."),
    ("und", "Die 5. Kammer entscheidet am 20. Januar.| Das ist der 20. Angriff."),
    ("cs", "Dne 20. Ledna zemřel.| Podle čl. 3 to platí."),
    ("da", "Den 5. Maj kom han.| Det var sent."),
    ("fr", "M. Dupont a vu Mme. Martin.| Selon l'art. 5, c'est fini.| Il est parti."),
    ("pl", "Według art. 5 ust. 2 św. Jan żył przy ul. Długiej.| Potem odszedł."),
    ("es", "El Sr. Pérez y la Sra. López fueron.| Volvieron."),
    ("ru", "Он живёт в г. Минске, ул. Ленина, т. е. в центре.| Ок. 20 чел. ушли."),
    ("ru", "Зам. министра А. С. Иванов ушёл.| По ст. 328 УК его осудили."),
    ("en", "(CNN)Sen. Bob Orsen told Hill.TV so.| Washington (CNN)Gov. Lee left."),
    ("en", "Rear Adm. Jones met Sens. Orsen and Lee.| Spc. Hill left.| He turned 20.| May came."),
]


@pytest.mark.parametrize(("language", "marked"), IN_LANGUAGES)
def test_splits_in_languages(language, marked):
    text = marked.replace("|", "")
    expected = [piece.strip() for piece in marked.split("|")]
    found = split_sentences(text, language=language)
    assert [text[span.start : span.end] for span in found] == expected


@pytest.mark.parametrize("mark", ["“", '"', "«"])
def test_an_opening_mark_goes_with_what_it_opens(mark):
    text = f"It is a panic. {mark}In thirty years I saw no such doom."
    assert [text[span.start : span.end] for span in split_sentences(text)] == [
        "It is a panic.",
        f"{mark}In thirty years I saw no such doom.",
    ]
