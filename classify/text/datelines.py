"""What stands before the news: datelines, agencies, bylines, labels such as "EXCLUSIVE:".

"WASHINGTON (AP) - ", "KYIV, March 3 (Reuters) - ", "Washington (CNN)", "MOSCOW, Jan. 18. /TASS/. ",
"МИНСК, 20 янв - БелТА. ", "By Jane Doe | ". They say who reports, and from where, not what.
"""

from __future__ import annotations

import re

_UPPER = "A-ZÀ-ÖØ-ÞА-ЯЁІЎЇЄҐ"
_AGENCIES = (
    r"AP|Associated Press|Reuters|Thomson Reuters(?: Foundation)?|AFP|CNN(?: \w+)?|UPI|BBC|NPR|CBS"
    r"(?: \w+)?|NBC(?: \w+)?|ABC(?: \w+)?|CNBC|Fox News|FOX \w+|The Hill|Hill|Bloomberg|Xinhua|TASS"
    r"|ITAR-TASS|Sputnik|Interfax(?:-\w+)?|RIA(?: Novosti)?|BelTA|Belta|BELTA|BelaPAN|Ukrinform"
    r"|Unian"
    r"|UNN|dpa(?:-AFX)?|AFX|epd|KNA|sid|APA|ANSA|EFE|PAP|LUSA|TT|NTB|STT|MTI|CTK|ČTK|TASR|BNS|ELTA"
    r"|LETA|KUNA|SPA|WAM|ANI|PTI|IANS|Kyodo|Yonhap|Anadolu|AA|DPA|Belga|ANP|ATS|RFE/RL|VOA|UN News"
    r"|ТАСС|Интерфакс(?:-\w+)?|РИА Новости|РИА|БелТА|БЕЛТА|БелаПАН|Укринформ|Укрінформ|УНИАН|УНІАН"
    r"|Reuters Breakingviews|MarketWatch|Newsweek|Daily Caller News Foundation|The Center Square"
    r"|KHN"
)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|янв|фев|мар|апр|мая|май|июн|июл|авг|сен"
    r"|окт"
    r"|ноя|дек|студ|лют|сак|крас|трав|чэр|ліп|жнів|вер|каст|ліст|снеж|січ|бер|квіт|черв|лип|серп"
    r"|жовт"
    r"|груд|Mär|Mai|Okt|Dez|ene|abr|ago|dic|janv|févr|mars|avril|juin|juil|août|déc|gen|mag|giu|lug"
    r"|set|ott|sty|lut|kwi|maj|cze|sie|wrz|paź|lis|gru)[^\W\d_]*"
)
_DATE = (
    rf"(?:(?i:{_MONTH})\.? ?\d{{1,2}}\.?|\d{{1,2}}\.? ?(?:de )?(?i:{_MONTH})\.?"
    rf"|\d{{1,2}}\.\d{{1,2}}\.?)"
    r"(?:,? \d{4})?"
)
_CAPS = rf"[{_UPPER}][{_UPPER}.’'/ -]*[{_UPPER}.]"
_TITLED = rf"[{_UPPER}][\w.’'-]*(?:[ /-][{_UPPER}][\w.’'-]*){{0,3}}"
_PLACE = rf"(?:{_CAPS}|{_TITLED})(?:, {_TITLED}){{0,2}}"
_DASH = r"(?:\s?\.?\s?[-–—]{1,2}\s*)"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # "KYIV, March 3 (Reuters) - ", "Berlin (dpa) - ", "(CNN) - "
        rf"(?:{_PLACE}(?:[,.] ?{_DATE})?[,.]? ?)?\((?:{_AGENCIES})\){_DASH}(?=\S)",
        # "BEIJING, Jan. 20 (Daily Post) -- ", "PARIS (Le Jour) - "
        rf"(?:{_PLACE}[,.] ?{_DATE}"
        rf"|{_CAPS}(?:, {_TITLED})?)[,.]? ?\([^\W\d][\w ./]{{1,25}}\){_DASH}"
        rf"(?=[\"“‘«{_UPPER}\d])",
        # "Washington (CNN)President", "(Reuters) President"
        rf"(?:{_PLACE}(?:[,.] ?{_DATE})?[,.]? ?)?\((?:{_AGENCIES})\)[.,:]?\s*(?=[\"“‘«{_UPPER}\d])",
        # "MOSCOW, January 18. /TASS/. ", "20 января, Минск /Корр. БЕЛТА/. "
        rf"(?:{_PLACE}[,.] ?{_DATE}|{_DATE},? {_PLACE})[,.]? ?/[\w. -]{{2,25}}/\.?{_DASH}?\s*",
        # "МОСКВА, 20 янв — РИА Новости. "
        rf"{_PLACE}[,.] ?{_DATE}[,.]?{_DASH}(?:{_AGENCIES})\.\s*",
        # "MINSK, 20 January - ", "MINSK, 20 January." alone
        rf"{_CAPS}(?:, {_TITLED})?[,.] ?{_DATE}[,.]?(?:{_DASH}|$)",
        # "WASHINGTON — The House"
        rf"(?P<caps>{_CAPS})(?:, {_TITLED}){{0,2}}\s(?:[-–—]{{1,2}})\s+(?=[\"“‘«{_UPPER}\d])",
        # "By JANE DOE, Associated Press ", "By Jane Doe | ", "By Jane Doe" on a line of its own
        rf"(?:By|BY|Von|Par|Por|Автор:?) {_TITLED}(?:(?:,| and| und| et| y| и) {_TITLED}){{0,3}}"
        rf"(?:,? (?:The )?(?:{_AGENCIES})(?: \w+)?\s?(?:\||[-–—]|\n|(?=[{_UPPER}]{{3}}))|\s?\|"
        rf"|\n)\s*",
        # "EXCLUSIVE: ", "UPDATED - "
        r"(?:EXCLUSIVE|BREAKING(?: NEWS)?|UPDATED?(?: \d)?|JUST IN|DEVELOPING|URGENT|FIRST ON \w+"
        r"|ЭКСКЛЮЗИВ|СРОЧНО|ОБНОВЛЕНО|EILMELDUNG|EIL)\s?[:|–—-]\s+",
    )
)
# "MINSK. The court sat": only at the very beginning of a text
_BARE = re.compile(rf"(?P<caps>[{_UPPER}][{_UPPER}' -]{{2,30}})\.\s+(?=[{_UPPER}][a-zа-яёіў])")
# In capitals, and no places.
_NO_PLACES = frozenset(
    [
        "NATO",
        "OPEC",
        "ASEAN",
        "BRICS",
        "UNICEF",
        "UNESCO",
        "FIFA",
        "UEFA",
        "NASA",
        "OSCE",
        "APEC",
        "AUKUS",
        "IAEA",
        "UNHCR",
        "COVID",
        "AIDS",
        "HAMAS",
        "USAID",
        "NAFTA",
        "ISIS",
        "WATCH",
        "LIVE",
        "VIDEO",
        "OPINION",
        "ANALYSIS",
        "EXPLAINER",
        "NOTE",
        "НАТО",
        "ОБСЕ",
        "ОПЕК",
        "ЕАЭС",
        "ОДКБ",
        "МАГАТЭ",
        "ЮНЕСКО",
    ]
)
_LONGEST = 120  # characters: no dateline is longer, and some patterns try many ways


def dateline_end(text: str) -> int:
    """Find where the news begins behind datelines, agencies, bylines and labels.

    Parameters
    ----------
    text : str
        A text or one of its sentences.

    Returns
    -------
    int
        Offset of the first character of the news; 0 where nothing stands before it.
    """
    end = 0
    while found := _found(text, end):
        end = found.end()
    return end


def _found(text: str, start: int) -> re.Match[str] | None:
    """Match one dateline, byline or label that begins here."""
    stop = min(len(text), start + _LONGEST)
    for form in (*_FORMS, *((_BARE,) if start == 0 else ())):
        found: re.Match[str] | None = form.match(text, start, stop)
        if found and found.end() > start and not _names_no_place(found):
            return found
    return None


def _names_no_place(found: re.Match[str]) -> bool:
    caps = found.groupdict().get("caps")
    if caps is None:
        return False
    words = re.findall(r"\w+", caps)
    return len("".join(words)) < 3 or not _NO_PLACES.isdisjoint(words)
