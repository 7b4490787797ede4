"""A file of answers, JSON or TOML: question id → word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from redactor.config.messages import Message
from redactor.config.toml_file import Table, parse_toml, raise_fault, raise_faults, read_bytes
from redactor.questions import QUESTION_ID, Question, Reply

_WHAT = Message("The file of answers")
_YES = frozenset({"yes", "是", "对", "true"})
_NO = frozenset({"no", "否", "不是", "false"})
_WORDS = {"遮盖": Reply.REDACT, "保留": Reply.KEEP, "放错": Reply.WRONG_FILE}


def load_answers(path: Path, questions: Mapping[str, Question]) -> dict[str, Reply]:
    """The answers by question id. Raises ConfigError with every fault; then none counts.

    A word is one of the question's replies, or yes (it is the applicant's own) or no.
    """
    table = _table(read_bytes(path, _WHAT), path)
    faults: list[Message] = []
    found: dict[str, Reply] = {}
    for number, (key, word) in enumerate(table.items(), 1):
        # Whoever typed a name for an id must not read it in a log.
        place = key if QUESTION_ID.fullmatch(key) else Message("entry {number}", number=number)
        question = questions.get(key)
        if question is None:
            faults.append(Message("{place}: there is no such question.", place=place))
        elif (reply := reply_of(question, word)) is None:
            faults.append(
                Message(
                    "{place}: the answer must be one of: {choices}.",
                    place=place,
                    choices=("yes", "no", *map(str, question.replies)),
                )
            )
        else:
            found[key] = reply
    raise_faults(_WHAT, faults)
    return found


def reply_of(question: Question, untrusted_word: object) -> Reply | None:
    """The reply that a word stands for; None when this question cannot be answered so."""
    word = str(untrusted_word).strip().lower()
    yes, no = question.replies
    if word in _YES:
        return yes
    if word in _NO:
        return no
    reply = _WORDS.get(word) or next((r for r in Reply if r == word), None)
    return reply if reply in question.replies else None


def _table(data: bytes, path: Path) -> Table:
    if path.suffix.lower() != ".json":
        return parse_toml(data, _WHAT)
    try:
        loaded = json.loads(data.decode("utf-8-sig"))
    except ValueError:
        loaded = None
    if not isinstance(loaded, dict):
        raise_fault(Message("{what} is no JSON object.", what=_WHAT))
    return loaded
