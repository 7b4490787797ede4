import pickle

import pytest

from redactor.config.messages import Fault, Message

ZH = {
    ", ": "、",
    "{place}: {text}.": "{place}：{text}。",
    "Row {rows}": "第 {rows} 行",
    "is empty": "为空",
    "must hold {{grade}}": "必须含 {{grade}}",
}


def zh(template: str) -> str:
    return ZH.get(template, template)


NESTED = Message(
    "{place}: {text}.", place=Message("Row {rows}", rows=(3, 7)), text=Message("is empty")
)


def test_a_message_is_its_english_text():
    assert NESTED == "Row 3, 7: is empty."


def test_facts_that_are_messages_and_lists_are_said_in_the_same_language():
    assert NESTED.said(zh) == "第 3、7 行：为空。"


def test_without_a_translation_the_english_text_stands():
    assert Message("{n} pages", n=3).said(zh) == "3 pages"


def test_doubled_braces_are_braces_in_both_languages():
    text = Message("must hold {{grade}}")
    assert text == "must hold {grade}"
    assert text.said(zh) == "必须含 {grade}"


def test_braces_in_a_fact_are_no_template():
    assert Message("{key} is wrong", key="{name}").said(zh) == "{name} is wrong"


def test_a_message_keeps_its_facts_on_the_way_from_a_worker():
    again = pickle.loads(pickle.dumps(NESTED))
    assert again == NESTED
    assert again.said(zh) == NESTED.said(zh)


def test_a_fact_that_is_not_given_is_an_error_at_once():
    with pytest.raises(KeyError):
        Message("{n} pages")


def test_a_fault_carries_its_message():
    fault = Fault("Row {rows}", rows=2)
    assert str(fault) == "Row 2"
    assert fault.message.said(zh) == "第 2 行"
