"""Records of people who do not exist, for these tests."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

from PIL import Image

from redactor.audit.html import PagePicture
from redactor.audit.records import DocumentRecord, DossierRecord
from redactor.datatypes import (
    Action,
    Damage,
    Decision,
    DocClass,
    DossierStatus,
    Employer,
    Entity,
    Evidence,
    Finding,
    Leak,
    Likeness,
    Mark,
    Profile,
    Status,
    TextSource,
    Verdict,
)
from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.questions import Question

SHA = "0" * 63 + "1"
VERSIONS = {"program": "0.1", "rules": "baotou-2026@abc", "weights": "def"}
WANG = Profile(
    applicant_id="017",
    names=("王伟", "王卫"),
    id_numbers=("15990119850412000X",),
    phones=("15412345678",),
    emails=("wangwei@yunling-wd.example",),
    employers=(Employer("包头市云岭水务设计院有限公司", short=("云岭设计院",)),),
    pinyin=("Wang Wei",),
)
VALUES = (
    *WANG.names,
    *WANG.id_numbers,
    *WANG.phones,
    *WANG.emails,
    *WANG.pinyin,
    "包头市云岭水务设计院有限公司",
    "云岭设计院",
    "yunling-wd.example",
)


def quads(text: str, x: float = 100, y: float = 100, size: float = 12) -> tuple[PtQuad, ...]:
    return tuple(
        PtQuad.from_box(PtBox(x + i * size, y, x + (i + 1) * size, y + size))
        for i in range(len(text))
    )


def finding(
    entity: Entity = Entity.NAME,
    value: str = "王伟",
    page_no: int = 1,
    y: float = 100,
    likeness: Likeness = Likeness.EXACT,
    evidence: Iterable[Evidence] = (Evidence.SELF_LABEL,),
) -> Finding:
    return Finding(
        entity,
        page_no,
        quads(value or "图", y=y),
        0.97,
        "own.name",
        value,
        likeness,
        frozenset(evidence),
        TextSource.OCR,
    )


def decision(action: Action = Action.REDACT, reason: str = "own_exact", **of: object) -> Decision:
    token = "[姓名]" if action is Action.REDACT else ""
    return Decision(finding(**of), action, reason, token)  # type: ignore[arg-type]


def mark(page_no: int = 1, y: float = 100, entity: Entity = Entity.NAME) -> Mark:
    return Mark(page_no, entity, PtQuad.from_box(PtBox(100, y, 140, y + 12)), "[姓名]")


OWN = (
    decision(),
    decision(entity=Entity.ID_NUMBER, value="15990119850412000X", y=130),
    decision(entity=Entity.PHONE, value="15412345678", y=160),
    decision(entity=Entity.EMAIL, value="wangwei@yunling-wd.example", y=190),
    decision(entity=Entity.EMPLOYER, value="包头市云岭水务设计院有限公司", y=220),
    decision(entity=Entity.EMPLOYER, value="云岭设计院", y=250, likeness=Likeness.SPELLING),
    decision(
        entity=Entity.PHOTO, value="", y=280, likeness=Likeness.NONE,
        evidence=(Evidence.SINGLE_PORTRAIT,), reason="own_photo",
    ),
)  # fmt: skip
KEPT = (
    decision(Action.KEEP, "inside_longer_name", value="王伟", y=310),
    decision(Action.KEEP, "other_person", value="李娜", y=340, likeness=Likeness.OTHER),
)
# Two places of one question.
ASKED = tuple(
    replace(decision(Action.ASK, "homonym", y=y), question="0123456789abcdef") for y in (370, 400)
)


def document(
    decisions: Iterable[Decision] = OWN,
    status: Status = Status.CLEAN,
    *,
    name: str = "王伟_论文.pdf",
    number: int = 1,
) -> DocumentRecord:
    decisions = tuple(decisions)
    marks = tuple(
        mark(d.finding.page_no, d.finding.quads[0].box.y0, d.finding.entity)
        for d in decisions
        if d.action is Action.REDACT
    )
    return DocumentRecord(
        doc_id=f"d{number:02d}",
        folder_no=7,
        untrusted_name=name,
        source_sha256=SHA,
        source_kind="pdf",
        status=status,
        pages=2,
        doc_class=DocClass.PAPER,
        decisions=decisions,
        marks=marks,
        verdict=Verdict(checks={"pages": 2}),
        output=f"release/017/017_7_{number:02d}.pdf",
        output_sha256=SHA,
        seconds={"read": 1.23456, "verify": 2.0},
    )


def released(*documents: DocumentRecord) -> DossierRecord:
    return DossierRecord(
        applicant_id="017",
        status=DossierStatus.RELEASED,
        reasons=(),
        documents=documents or (document(),),
        versions=VERSIONS,
        finished_at="2026-06-12T08:00:00+00:00",
        seconds=12.5,
    )


def held() -> DossierRecord:
    """Every kind of trouble in one dossier."""
    asked = replace(
        document((*OWN, *KEPT, *ASKED), Status.NEEDS_REVIEW),
        reasons=("question", "unread"),
        unread={2: ("low_confidence", "ink_without_text")},
        output="private/held/017/017_7_01.pdf",
    )
    leaking = replace(
        document(OWN, Status.NEEDS_REVIEW, name="扫描.jpg", number=2),
        reasons=("leak", "damage"),
        verdict=Verdict(
            leaks=(Leak("metadata", Entity.NAME), Leak("ocr", Entity.NAME, 1, quads("王伟"))),
            damage=(Damage("pixels", 1, 12.0),),
            unread_pages=(2,),
        ),
        output="private/held/017/017_7_02.pdf",
    )
    broken = DocumentRecord(
        "d03", 8, "坏.doc", SHA, Status.FAILED, ("failed",), error_code="word", exit_code=3
    )
    secret = DocumentRecord("d04", 9, "x.pdf", SHA, Status.QUARANTINED, ("secrecy",))
    return replace(
        released(asked, leaking, broken, secret),
        status=DossierStatus.HELD,
        questions=(Question("0123456789abcdef", "homonym", Entity.NAME, "王伟", "王伟"),),
        reasons=("question", "unread", "leak", "damage", "failed", "secrecy"),
    )


def picture(page_no: int = 1, rotation: int = 0) -> PagePicture:
    geometry = PageGeometry(595, 842, rotation, 36)
    width, height = geometry.image_size
    buffer = io.BytesIO()
    Image.new("RGB", (round(width), round(height)), "white").save(buffer, "JPEG")
    return PagePicture(page_no, buffer.getvalue(), geometry)
