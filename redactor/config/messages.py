"""Sentences that can be said in another language later on.

The lower layers speak English and know nothing of languages. A ``Message`` is that English
sentence, and it remembers the template and the facts it was made of; the command line looks the
template up in its catalogue and fills the facts in anew. Facts are places, counts and fixed
words: never a value of a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

# A Message is a fact, too, and is said in the same language; a tuple is a list of things.
Fact = str | int | tuple["Fact", ...]


class Message(str):
    """An English text with its ``template`` and ``facts``.

    The template must be a literal, as it is the key of the catalogue: ``{name}`` stands for a
    fact, and braces that are meant are doubled.
    """

    __slots__ = ("facts", "template")

    template: str
    facts: Mapping[str, Fact]

    def __new__(cls, template: str, /, **facts: Fact) -> Message:
        text = super().__new__(cls, _filled(template, facts, str))
        text.template, text.facts = template, facts
        return text

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.template, dict(self.facts))

    def said(self, translate: Callable[[str], str]) -> str:
        """The text in the language of ``translate``, which maps a template to a template."""
        return _filled(translate(self.template), self.facts, translate)


def _filled(template: str, facts: Mapping[str, Fact], translate: Callable[[str], str]) -> str:
    return template.format(**{name: _said(fact, translate) for name, fact in facts.items()})


def _said(fact: Fact, translate: Callable[[str], str]) -> str:
    if isinstance(fact, Message):
        return fact.said(translate)
    if isinstance(fact, tuple):
        return translate(", ").join(_said(item, translate) for item in fact)
    return str(fact)


def _again(template: str, facts: dict[str, Fact]) -> Message:
    return Message(template, **facts)


class Fault(ValueError):
    """Something that cannot be right. Its text is made like a ``Message``'s."""

    def __init__(self, template: str, /, **facts: Fact) -> None:
        super().__init__(Message(template, **facts))

    @property
    def message(self) -> Message:
        """The text, to be said in any language."""
        text: Message = self.args[0]
        return text
