"""Sentences that lean on one before them, and those that a headline may explain."""

from __future__ import annotations

import pytest

from classify.text import goes_on, leans

LEANING = """
He said no.
It comes after a vote.
They left.
This is it.
“He is ill,” the doctor said.
But nobody came.
The two met.
The company said so.
The latter left.
Among them are five.
Many more were hurt.
Some of them fled.
While it rained, they slept.
Others stayed.
Its leader fled.
Это стало известно.
Он ушёл.
Однако суд закрыт.
Яна сышла.
Because it is late.
We lost everything,” the mayor said.
"""
UNDER_A_HEADLINE = """
The move follows talks.
The ruling ends a year of strikes.
The former mayor left.
"""
STANDING = """
Hebron was shelled.
The government fell.
This week voters decide.
Item one is here.
Theyab resigned.
The movement grew.
The president said he would leave.
She Lin owns the port.
Among those seeking an exit were two children.
Some of those who fled came back.
As he spoke, President Orsen was booed.
Here are the five ports.
So-called islanders left.
"""
IN_LANGUAGES = [
    ("de", "Er ging."),
    ("fr", "Elle part."),
    ("es", "Pero no."),
    ("pl", "Ona śpi."),
]


@pytest.mark.parametrize("text", LEANING.strip().splitlines())
def test_leans(text):
    assert leans(text)
    assert goes_on(text)


@pytest.mark.parametrize("text", UNDER_A_HEADLINE.strip().splitlines())
def test_leans_and_a_headline_may_explain_it(text):
    assert leans(text)
    assert not goes_on(text)
    assert goes_on(f"“{text}”")


@pytest.mark.parametrize("text", ["", *STANDING.strip().splitlines()])
def test_stands_alone(text):
    assert not leans(text)


@pytest.mark.parametrize(("language", "text"), IN_LANGUAGES)
def test_leans_in_its_language_alone(language, text):
    assert leans(text, language)
    assert not leans(text, "en")
