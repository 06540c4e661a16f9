"""Sentences in which a page speaks of itself: footers, subscription lines, credits, bylines."""

from __future__ import annotations

import re

_NETWORKS = (
    r"(?:Telegram|Twitter|X|Facebook|Instagram|YouTube|WhatsApp|TikTok|LinkedIn|Threads|Bluesky"
    r"|Viber"
    r"|Google News|Apple News|Телеграм\w*|Тэлеграм\w*|Фейсбук\w*|Вконтакте|ВКонтакте|Дзен\w*)"
)
_TIMES = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August"
    r"|September|October|November|December|Christmas|Easter)\b"
)
_CALLS = (
    # English
    rf"follow (?:(?:us|me)\b|our\b|@\w+|[\w. ]{{2,40}} on {_NETWORKS}\b)"
    r"|(?:subscribe|sign up|register)(?:$|[.!]| (?:to|for|now|today|here|free|with|by)\b)"
    rf"|join (?:us|our|the)\b.{{0,60}}{_NETWORKS}|join our\b"
    r"|(?:read|see|get|find|learn|hear) (?:more|also|the full|the rest|the whole)\b"
    r"|(?:click|tap|swipe) (?:here|on|to|the)\b|(?:continue|keep) reading|scroll down"
    r"|download (?:the|our)\b.{0,40}\bapp\b|listen to (?:this|the full|our|the latest|more)\b"
    r"|watch (?:the full|more|our|live)\b|get (?:our|the (?:latest|day's|best))\b"
    r"|support (?:our|independent|us)\b|become a (?:member|subscriber|supporter)\b|donate (?:now"
    r"|to)\b"
    r"|(?:enter|confirm) your e-?mail|share this|email this|print this|send us\b|contact us\b"
    r"|do you have a (?:story|tip)|(?:got|have) a (?:tip|story)\b|let us know\b|don't miss\b"
    r"|for more (?:news|stories|information|on this)\b|more (?:on this story|stories)\W*$"
    r"|also in (?:this|today['’]s|our|the) (?:newsletter|edition|issue|episode)"
    r"|(?:this|our|the) (?:newsletter|podcast|briefing) (?:is|was|comes)\b"
    r"|this is a (?:breaking|developing)|more (?:to follow|details (?:soon|to follow))"
    r"|(?:check back|stay tuned|refresh)\b.{0,60}$"
    # Russian, Belarusian, Ukrainian
    r"|(?:подпи(?:сывай|ши)|падпі(?:свай|шы)|підпи(?:суй|ші))\w+"
    r"|(?:читайте|чытайце) (?:также|нас|ещ[её]|далее|подробнее|в |таксама|яшчэ|також|нас у)"
    r"|(?:смотрите|слушайте|глядзіце|слухайце) (?:также|нас|ещ[её]|в |таксама|яшчэ)"
    r"|(?:следите|сачыце|слідкуйте|стежте) за (?:нашими|нами|новостями|намі|нашымі)"
    r"|присоединяйтесь\b|далучайцеся\b|приєднуйтесь\b|наш (?:канал|телеграм|тэлеграм|Telegram)"
    r"|(?:самые )?(?:важные|главные|оперативные) новости (?:в|у) (?:наш|Telegram|телеграм)"
    # German, French, Spanish, Polish
    r"|folgen sie uns|abonnieren sie|jetzt (?:abonnieren|anmelden|weiterlesen)|lesen sie (?:auch"
    r"|hier|mehr)"
    r"|mehr (?:zum thema|dazu|lesen)|abonnez-vous|suivez-nous|lire (?:aussi|la suite)|à lire aussi"
    r"|suscr[ií]b(?:ete|ase)|s[ií]guenos|lea (?:también|además|aquí)|zapisz się|czytaj (?:też"
    r"|także|więcej)"
    r"|obserwuj nas"
)
_LABELS = (
    r"(?:advertisement|advertising|sponsored(?: content)?|story continues below|article continues"
    r"|related(?: (?:stories|articles|content|topics))?|read more|see also|more on this(?: story)?"
    r"|recommended(?: stories)?|editor['’]s (?:note|picks)|correction|disclaimer|reklama|anzeige"
    r"|werbung"
    r"|publicité|publicidad|реклама|рэклама)(?:\s?[:|].{0,160}|\W*)"
)
_CREDITS = (
    r"\(?(?:photo(?:graph)?s?|images?|pictures?|illustration|fotos?|bild|archivbild|zdjęcie|fot"
    r"|фото"
    r"|здымак|ілюстрацыя|иллюстрация|скриншот)(?: (?:credit|source|caption|courtesy|by|von|par"
    r"|de))?"
    r"\s?(?:[:/|]|\.(?= ))"
    r"|\(?(?:photo|image|picture|video|foto)s? (?:credits?|source|caption|courtesy|by|via)\b"
    r"|image (?:source|caption),|\(?(?:getty images|shutterstock|ap photo|afp via)\b"
    r"|\(?(?:additional |with )?(?:reporting|writing|editing|compiled|edited|reported|written"
    r"|translated)"
    r" (?:and \w+ )?by (?-i:[A-Z])[\w.’' -]+(?:;|,|\.|\)|$| and | in )"
    r"|(?:автор|аўтар)\s?:|©|\(c\) \d|copyright (?:©|\(c\)|\d)"
)
_BEGINS = re.compile(rf"[\W_]*(?:(?:{_CALLS})|(?:{_CREDITS}))", re.IGNORECASE)
_WHOLE = re.compile(
    rf"[\W_]*(?:{_LABELS}"
    rf"|by (?!{_TIMES})(?-i:[A-ZА-ЯЁ][\w.’'-]+)(?: (?-i:[A-ZА-ЯЁ][\w.’'-]+)){{1,3}}"
    r"(?:,? (?-i:[A-Z])[\w ]{1,40})?"
    rf"|(?:{_NETWORKS}\W*){{1,6}}"
    r"|\(?(?:AP|Reuters|AFP|dpa|CNN|TASS|Interfax|ТАСС|Интерфакс|БелТА)\)?)[\W_]*",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"\bthe post\b.{1,400}\bappeared first on\b|\bappeared first on\b.{1,60}$"
    r"|\b(?:this|the) (?:article|story|post|piece|report|column|interview|text|essay) (?:was|is"
    r"|has been|has"
    r"|also|first|originally)?\s?(?:first |originally |also |been |since )*(?:published|appeared"
    r"|appears"
    r"|updated|corrected|produced|adapted|excerpted|republished|reprinted|part of (?:a|the"
    r"|our) (?:series"
    r"|newsletter))\b"
    r"|\ball rights reserved\b|\bterms of (?:use|service)\b|\bprivacy policy\b|\btrust principles\b"
    r"|\bmay not be (?:published|reproduced|reprinted)\b|\bto (?:subscribe|unsubscribe"
    r"|sign up)\b.{0,40}\bclick\b"
    r"|\bder beitrag\b.{1,300}\berschien zuerst\b|\bl['’]article\b.{1,300}\best apparu en premier\b"
    r"|\bla entrada\b.{1,300}\bse public[óo] primero\b|\bpochodzi z serwisu\b"
    r"|\b(?:запись|сообщение|пост|запіс|запис|допис)\b.{1,300}\b(?:впервые появил"
    r"|появились? сначала"
    r"|упершыню з['’]явіў|спершу з['’]явив|сначала появил)"
    r"|\bвсе права защищены\b|\bусе правы абаронены\b|\bусі права захищені\b"
    r"|\balle rechte vorbehalten\b",
    re.IGNORECASE,
)


def is_furniture(sentence: str) -> bool:
    """Tell whether a sentence is no news: "Follow us on Telegram", "Photo: AP", "By Jane Doe".

    Parameters
    ----------
    sentence : str
        One sentence, whole.
    """
    return (
        _BEGINS.match(sentence) is not None
        or _WHOLE.fullmatch(sentence) is not None
        or _HOLDS.search(sentence) is not None
    )
