"""What stands before the news: datelines, agencies, bylines, labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.text.datelines import dateline_end

# "|" stands where the news begins
BEFORE = """
WASHINGTON (AP) - |The court sat.
KYIV, March 3 (Reuters) - |The court sat.
Washington (CNN)|President Orsen left.
(CNN) - |Patience is short.
(CNN)|Sen. Orsen left.
MINSK. Jan 18 (Interfax) - |The court sat.
MOSCOW, January 18. /TASS/. |The court sat.
OTTAWA — |Prime Minister Orsen stays.
WASHINGTON, D.C. – |The House sat.
SANTA FE. |Live rounds were found.
МОСКВА, 20 янв — РИА Новости. |Суд закрыт.
20 января, Минск /Корр. БЕЛТА/. |Суд закрыт.
BEIJING, Jan. 20 (Xinhua) -- |Trade grew.
HASK, Jan. 20 (Harbour Post) - |Trade grew.
Berlin (dpa) - |Der Hafen ruht.
By Jane Doe | The court sat.
By JANE DOE, Associated Press WASHINGTON (AP) — |The court sat.
ST. PETERSBURG, Russia (AP) — |Police came.
EXCLUSIVE: |Drones were sold.
"""
NEWS = """
The court sat.
NATO — Europe's shield — met.
Office of Management and Budget (OMB) Director Orsen left.
The European Union (EU) - a bloc of 27 - met.
Sen. Bob Orsen (R-Wyo.) - who lost - left.
Mr Orsen (42) - the owner - left.
By Friday night the port was closed.
US President Orsen left.
"""


@pytest.mark.parametrize("marked", BEFORE.strip().splitlines())
def test_finds_where_the_news_begins(marked):
    before, _, news = marked.rpartition("|")
    text = f"{before}{news}" if "Jane Doe" not in marked else marked
    assert text[dateline_end(text) :] == news.strip()


@pytest.mark.parametrize("text", NEWS.strip().splitlines())
def test_leaves_news_alone(text):
    assert dateline_end(text) == 0


PARTS = ["MINSK", "(AP)", "—", "Jan 3", "A.", ",", "/X/"]


@given(st.text() | st.lists(st.sampled_from(PARTS)).map(" ".join))
def test_an_offset_of_the_text(text):
    assert 0 <= dateline_end(text) <= len(text)
