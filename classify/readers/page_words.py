"""Words of the page around a text: share buttons, "The post ... appeared first on ...".

Taken off the ends of a text and where they are a whole line; a sentence that only speaks of
sharing stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLACES = (
    r"(?:facebook|twitter|x(?:\s\(twitter\))?|telegram|whatsapp|linkedin|instagram|viber|reddit|vk"
    r"|messenger|bluesky|threads|mastodon|pinterest|tumblr|pocket|flipboard|e-?mail|mail|sms|signal"
    r"|xing|ok|odnoklassniki|одноклассники|вконтакте|фейсбук|твиттер|телеграм)"
)
_SHARE = (
    r"(?:share|tweet|teilen|partager|compartir|comparte|udostępnij|podziel się|поделиться"
    r"|поділитися"
    r"|поширити|падзяліцца)"
)
# One button: a verb with its object or place, or what stands beside such verbs.
_BUTTON = (
    rf"(?:{_SHARE}(?:\s(?:this|it|on|via|by|with|to|auf|per|mit|sur|par|en|por|w|na|в|у|на|via"
    rf"|article|story|post|artikel|beitrag|l'article|artículo|artykuł))*(?:\s{_PLACES})?"
    rf"|(?:copy link|link copied|copy url|link kopieren|copier le lien|copiar enlace|kopiuj link"
    rf"|скопировать ссылку|print(?: this)?(?: page| article)?|drucken|imprimer|imprimir|drukuj"
    rf"|e-?mail(?: this)?(?: article)?|save(?: for later)?|like this:?|like loading|pin it"
    rf"|click to share on {_PLACES}(?: \(opens in new window\))?|post to {_PLACES})"
    rf"|{_PLACES})"
)
_ROW = re.compile(rf"{_BUTTON}(?:[\s,|·•/]+{_BUTTON})*[\s:.]*", re.IGNORECASE)
# Behind the last sentence, with a verb of sharing first.
_LAST_BUTTONS = re.compile(
    rf"(?<=[.!?…»”\"\]])\s+(?=(?:{_SHARE}|click to share)\b)"
    rf"{_BUTTON}(?:[\s,|·•/]+{_BUTTON})*\s*$",
    re.IGNORECASE,
)
_LONE_SHARE = re.compile(_SHARE, re.IGNORECASE)
_MAX_ROW = 300
_MAX_FOOTER = 600
# What WordPress writes under each item of a feed, in the languages of this room.
_FOOTER = re.compile(
    r"(?:The (?:post|article|story|entry) .{1,400}? (?:first )?appeared first (?:on|at|in) "
    r"|The (?:post|article|story) .{1,400}? (?:was )?(?:first|originally) (?:appeared|published)"
    r" (?:on|in|at|by) "
    r"|This (?:post|article|story) (?:(?:was )?(?:first|originally) (?:appeared|published)"
    r"|(?:first )?appeared first|appeared originally) (?:on|in|at|by) "
    r"|(?:Der|Dieser) (?:Beitrag|Artikel) .{0,400}?(?:erschien|ist) zuerst (?:auf|bei|in) "
    r"|(?:L['’]article|Cet article|Le post) .{0,400}?est apparu en premier sur "
    r"|(?:L['’]article|Cet article) .{0,400}?(?:a été publié|est paru) (?:d['’]abord"
    r"|en premier) sur "
    r"|(?:La entrada|El artículo|El post|Esta entrada) .{0,400}?"
    r"(?:se publicó primero en|aparece primero en|apareció primero en) "
    r"|(?:Artykuł|Wpis|Post) .{0,400}?(?:pochodzi z serwisu|pojawił się poraz pierwszy w"
    r"|pojawił się po raz pierwszy (?:w|na)) "
    r"|(?:Сообщение|Запись|Статья) .{0,400}?(?:появил\w{1,3} сначала|впервые появил\w{1,3}"
    r"|впервые опубликован\w?)(?: на| в)? "
    r"|(?:Запис|Допис|Стаття) .{0,400}?(?:спершу з['’ʼ]явив\w{0,3}|спершу з['’ʼ]явився"
    r"|з['’ʼ]явив\w{0,3} спочатку|вперше з['’ʼ]явив\w{0,3})(?: на| в| у)? "
    r"|(?:Запіс|Артыкул) .{0,400}?(?:упершыню з['’ʼ]явіў\w{0,3}|з['’ʼ]явіў\w{0,3} спачатку)"
    r"(?: на| ў| у)? )"
    r"(?:(?!(?<=[a-zß-ÿа-яё])[.!?]\s)[^\n]){1,80}$"  # one name, and no second sentence,
)
_FOOTER_START = re.compile(
    r"(?:^|(?<=[\s\]…»”\"']))(?=(?:The|This|Der|Dieser|L['’]article|Cet|Le post|La entrada|El|Esta"
    r"|Artykuł|Wpis|Post|Сообщение|Запись|Статья|Запис|Допис|Стаття|Запіс|Артыкул)\b)"
)
# A link to another article, as the last thing that is said.
_RELATED = re.compile(
    r"(?:^|\n|(?<=[.!?…»”\"])\s)\s*(?:Read more|READ MORE|Read also|READ ALSO"
    r"|Also read|ALSO READ|See also"
    r"|Related(?: articles?| stories| story)?|Lesen Sie auch|Lesen Sie mehr|Mehr zum Thema"
    r"|Lire aussi"
    r"|À lire aussi|À lire|Lea también|Lee también|Leer también|Czytaj też|Czytaj także|Zobacz też"
    r"|Читайте также|Читать также|Смотрите также|Читайте також|Читати також|Чытайце таксама)"
    r"\s?:\s[^\n]{1,200}$"
)
# Words without which there are no buttons, or no footer, behind a text: they save the search.
_HINTS_OF_SHARING = (
    *("share", "tweet", "teilen", "partager", "compart", "udostępnij", "podziel"),
    *("подел", "поділ", "пошир", "падзял"),
)
_HINTS_OF_FOOTER = (
    *("appeared", "published", "zuerst", "premier", "abord", "primero", "serwisu", "pojawił"),
    *("сначала", "впервые", "спершу", "спочатку", "вперше", "упершыню", "спачатку"),
)
_ENDS_HEADLINE = re.compile(r"\s*(?:[.!?…]+[\"”»’]?(?=\s|$)|\n|$)\s*")
_MIN_HEADLINE_LETTERS = 12


def without_page_words(text: str) -> str:
    """Take share buttons and the feed's footer off a text."""
    lines = text.split("\n")
    if len(lines) > 1:
        kept = [line for line in lines if not _is_row_of_buttons(line)]
        text = "\n".join(kept or lines)
    elif len(text) <= _MAX_ROW and _LONE_SHARE.match(text) and _is_row_of_buttons(text):
        return ""
    without = _without_last_buttons(_without_related(_without_footer(text)))
    return _without_footer(without) if without != text else text


