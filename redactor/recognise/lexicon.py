"""The words of ``lexicon.toml`` as compiled patterns and tuples."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from redactor.datatypes import DocClass, Entity, Field

_WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _any(words: Sequence[str]) -> str:
    return "(?:" + "|".join(words) + ")"


_SIGNED = r"(?:\(?(?:签字|签名|签章|盖章)\)?){0,2}"
_LIVED = _WORDS["self_labels"].pop("lived")
SELF_LABELS = {
    Entity(kind): re.compile(
        _any([*words, *(_LIVED if kind == Entity.ADDRESS else ())])
        + _SIGNED
        + r"(?:\(.{0,8}\))?:?$"
    )
    for kind, words in _WORDS["self_labels"].items()
}
_FIELD_END = _SIGNED + r"(?:\(.{0,8}\))?:?$"
FIELD_LABELS = {
    Field(kind): re.compile(_any(words) + _FIELD_END)
    for kind, words in _WORDS["holder"].items()
    if kind in set(Field)
}
NO_HOLDER = re.compile(_any(_WORDS["holder"]["no_holder"]) + _FIELD_END)
NO_NAME = re.compile(_any(_WORDS["holder"]["no_name"]))
FIELD_BREAK = re.compile(r"(?<=..)" + _any(_WORDS["holder"]["breaks"]))
_NEXT_FIELD = (
    r"[ \u3000]+[\u4e00-\u9fff]{2,8}[:：]|[ \u3000，,(（]*"
    r"(?:邮[ \u3000]*编|邮政编码|(?:联系)?电话[:：\d ]|手机(?:号码?)?[:：\d ]"
    r"|(?:联系人|法定代表人|负责人|经办人|开户(?:银)?行|[账帐]号|传真|网址|邮箱|电子邮[箱件])[:：])"
)
_WHERE = (
    # A cell that says where: with a word for a kind of place, or a house number.
    r"[:：]?[\t \u3000]*"
    r"(?P<value>(?:\d{6}[ ]?)?[\u4e00-\u9fff](?=[^\n\t]*[省市区县旗镇乡街路巷村号栋室])"
    # The next field's label is no part of it, and may stand there without a gap or a colon.
    rf"(?:(?!{_NEXT_FIELD})[^\n\t。；]){{3,59}})"
)
ADDRESS_FIELD = re.compile(_any(_WORDS["self_labels"]["address"]) + _WHERE)
# 家住昆都仑区 tells no more than a district.
ADDRESS_PROSE = re.compile(
    _any(_LIVED)
    + r"(?P<value>[\u4e00-\u9fff](?=[^\n\t，,。；]*[街路巷村号栋室])"
    + r"[^\n\t，,。；]{3,39})"
)
_TO_VALUE = r"[:：]?[\t \u3000]*"


def _spread(labels: Sequence[str]) -> str:
    """Any of the labels, perhaps spread over its cell: 邮　编."""
    # What stands in [] or (?<!) must keep its width: only plain runs of characters are spread.
    spread = [
        re.sub(
            r"(?<![\[!])([\u4e00-\u9fff])(?=(?:\(\?:)?[\u4e00-\u9fff])", "\\1[ \u3000\t]*", label
        )
        for label in labels
    ]
    return _any(spread)


def _field(labels: Sequence[str], value: str) -> re.Pattern[str]:
    """A label, perhaps spread, and the group ``value``."""
    return re.compile(f"{_spread(labels)}{_TO_VALUE}(?P<value>{value})")


NUMBER_FIELD = _field(
    _WORDS["self_labels"]["number"],
    r"(?:(?:\d{4}[ ]?){2,5}\d{1,4}(?!\d)|[0-9A-Za-z][0-9A-Za-z_*-]{4,23})(?![0-9A-Za-z*@.])",
)
# Whatever was typed or read there: letters for figures, some too many or too few.
ID_FIELD = _field(
    _WORDS["self_labels"]["id_number"],
    r"(?=(?:[^\d\n]*\d){12})(?:[0-9OoIlSBZ×Xx][ \t.·-]?){14,19}[0-9OoIlSBZ×Xx](?![0-9A-Za-z])",
)
CERTIFICATE_FIELD = _field(_WORDS["fields"]["certificate"], r"[0-9A-Za-z][0-9A-Za-z-]{4,29}")
_YEAR = r"(?:19|20)\d\d[ ]?"
BIRTH_FIELD = _field(
    _WORDS["fields"]["birth"],
    _YEAR + r"(?:[年./-][ ]?\d{1,2}(?:[ ]?[月./-](?:[ ]?\d{1,2}[ ]?[日号]?)?)?|\d{4}|\d\d)(?!\d)",
)
POSTCODE_FIELD = _field(_WORDS["fields"]["postcode"], r"\d{6}(?!\d)")
PHONE_FIELD = re.compile(
    _any(_WORDS["self_labels"]["phone"])
    + _TO_VALUE
    + r"(?P<value>(?:\(?0\d{2,3}[)）]?[-~ ]?)?[2-9]\d{6,7}(?:[转-]\d{1,6})?)(?!\d)"
)
INTERNAL_FIELD = re.compile(
    rf"(?<![\u4e00-\u9fff]){_any(_WORDS['phones']['internal'])}{_TO_VALUE}(?P<value>(?:0\d\d-)?\d{{3,6}})(?![\d-])"
)
SITE_FIELD = _field(
    _WORDS["contacts"]["sites"],
    r"(?:https?://)?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+(?![A-Za-z0-9@-])",
)
SITE = re.compile(r"(?P<value>(?:https?://|(?<![A-Za-z0-9.-])www\.)[A-Za-z0-9.-]{4,80}[A-Za-z0-9])")
CODE_FIELD = _field(
    _WORDS["contacts"]["codes"], r"[0-9A-Za-z]{8}-?[0-9A-Za-z](?:[0-9A-Za-z]{9})?(?![0-9A-Za-z])"
)
OFFICE_FIELD = re.compile(_spread(_WORDS["contacts"]["places"]) + _WHERE)
PUBLIC_SITE = re.compile(_any(_WORDS["contacts"]["public_sites"]) + ".{0,6}$")
UNIT_NUMBER_FIELD = _field(_WORDS["contacts"]["numbers"], r"\d{6,15}(?![0-9A-Za-z])")
ACCOUNT_FIELD = re.compile(
    f"{_spread(_WORDS['contacts']['accounts'])}{_TO_VALUE}"
    # 开户行及账号：某某银行某某支行 1502…
    r"(?:[\u4e00-\u9fff]{2,24}[行社部厅处][ \u3000]*)?"
    r"(?P<value>(?:\d{4}[ ]){2,5}\d{1,4}(?!\d)|\d[\d-]{8,28}\d(?!\d))"
)
# Behind a field that was left empty stands the next label.
_NO_LABEL = (
    r"(?![\u4e00-\u9fff]{0,6}(?:地址?|号码?|状况|情况|时间|日期|年月|工资|面貌|程度|关系|职[务称]|学历|"
    r"籍贯|民族)(?![\u4e00-\u9fff]))"
)
_PLACE = (
    _NO_LABEL
    + "(?=[\u4e00-\u9fff]{0,18}[省市区州盟旗县镇乡村]|内蒙|黑龙江|[京津沪渝]|北京|天津|上海|重庆|"
    "[河湖]北|[河湖海云]南|[山广]东|[山江广陕]西|辽宁|吉林|江苏|浙江|安徽|福建|四川|贵州|西藏|甘肃|青海|"
    "宁夏|新疆|香港|澳门|台湾|苏木)"
)
PRIVATE_FIELDS = (
    _field(_WORDS["fields"]["marriage"], "(?:已婚|未婚|离异|离婚|丧偶|再婚|初婚)"),
    _field(_WORDS["fields"]["birthplace"], _PLACE + "[\u4e00-\u9fff]{2,20}"),
    _field(
        _WORDS["fields"]["health"],
        _NO_LABEL + "(?!良好|健康|正常|一般|较好|优|无|否|合格)[\u4e00-\u9fff]{2,30}",
    ),
)
PUBLIC_PHONE = re.compile(
    _any(_WORDS["phones"]["public"])
    + r"(?:电话|热线|传真|邮箱|信箱|号码|e-?mail)?(?:\(.{0,6}\))?:?$"
)
# 编辑部：呼和浩特市 … 电话: what follows in the row reaches them.
EDITORS = re.compile(rf"(?:^|[,;。]){_any(_WORDS['phones']['editors'])}(?:地址|电话|联系方式)?:")
CONTACT = re.compile(_any(_WORDS["phones"]["contact"]))
LEADER = re.compile(_any(_WORDS["roles"]["leaders"]) + _SIGNED + ":?$")
# 被审核人 is who is examined.
ROLE = re.compile("(?<![被受])" + _any(_WORDS["roles"]["words"]) + _SIGNED + r":?$")
ROLE_VERBS = frozenset(_WORDS["roles"]["verbs"])
AUTHOR_LABEL = re.compile(_any(_WORDS["authors"]["labels"]) + ":?")
CORRESPONDING = re.compile(_any(_WORDS["authors"]["corresponding"]), re.IGNORECASE)
AUTHOR_NOTE = re.compile(
    _any(_WORDS["authors"]["notes"] + _WORDS["authors"]["corresponding"]), re.IGNORECASE
)
KEYWORDS = re.compile(r"\s*" + _any(_WORDS["papers"]["keywords"]), re.IGNORECASE)
PAPER_STOP = re.compile(_any(_WORDS["papers"]["stop"]))
ORG_LATIN = re.compile(_any(_WORDS["papers"]["latin_organisations"]))
MAIL_LABEL = re.compile(_any(_WORDS["papers"]["mail_labels"]))
THIRD_PARTY = re.compile(
    rf"(?<![\u4e00-\u9fff]){_any(_WORDS['third_party']['names'])}(?:[:：][ \u3000]*|\t)(?=\S)"
    rf"|{_any(_WORDS['third_party']['numbers'])}(?=码?[:：\t \u3000]*[0-9A-Za-z]*\d)"
)
SCHOOL = re.compile(_any(_WORDS["schools"]["words"]))
DEGREE = re.compile(_any(_WORDS["schools"]["degree"]))
HISTORY = re.compile(_any(_WORDS["history"]["words"]) + ":?$")
HISTORY_AFTER = re.compile(_any(_WORDS["history"]["after"]))
HISTORY_HEAD = re.compile(_any(_WORDS["history"]["heads"]))
OTHER_HEAD = re.compile(_any(_WORDS["history"]["other_heads"]))
SERVED_AT = re.compile("(?<![\u4e00-\u9fff])" + _any(_WORDS["history"]["units"]) + ":?$")
NO_STATION = re.compile(_any(_WORDS["history"]["no_station"]))
OFFICES = re.compile(_any(_WORDS["history"]["offices"]))
STUDY = re.compile(_any(_WORDS["history"]["study"]))
AFTER_NAME: tuple[str, ...] = tuple(_WORDS["names"]["after"])
FOLLOWERS = frozenset(w for w in AFTER_NAME if len(w) == 1) | set(_WORDS["names"]["followers"])
CALLED = re.compile(_any(_WORDS["names"]["called"]))
PAPERS = re.compile(_any(_WORDS["names"]["papers"]))
BEFORE_NAME: tuple[str, ...] = tuple(_WORDS["names"]["before"])
LEADS = frozenset(w for w in BEFORE_NAME if len(w) == 1) | set(_WORDS["names"]["leads"])
PERSON_LEAD = re.compile(_any(_WORDS["names"]["person_lead"]) + "$")
PERSON_LABEL = re.compile(_any(_WORDS["names"]["person_labels"]) + r"(?:[(（].{0,8}[)）])?$")
MONGOLIAN_PARTS = re.compile(_any(sorted(_WORDS["names"]["mongolian"], key=len)[::-1]) + "+")
MONGOLIAN_LETTERS = frozenset("".join(_WORDS["names"]["mongolian_letters"].split()))
MONGOLIAN = tuple(_WORDS["names"]["mongolian"])
ALIKE = tuple(_WORDS["names"]["alike"])
OPTIONAL = _WORDS["names"]["optional"]
TITLE = _any([*_WORDS["names"]["titles"], *_WORDS["names"]["leaders"]])
LEADER_TITLE = re.compile(_any(_WORDS["names"]["leaders"]) + "$")
GIVEN_TITLE = _any(_WORDS["names"]["given_titles"])
STOCK_NAMES = frozenset(_WORDS["names"]["stock_names"])
MONGOLIAN_SURNAMES = frozenset(_WORDS["names"]["mongolian_surnames"])
REGIONAL_SURNAMES = frozenset(_WORDS["names"]["regional_surnames"])
WORD_SURNAMES = frozenset(_WORDS["names"]["word_surnames"])
CONFUSABLE = frozenset(
    (a, b) for group in _WORDS["names"]["confusable"] for a in group for b in group if a != b
)
MISREAD = frozenset((a, own) for own, *read in _WORDS["names"]["misread"] for a in read)
REGIONAL_WORDS = tuple(_WORDS["names"]["regional"])
PLACE_ENDS = re.compile(_any(_WORDS["places"]["ends"]))
CITIES = tuple(_WORDS["places"]["cities"])
PLACE_SHORT: dict[str, list[str]] = _WORDS["places"]["short"]
PUBLIC_MAIL = re.compile(r"(?:^|\.)" + _any(_WORDS["mail"]["public"]) + "$")
ORG_KINDS = tuple(_WORDS["organisations"]["kinds"])
ORG_WORD = re.compile("[\u4e00-\u9fff]{2}" + _any(ORG_KINDS))
# A cell that is an organisation's name, with its label or without.
ORG_CELL = re.compile(rf"(?:[^:]{{2,8}}:)?[\u4e00-\u9fff()]*{ORG_WORD.pattern}")
ORG_SAID_SHORT: dict[str, list[str]] = _WORDS["organisations"]["said_short"]
ORG_ALL = _any(_WORDS["organisations"]["all_of_them"])
ORG_LEFT_OUT = re.compile("^" + _any(_WORDS["organisations"]["left_out"]))
ORG_GENERIC = re.compile(_any(_WORDS["organisations"]["generic"]))
ORG_GENERIC_END = re.compile(_any(_WORDS["organisations"]["generic"]) + "+$")
ORG_LONGER_TAIL = re.compile(
    r"^[\u4e00-\u9fff]{0,8}?" + _any(_WORDS["organisations"]["longer_tails"])
)
FILE_NUMBER = _any(_WORDS["organisations"]["file_number"])
LEADS_TO_UNIT = _any(_WORDS["organisations"]["leads"]) + "$"
LEADS_TO_LEVEL = (
    _any([*_WORDS["organisations"]["leads"], *_WORDS["organisations"]["level_leads"]]) + "$"
)
CITES = _any(_WORDS["organisations"]["cites"]) + "$"
NO_ACRONYM = frozenset(_WORDS["organisations"]["no_acronym"])
LATIN_WORDS = frozenset(_WORDS["latin"]["words"].split())
LATIN_SHORT_WORDS = LATIN_WORDS | set(_WORDS["latin"]["short"].split())
PLACE_BEHIND = re.compile(_any(_WORDS["latin"]["place_behind"]) + "(?![a-z])")
PLACE_BEFORE = re.compile(r"(?<![A-Za-z])" + _any(_WORDS["latin"]["place_before"]) + r"\s$")
LATIN_SHORT: dict[str, str] = _WORDS["latin_short"]
_BRANCH = r"[\u4e00-\u9fff]{1,5}(?:市|盟|旗|县|区)(?=分)"  # 包头市分公司
ORG_AFFILIATED = re.compile(
    rf"^(?:{_BRANCH})?"
    + _any(_WORDS["organisations"]["affiliated"])
    + "|^"
    + _any(_WORDS["organisations"]["own_tails"])
)
# A patent's and an award's gazette tell of one person's work.
CERTIFICATE_FIELDS = re.compile(_any(_WORDS["certificate"]["fields"]))
RESUME_HEADS = tuple(re.compile(head) for head in _WORDS["resume"]["heads"])
NOTICE_TITLE = re.compile(rf"^(?!.*(?:专利|表彰)).*{_any(_WORDS['notices']['titles'])}$")
FIGURE_CAPTION = re.compile(_any(_WORDS["figures"]["captions"]))
HEADINGS = tuple(
    (DocClass(entry["class"]), re.compile(_any(entry["words"]))) for entry in _WORDS["headings"]
)
TITLES = tuple(
    (DocClass(entry["class"]), re.compile(_any([*entry["words"], *entry.get("titles", ())])))
    for entry in _WORDS["headings"]
)
