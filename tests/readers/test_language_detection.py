import subprocess
import sys

import pytest

from classify.readers.language_detection import language_of

TEXTS = {
    "en": "Court in Homel hands teacher six years. She and her lawyer were told behind the doors.",
    "ru": "Суд в Минске приговорил журналистку к трём годам колонии. Защита подаст жалобу.",
    "uk": "Президент підписав указ про звільнення міністра. У Києві очікують на рішення.",
    "be": "Суд у Мінску прысудзіў журналістку да трох гадоў калоніі. Яна не прызнала віны.",
    "es": "El Gobierno aprueba los presupuestos tras semanas de negociación con sus socios.",
    "pt": "O governo aprovou o orçamento depois de semanas de negociação com os aliados.",
    "de": "Die Regierung in Berlin will die Hilfe aufstocken. Der Bundestag stimmt am Freitag ab.",
    "pl": "Sejm przyjął ustawę o obronie cywilnej. Nowe przepisy wejdą w życie za rok.",
    "fr": "Le gouvernement annonce une réforme. Les syndicats appellent à la grève dès lundi.",
    "lt": "Seimas priėmė naują įstatymą dėl sienos. Prezidentas jį pasirašys penktadienį.",
    "zh": "总统选举将于一月举行，反对派呼吁抵制。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str):
    assert language_of(TEXTS[language]) == language


@pytest.mark.parametrize(
    "headline",
    [
        "Lukashenko frees 23 more Belarusian political prisoners",
        "Zelensky, Sandu and Tsikhanouskaya meet in Vilnius",
        "Azerbaijani front holds: Qarabag keep Chelsea to a draw in Baku",
        "Świątek needs 57 minutes for first Wimbledon title",
    ],
)
def test_short_english_with_foreign_names_is_not_taken_for_another_language(headline: str):
    assert language_of(headline) in {"en", "und"}


def test_spanish_with_an_english_title_in_it():
    text = "La ministra citó “The Lord of the Rings” y “The Hobbit” ante los diputados del Congreso"
    assert language_of(text) == "es"


@pytest.mark.parametrize("text", ["", "0.72", "Minsk", "Kyiv, Minsk", "?!… 2025"])
def test_too_little_text(text: str):
    assert language_of(text) == "und"


def test_plain_english_never_loads_the_model():
    script = (
        "import sys; from classify.readers.language_detection import language_of;"
        f"assert language_of({TEXTS['en']!r}) == 'en';"
        "assert not {'numpy', 'py3langid'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
