"""Cases 39 to 61 of RULES.md (b): numbers, addresses, papers and what else a form asks."""

from __future__ import annotations

from redactor.datatypes import Action, Entity
from redactor.datatypes import DocClass as Doc
from tests.cases.people import WANG_BRIEF, WANG_NUMBERS, ZHAO
from tests.cases.rows import Row, cells, row

_ID = "15990119850412000X"
ROWS: tuple[Row, ...] = (
    # 39 to 43: the identity number
    row(39, "field", Doc.FORM, f"身份证号：⟦{_ID}⟧"),
    row(39, "prose", Doc.CONTRACT, f"乙方：⟦王伟⟧（公民身份号码⟦{_ID}⟧）"),
    row(
        39,
        "category-keep",
        Doc.FORM,
        f"身份证号：⟨{_ID}⟩{{switch_keep}}",
        switches={
            "categories": {**dict.fromkeys(Entity, Action.REDACT), Entity.ID_NUMBER: Action.KEEP}
        },
    ),
    row(
        39,
        "category-ask",
        Doc.FORM,
        f"身份证号：⁇{_ID}⁇{{?}}",
        switches={
            "categories": {**dict.fromkeys(Entity, Action.REDACT), Entity.ID_NUMBER: Action.ASK}
        },
    ),
    row(40, "groups", Doc.FORM, "身份证号：⟦1599 0119 8504 12 000X⟧"),
    row(40, "hyphens", Doc.FORM, "身份证号：⟦159901-19850412-000X⟧"),
    row(40, "boxes", Doc.FORM, cells("号码\t" + "\t".join(f"⟦{c}⟧" for c in _ID), 16)),
    row(41, "labelled", Doc.FORM, "身份证号：⟦159901850412000⟧{own_spelling}"),
    row(41, "bare", Doc.OTHER, "档号⟦159901850412000⟧{own_spelling}归档。"),
    row(42, "masked", Doc.FORM, "身份证号：⟦159901********000X⟧{own_part_masked}"),
    row(42, "others", Doc.NOTICE, "李娜　⟨159903********0037⟩"),
    row(43, "full-width", Doc.FORM, "身份证号：⟦１５９９０１１９８５０４１２０００ｘ⟧"),
    row(43, "lower-case", Doc.FORM, "身份证号：⟦15990119850412000x⟧"),
    row(43, "times-sign", Doc.FORM, "身份证号：⟦15990119850412000×⟧"),
    row(43, "slip-in-scan", Doc.FORM, "身份证号：⟦159901I9850412O00X⟧{?}", scan=True),
    # 44, 45: other people's
    row(
        44,
        "co-signer",
        Doc.CONTRACT,
        "甲方代表：李娜，身份证号：⟨159904197510200051⟩",
        "乙方：⟦王伟⟧",
    ),
    row(
        44,
        "warning",
        Doc.CONTRACT,
        "甲方代表：李娜，身份证号：⟨159904197510200051⟩",
        "乙方：⟦王伟⟧",
        warned="third_party_id",
    ),
    row(
        45,
        "list",
        Doc.NOTICE,
        "1\t⟨李娜⟩\t⟨159904197510200051⟩",
        f"2\t⟦王伟⟧\t⟦{_ID}⟧",
        "3\t⟨孙丽华⟩\t⟨159901198504120026⟩",
    ),
    row(
        45,
        "warning",
        Doc.NOTICE,
        f"1\t⟦王伟⟧\t⟦{_ID}⟧",
        "2\t李娜\t⟨159904197510200051⟩",
        warned="third_party_id",
    ),
    # 46 to 48: phones
    row(46, "blanks", Doc.FORM, "手机：⟦154 1234 5678⟧"),
    row(46, "hyphens", Doc.FORM, "联系电话：⟦154-1234-5678⟧"),
    row(46, "country", Doc.FORM, "手机：⟦+86 15412345678⟧"),
    row(46, "others", Doc.NOTICE, "联系人李娜，⟨15498765432⟩"),
    row(47, "extension", Doc.FORM, "办公电话：⟦0472-5990000转8012⟧{?}"),
    row(47, "fax", Doc.FORM, "传真：⟦0472-5990001⟧{?}"),
    row(47, "letterhead", Doc.OTHER, "⟦云岭设计院⟧　电话：⟦0472-5990000⟧{?}"),
    row(
        47,
        "keep",
        Doc.FORM,
        "办公电话：⟨0472-5990000⟩{switch_keep}",
        switches={"employer_phone": "keep"},
    ),
    row(
        47,
        "ask",
        Doc.FORM,
        "办公电话：⁇0472-5990000⁇{switch_keep}",
        switches={"employer_phone": "ask"},
    ),
    row(48, "office", Doc.NOTICE, "咨询电话：⟨0471-6928486⟩　监督电话：⟨0471-6923739⟩"),
    row(48, "journal", Doc.PAPER, "编辑部电话：⟨0471-5990213⟩"),
    # 49, 50: mail and the like
    row(49, "mail", Doc.FORM, "邮箱：⟦wangwei@yunling-wd.example⟧"),
    row(49, "qq", Doc.FORM, "QQ：⟦2015990412⟧", profile=WANG_NUMBERS),
    row(49, "qq-unknown", Doc.FORM, "QQ号：⟦2015990413⟧{?}"),
    row(49, "wechat-unknown", Doc.FORM, "微信号：⟦ww850412⟧{?}"),
    row(50, "note", Doc.PAPER, "*通信作者：⟦王伟⟧，⟦wangwei@yunling-wd.example⟧"),
    row(
        50,
        "mail-by-name",
        Doc.PAPER,
        "*通信作者：⟦王伟⟧，⟦wangwei85@mail.example⟧{own_spelling}",
        profile=WANG_BRIEF,
    ),
    row(50, "other-author", Doc.PAPER, "*通信作者：⟨李娜⟩，⟨lina@qingyuan.example⟩"),
    # 51 to 53: addresses and other numbers
    row(51, "home", Doc.FORM, "家庭住址：⟦北泉市样例大街虚构家园9号楼1228室⟧{?}"),
    row(51, "register", Doc.FORM, "户籍所在地：⟦北泉市样例区虚构街道3号⟧{?}"),
    row(51, "known", Doc.OTHER, "送达地点：⟦样例大街虚构家园9号楼⟧", profile=WANG_NUMBERS),
    row(51, "postcode", Doc.FORM, "家庭住址：⟦北泉市样例大街9号⟧{?}　邮编：⟦014010⟧{?}"),
    row(52, "card", Doc.FORM, "银行卡号：⟦6222 0099 0123 0045 671⟧", profile=WANG_NUMBERS),
    row(52, "card-unknown", Doc.FORM, "银行卡号：⟦6222009901230045671⟧{own_field}"),
    row(52, "insurance", Doc.SOCIAL_SECURITY, f"姓名：⟦王伟⟧　社会保障号码：⟦{_ID}⟧"),
    row(52, "staff", Doc.ASSESSMENT, "工号：⟦YL20080713⟧{own_field}"),
    row(52, "file", Doc.FORM, "档案号：⟦DA0150912⟧{?}"),
    row(53, "own-code", Doc.CONTRACT, "甲方统一社会信用代码：⟦91159900MA0N12345K⟧", "乙方：⟦王伟⟧"),
    row(53, "other-code", Doc.CONTRACT, "统一社会信用代码：⟨1215990071234567A3⟩", "乙方：⟦王伟⟧"),
    # 54, 55: numbers of papers
    row(54, "certificate", Doc.CERTIFICATE, "证书编号：⟨2018150045678⟩"),
    row(54, "holds-id", Doc.CERTIFICATE, f"管理号：⟪2018⟫⟦{_ID}⟧{{?}}⟪01⟫"),
    row(54, "holds-birth", Doc.CERTIFICATE, "证书编号：⟪2018⟫⟦19850412⟧{?}⟪0031⟫"),
    row(
        54,
        "ask",
        Doc.CERTIFICATE,
        "证书编号：⁇2018150045678⁇{certificate_number}",
        switches={"certificate_number": "ask"},
    ),
    row(
        54,
        "redact",
        Doc.CERTIFICATE,
        "证书编号：⟦2018150045678⟧{?}",
        switches={"certificate_number": "redact"},
    ),
    row(55, "patent", Doc.PATENT, "专利号：⟨ZL 2021 1 0000000.0⟩"),
    row(55, "project", Doc.PAPER, "基金项目：样例自然科学基金（⟨2021MS05012⟩）"),
    row(55, "award", Doc.AWARD, "获奖编号：⟨2020-J-2-015-R03⟩"),
    # 56 to 58: patents and papers
    row(56, "patentee", Doc.PATENT, "专利权人：⟦包头市云岭水务设计院有限公司⟧"),
    row(56, "first-unit", Doc.AWARD, "第一完成单位：⟦云川旗青禾农业技术推广站⟧", profile=ZHAO),
    row(57, "inventors", Doc.PATENT, "发明人：⟦王伟⟧；⟨李娜⟩；⟨赵强⟩"),
    row(57, "inventors-last", Doc.PATENT, "发明人：⟨李娜⟩;⟨孙丽华⟩;⟦赵霁云⟧", profile=ZHAO),
    row(
        58,
        "paper",
        Doc.PAPER,
        "《样例水利学报》⟨2021, 39(3): 5–11⟩",
        "DOI：⟨10.1599/j.cnki.2021.03.002⟩",
    ),
    # 59 to 61: what is not listed, and what is sensitive
    row(59, "month", Doc.FORM, "出生年月：⟨1985.04⟩"),
    row(59, "card", Doc.ID_CARD, "出生　⟦1985年4月12日⟧{own_birth}", f"公民身份号码　⟦{_ID}⟧"),
    row(59, "redact", Doc.FORM, "出生年月：⟦1985.04⟧{own_birth}", switches={"birth": "redact"}),
    row(
        60,
        "form",
        Doc.FORM,
        "性别：⟨女⟩　民族：⟨蒙⟩　政治面貌：⟨群众⟩",
        "籍贯：⟨包头⟩　学历：⟨本科⟩　职称：⟨工程师⟩",
    ),
    row(61, "birthplace", Doc.FORM, "出生地：⁇北泉市样例区⁇{private_field}"),
    row(61, "marriage", Doc.FORM, "婚姻状况：⁇已婚⁇{private_field}"),
)
