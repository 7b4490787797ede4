"""A question and its places in words."""

from __future__ import annotations

from gettext import gettext as _

from redactor.audit.words import question_text
from redactor.cli.language import current_language
from redactor.cli.say import say
from redactor.questions import Place, Question, Reply, reply_word


def question_of(question: Question, shown: str) -> str:
    """The question, with ``shown`` in place of the value."""
    return question_text(question.reason, shown, current_language())


def where(question: Question) -> str:
    """The first place, and how many more there are. Files are numbered: names hold names."""
    text = _place(question.places[0])
    more = len(question.places) - 1
    return text + (_(", and {n} more places").format(n=more) if more else "")


def _place(place: Place) -> str:
    text = _("file {number} (item {item} of the checklist), page {page}")
    number = place.doc_id.removeprefix("d").lstrip("0")
    return text.format(number=number, item=place.folder_no, page=place.page_no)


def say_reply(question: Question, reply: Reply) -> str:
    """What this reply means to this question."""
    return say(reply_word(question, reply), "reply")


def say_answered(question: Question, reply: Reply) -> str:
    """What was answered earlier."""
    return _("  answered: {reply}").format(reply=say_reply(question, reply))
