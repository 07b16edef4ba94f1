"""Answers in words."""

from __future__ import annotations

from ecms.core.formatting import amount, vnd
from inspections import rules
from inspections.enums import AnswerValue
from inspections.services.checklist import Given
from law.models import AnswerType, Question


def answer_words(question: Question, value: str) -> str:
    """“Complied with”, “Not complied with: 5”, or what was recorded."""
    read = rules.reading(question.answer_type, value)
    if read == "RECORDED":
        return value
    if not read:
        return ""
    words = str(AnswerValue(read).label)
    if read == "NO" and value.isdecimal():
        number = int(value)
        money = question.answer_type == AnswerType.MONEY
        return f"{words}: {vnd(number) if money else amount(number)}"
    return words


def given_words(given: Given) -> str:
    """What somebody answered but was not stored."""
    known = given.value in AnswerValue.values
    words = str(AnswerValue(given.value).label) if known else given.value
    parts = [words, amount(given.number) if given.number else "", given.note]
    return " – ".join(part for part in parts if part)
