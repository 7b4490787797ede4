"""Forms that draw each other: refused when a small file asks for endless drawing."""

import pymupdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from redactor.config.records import Limits
from redactor.errors import InputTooLargeError
from redactor.load import load
from redactor.load.forms import draws_too_much


def form(pdf, content, **drawn):
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 100])
    made.Resources = pdf.make_indirect(Dictionary(XObject=Dictionary(**drawn)))
    return made


def chain(pdf, times, deep):
    inner = form(pdf, b"0 0 9 9 re f")
    for _ in range(deep):
        inner = form(pdf, b"/F Do " * times, F=inner)
    return inner


def written(path, draw, content=b"/F Do"):
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        page.Resources = Dictionary(XObject=Dictionary(F=draw(pdf)))
        page.Contents = pdf.make_stream(content)
        pdf.save(path)
    return path


def judged(path):
    with pymupdf.open(path) as document:
        return draws_too_much(document, document[0])


@pytest.mark.parametrize(
    "times, deep, too_much", [(3, 40, True), (2, 17, True), (3, 5, False), (1, 40, False)]
)
def test_forms_that_double_are_told_by_what_they_draw(tmp_path, times, deep, too_much):
    assert judged(written(tmp_path / "x.pdf", lambda pdf: chain(pdf, times, deep))) is too_much


def test_forms_that_double_are_refused_before_anything_is_drawn(tmp_path, work_dir):
    path = written(tmp_path / "x.pdf", lambda pdf: chain(pdf, 3, 30))
    with pytest.raises(InputTooLargeError):
        load(path, work_dir, Limits())


def test_a_map_may_draw_one_symbol_a_hundred_thousand_times(tmp_path):
    symbol = b"q 1 0 0 1 100.25 50.75 cm 0.5 0.1 0.2 rg /F Do Q\n"
    draw = lambda pdf: form(pdf, b"/F Do", F=form(pdf, b"0 0 9 9 re f"))  # noqa: E731
    assert not judged(written(tmp_path / "x.pdf", draw, symbol * 100_000))


@pytest.mark.parametrize("times, too_much", [(1, False), (2, True), (8, True)])
def test_a_form_may_draw_itself_once(tmp_path, times, too_much):
    def draw(pdf):
        made = form(pdf, b"0 0 9 9 re f " + b"/F Do " * times)
        made.Resources.XObject = Dictionary(F=made)
        return made

    assert judged(written(tmp_path / "x.pdf", draw)) is too_much