def _is_row_of_buttons(line: str) -> bool:
    """Tell whether a line is nothing but share buttons."""
    return len(line) <= _MAX_ROW and _ROW.fullmatch(line.strip()) is not None


def _without_last_buttons(text: str) -> str:
    """Take buttons away that stand behind the last sentence on its line."""
    begin = max(0, len(text) - _MAX_ROW)
    tail = text[begin:].casefold()
    if not any(hint in tail for hint in _HINTS_OF_SHARING):
        return text
    found = _LAST_BUTTONS.search(text, begin)
    return text[: found.start()] if found else text


def _without_related(text: str) -> str:
    """Take "Read more: ..." off the end, which names another article."""
    begin = max(0, len(text) - _MAX_ROW)
    if text.find(":", begin) < 0:
        return text
    found = _RELATED.search(text, begin)
    return text[: found.start()] if found else text


def _without_footer(text: str) -> str:
    """Take "The post ... appeared first on ..." off the end."""
    begin = max(0, len(text) - _MAX_FOOTER)
    if not any(text.find(hint, begin) >= 0 for hint in _HINTS_OF_FOOTER):
        return text
    for start in _FOOTER_START.finditer(text, begin):
        if _FOOTER.match(text, start.start()):
            return text[: start.start()].rstrip()
    return text


def without_headline(text: str, headline: str, outlets: Sequence[str] = ()) -> str:
    """Take the headline off the head of a text, where the text repeats it as a line of its own.

    Parameters
    ----------
    text, headline : str
        Plain.
    outlets : sequence of str
        Names that may stand behind the headline, as aggregators write them.
    """
    if (
        len(headline) < _MIN_HEADLINE_LETTERS
        or text[: len(headline)].casefold() != headline.casefold()
    ):
        return text
    rest = text[len(headline) :]
    if rest.strip(" -–—|·\n\xa0").casefold() in {outlet.casefold() for outlet in outlets}:
        return ""
    end = _ENDS_HEADLINE.match(rest)
    if end is None and headline[-1] not in ".!?…":
        return text
    return rest[end.end() :] if end else rest.lstrip()
