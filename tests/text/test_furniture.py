"""Sentences in which a page speaks of itself, and news that sounds alike."""

from __future__ import annotations

import pytest

from classify.text.furniture import is_furniture

FURNITURE = """
Follow us on Telegram.
Follow Harbour Post on Twitter
The post Ferry crews strike appeared first on Coast Times.
Subscribe to our newsletter
Sign up for our newsletter.
Photo: Getty Images
Image source, Reuters
By Jane Doe
Reporting by A. Orsen; Editing by B. Lee
(Reporting by A. Orsen. Editing by B. Lee.)
This is a breaking news story.
This article was updated on Monday.
Also in this newsletter: ports and ferries
All rights reserved.
Advertisement
Read more about the port
Подписывайтесь на наш телеграм-канал
Чытайце таксама пра порт
Фото: ТАСС
Abonnez-vous à notre lettre
"""
NEWS = """
Follow the money on Capitol Hill
Telegram channels reported a blast.
Video shows police at the port.
Photos show the damage.
Get out the vote, the mayor said.
Writing by hand helps pupils.
Correction of prices hits markets.
Copyright law changes in May.
Source: police had no plan
More from the region is expected.
Join the army, the minister said.
The newspaper was edited by humans.
By Monday Morning
"""


@pytest.mark.parametrize("text", FURNITURE.strip().splitlines())
def test_is_furniture(text):
    assert is_furniture(text)


@pytest.mark.parametrize("text", ["", *NEWS.strip().splitlines()])
def test_is_news(text):
    assert not is_furniture(text)
