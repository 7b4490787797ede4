"""What a person confirmed is an own value, and makes no other value somebody else's."""

from __future__ import annotations

from dataclasses import replace

from redactor.datatypes import Entity, Evidence, Likeness
from redactor.fakes.pages import reading_of
from redactor.recognise.analyzer import build_analyzer
from redactor.recognise.findings import DossierRecogniser
from tests.recognise.conftest import WANG_WEI


def test_one_phone_confirmed_leaves_the_other_open(lac, people):
    given = replace(WANG_WEI, phones=())
    confirmed = replace(given, phones=("15412345678",))
    analyzer = build_analyzer(people, lac)
    recogniser = DossierRecogniser(analyzer, lac, people, confirmed, given=given)
    page = reading_of("联系电话：15412345678\n手机：15487650921")
    phones = [
        (f.value, f.likeness, Evidence.NO_OWN_VALUE in f.evidence)
        for f in recogniser.document("d1", [page]).findings
        if f.entity is Entity.PHONE
    ]
    assert phones == [
        ("15412345678", Likeness.EXACT, False),
        ("15487650921", Likeness.OTHER, True),
    ]
