"""Cases 19 to 25 and 62 to 70 of RULES.md (b): what pictures show."""

from __future__ import annotations

from redactor.datatypes import DocClass as Doc
from redactor.datatypes import Status
from tests.cases import pictures as draw
from tests.cases.rows import ANY, Fate, Picture, Row, row, slanted

_CORNER = (265.0, 95.0, 327.0, 180.0)  # clear of the text
_SQUARE = (270.0, 110.0, 325.0, 165.0)
_SIGNED = (100.0, 58.0, 160.0, 79.0)  # right of the label in the first line after the holder's
_PERSONAL = "https://zcps.example/v?sn=NM20268F3A61C2"


def _shown(png: bytes, box: tuple[float, ...], fate: Fate, reason: str = ANY) -> tuple[Picture]:
    x0, y0, x1, y1 = box
    return (Picture(png, (x0, y0, x1, y1), fate, reason if fate is not Fate.STAY else ""),)


ROWS: tuple[Row, ...] = (
    # 18: Mongolian script that nobody can read
    row(
        18,
        "script-in-picture",
        Doc.OTHER,
        "门牌照片：",
        pictures=_shown(draw.script(), _CORNER, Fate.ASK),
    ),
    # 19 to 21: ink of people
    row(19, "own", Doc.FORM, "申报人签字：", pictures=_shown(draw.signature(), _SIGNED, Fate.GO)),
    row(
        20,
        "own",
        Doc.FORM,
        "申报人（按指印）：",
        pictures=_shown(draw.fingerprint(), _SQUARE, Fate.GO),
    ),
    row(
        21,
        "signature",
        Doc.FORM,
        "单位负责人：",
        pictures=_shown(draw.signature(), _SIGNED, Fate.STAY),
    ),
    # 24, 25: seals
    row(
        24,
        "own",
        Doc.FORM,
        "单位意见：同意申报。",
        pictures=_shown(draw.seal("包头市云岭水务设计院有限公司"), (262, 95, 332, 165), Fate.GO),
    ),
    row(
        25,
        "office",
        Doc.FORM,
        "评审部门意见：同意。",
        pictures=_shown(draw.seal("样例市职称评审委员会办公室"), (262, 95, 332, 165), Fate.STAY),
    ),
    # 62 to 65: photos and the card
    row(
        62,
        "form",
        Doc.FORM,
        "性别：男",
        pictures=_shown(draw.photo(), _CORNER, Fate.GO, "own_photo"),
    ),
    row(
        62,
        "certificate",
        Doc.CERTIFICATE,
        "级别：中级",
        pictures=_shown(draw.photo(), _CORNER, Fate.GO, "own_photo"),
    ),
    row(
        63,
        "group",
        Doc.SUMMARY,
        "项目组全体成员合影：",
        pictures=_shown(draw.group(), (130, 95, 320, 180), Fate.ASK, "several_faces"),
    ),
    row(
        63,
        "podium",
        Doc.SUMMARY,
        "在样例学会年会上作报告：",
        pictures=_shown(draw.photo(), _CORNER, Fate.ASK, "photo_unsure"),
    ),
    row(
        64,
        "site",
        Doc.SUMMARY,
        "泵站现场：",
        pictures=_shown(draw.site(), (150, 90, 310, 185), Fate.STAY),
    ),
    row(
        65,
        "card",
        Doc.ID_CARD,
        "姓名　⟦王伟⟧",
        "性别　⟦男⟧{?}　民族　⟦汉⟧{?}",
        "公民身份号码　⟦15990119850412000X⟧",
        bare=True,
    ),
    # 66 to 68: codes
    row(
        66,
        "form",
        Doc.FORM,
        "一人一码",
        pictures=_shown(draw.qr(_PERSONAL), _SQUARE, Fate.GO, "own_code"),
    ),
    row(
        67,
        "certificate",
        Doc.CERTIFICATE,
        "扫码查验",
        pictures=_shown(draw.qr(_PERSONAL), _SQUARE, Fate.GO, "own_code"),
    ),
    row(
        67,
        "keep",
        Doc.CERTIFICATE,
        "扫码查验",
        pictures=_shown(draw.qr(_PERSONAL), _SQUARE, Fate.STAY),
        switches={"certificate_code": "keep"},
    ),
    row(
        67,
        "ask",
        Doc.CERTIFICATE,
        "扫码查验",
        pictures=_shown(draw.qr(_PERSONAL), _SQUARE, Fate.ASK, "switch_keep"),
        switches={"certificate_code": "ask"},
    ),
    row(
        68,
        "publisher",
        Doc.PAPER,
        "扫码阅读全文",
        pictures=_shown(draw.qr("https://doi.org/10.1599/s.2021.03"), _SQUARE, Fate.STAY),
    ),
    row(
        68,
        "advertisement",
        Doc.OTHER,
        "厂家信息",
        pictures=_shown(draw.qr("https://pump.example/ad"), _SQUARE, Fate.ASK, "code_unknown"),
    ),
    row(
        68, "torn-on-form", Doc.FORM, "一人一码", pictures=_shown(draw.torn_qr(), _SQUARE, Fate.GO)
    ),
    row(
        68,
        "torn-elsewhere",
        Doc.OTHER,
        "厂家信息",
        pictures=_shown(draw.torn_qr(), _SQUARE, Fate.ASK),
    ),
    # 69, 70: print in pictures, watermarks, handwriting
    row(
        69,
        "screenshot",
        Doc.SUMMARY,
        "系统截图：",
        pictures=(
            *_shown(draw.print_of("王伟"), (100, 100, 160, 137), Fate.GO),
            *_shown(draw.print_of("已登录"), (170, 100, 260, 137), Fate.STAY),
        ),
    ),
    row(69, "watermark", Doc.OTHER, "水质检测三次，均合格。", slanted("⟦王伟⟧ 2026")),
    row(
        70,
        "handwriting",
        Doc.SUMMARY,
        "手写补充：",
        pictures=_shown(draw.signature(), (60, 95, 320, 185), Fate.STAY),
        status=Status.NEEDS_REVIEW,
        reasons=("unread",),
    ),
)
