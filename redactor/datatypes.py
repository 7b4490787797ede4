"""Plain, frozen, picklable records that pass between stages. No I/O here.

Fields that hold personal data are ``repr=False``, so they stay out of logs and tracebacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from redactor.geometry import PageGeometry, PtBox, PtQuad
from redactor.pagetext import Char as Char
from redactor.pagetext import PageText as PageText
from redactor.pagetext import TextSource as TextSource


class Entity(StrEnum):
    """What may identify a person: the notice's five categories and what encodes them."""

    NAME = "name"
    ID_NUMBER = "id_number"
    EMPLOYER = "employer"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NUMBER = "number"  # bank card, staff or social security number given in the profile
    PHOTO = "photo"
    QR_CODE = "qr_code"
    BARCODE = "barcode"
    ID_CARD = "id_card"  # what an identity card says beside the values above
    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"
    SEAL = "seal"
    SCRIPT = "script"  # Mongolian writing, which no recogniser here reads
    SECRECY = "secrecy"


# Found by looking at the page, not by reading it.
PICTURES = frozenset(
    {
        Entity.PHOTO,
        Entity.QR_CODE,
        Entity.BARCODE,
        Entity.SIGNATURE,
        Entity.FINGERPRINT,
        Entity.SEAL,
        Entity.SCRIPT,
    }
)
# Of these the value is what their own words say: a ring's, a name stamp's.
LETTERED = frozenset({Entity.SEAL, Entity.SIGNATURE})


class Band(StrEnum):
    """How sure the recogniser's probabilities are that a known value is printed there."""

    SURE = "sure"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Others:
    """Other applicants of the same roster, folded: their values must never be in a dossier."""

    names: frozenset[str] = field(repr=False, default=frozenset())
    id_numbers: frozenset[str] = field(repr=False, default=frozenset())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known value to spot: one own value of the profile, as it would be printed."""

    candidate_id: int
    entity: Entity
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spotted:
    """A known value found in the recogniser's probabilities, where the decode missed it."""

    candidate_id: int
    page_no: int
    score: float  # log likelihood ratio against the best free reading, <= 0
    band: Band
    quads: tuple[PtQuad, ...]  # one a character of the candidate, or of the part that is seen
    read_as: str = field(repr=False, default="")  # the decoded line it stands in


@dataclass(frozen=True, slots=True)
class OcrPage:
    """What an OCR engine saw on one image."""

    text: PageText
    spotted: tuple[Spotted, ...]
    turn: int  # 0, 90, 180, 270: clockwise turn that made the image upright
    doubtful_lines: int  # read below the engine's confidence floor, in ink like the others'
    lines: int
    doubtful: tuple[PtQuad, ...] = ()  # where all lines below it are, those of pale ink too
    hiding: tuple[PtQuad, ...] = ()  # those among them in which an own value may be misread
    poor: tuple[PtQuad, ...] = ()  # those in ink like the others'


@dataclass(frozen=True, slots=True)
class Picture:
    """An embedded picture as placed on a page."""

    quad: PtQuad
    width_px: int
    height_px: int


class DocClass(StrEnum):
    """What kind of document it is (RULES.md (d)); decides whose data its fields hold."""

    FORM = "form"  # 评审表, 送审表
    CHECKLIST = "checklist"  # 材料目录单
    TRAINING_CARD = "training_card"  # 继续教育审验卡
    CERTIFICATE = "certificate"  # 职称/职业资格证书, 聘书
    ASSESSMENT = "assessment"  # 年度考核表
    NOTICE = "notice"  # 公示
    PAPER = "paper"
    PATENT = "patent"
    AWARD = "award"
    ID_CARD = "id_card"
    CONTRACT = "contract"
    SOCIAL_SECURITY = "social_security"
    SUMMARY = "summary"  # 业绩总结
    FIGURES = "figures"  # pictures with captions: sites, screenshots, plans
    OTHER = "other"


# Documents that must name their holder: without the applicant's name they are held.
HOLDER_CLASSES = frozenset(
    {
        DocClass.FORM,
        DocClass.CHECKLIST,
        DocClass.TRAINING_CARD,
        DocClass.CERTIFICATE,
        DocClass.ASSESSMENT,
        DocClass.ID_CARD,
    }
)
# Papers of the applicant's with no other party: a unit that has a field there is the applicant's.
ONE_PARTY_CLASSES = HOLDER_CLASSES | {DocClass.SOCIAL_SECURITY}


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page as read: its text, and whether it could be read at all.

    ``unread`` is empty, or holds fixed words for why the page counts as unread:
    "could not look" is never "found nothing".
    """

    page_no: int
    geometry: PageGeometry  # dpi: that of the image OCR looked at, 0 when none was needed
    text: PageText
    spotted: tuple[Spotted, ...] = ()
    used_ocr: bool = False
    trusted_layer: bool = True  # False: the text layer must go, it does not say what is seen
    unread: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    doubtful: tuple[PtQuad, ...] = ()  # lines read below the confidence floor
    hiding: tuple[PtQuad, ...] = ()  # those of them in which an own value may be misread
    poor: tuple[PtQuad, ...] = ()  # those of them in ink like that of other lines
    plain: bool = False  # nothing but print that was checked and rulings: no picture of any kind


@dataclass(frozen=True, slots=True)
class Employer:
    """One organisation the applicant works or worked for, in every form it is written."""

    full: str = field(repr=False)
    short: tuple[str, ...] = field(repr=False, default=())
    former: tuple[str, ...] = field(repr=False, default=())
    english: tuple[str, ...] = field(repr=False, default=())
    domains: tuple[str, ...] = field(repr=False, default=())
    code: str = field(repr=False, default="")  # 统一社会信用代码
    grade: str = ""  # 区直, 盟市, 旗县区, 乡镇: evidence, printed in the mark's token
    is_former: bool = False  # an employer of the past (case 35)


@dataclass(frozen=True, slots=True)
class Profile:
    """Who the applicant is: the values to look for. They stay out of ``repr`` and of logs."""

    applicant_id: str
    names: tuple[str, ...] = field(repr=False)  # the first is the present name
    id_numbers: tuple[str, ...] = field(repr=False, default=())
    phones: tuple[str, ...] = field(repr=False, default=())
    emails: tuple[str, ...] = field(repr=False, default=())
    employers: tuple[Employer, ...] = field(repr=False, default=())
    pinyin: tuple[str, ...] = field(repr=False, default=())  # own Latin spellings
    other_numbers: tuple[str, ...] = field(repr=False, default=())  # bank card, staff number …
    addresses: tuple[str, ...] = field(repr=False, default=())
    photos: tuple[Path, ...] = field(repr=False, default=())
    # What is applied for; it tells whether a blind copy is needed at all.
    series: str = field(repr=False, default="")  # 职称系列, as typed: a column may be the wrong one
    level: str = ""  # 申报资格等级, one of config.scope.LEVELS


class Likeness(StrEnum):
    """How a found value compares with the profile."""

    EXACT = "exact"  # a value of the profile, normalised
    SPELLING = "spelling"  # a generated spelling: pinyin, 15-digit form, dropped legal suffix
    CLOSE = "close"  # an OCR slip away from an own value
    PART = "part"  # an own value partly masked already
    ALIAS = "alias"  # a short or like form nobody has confirmed
    OTHER = "other"  # not the applicant's
    NONE = "none"  # a picture: nothing to compare


class Evidence(StrEnum):
    """What speaks for or against a finding being the applicant's. Fixed words for reports."""

    SELF_LABEL = "self_label"  # 姓名, 申报人, 身份证号, 手机 … of the holder
    OTHER_ROLE = "other_role"  # 审核人, 校长, 评委 …: another person's place
    STANDS_ALONE = "stands_alone"  # no Han character, letter or digit touches it
    CALLED = "called"  # 同志, （第1完成人） right behind it: said of people only
    WORD_BORDER = "word_border"  # both segmentations end a word on both sides
    LONGER_NAME = "longer_name"  # part of a longer personal name
    INSIDE_WORD = "inside_word"  # part of a word or place name
    BORDER_UNSURE = "border_unsure"  # the segmentations disagree
    LONGER_ORG = "longer_org"  # part of a longer institution's name
    CAREFUL_NAME = "careful_name"  # the own name is itself a word or place
    RATHER_WORD = "rather_word"  # hard behind another word, and rather that word than a person
    NER_PERSON = "ner_person"
    NER_ORG = "ner_org"
    AUTHOR_LINE = "author_line"
    REFERENCE = "reference"  # in a list of references
    TWICE_IN_LIST = "twice_in_list"  # two people of this name side by side
    OWN_ROW = "own_row"  # the row also holds another own value
    HOLDERS_FIELD = "holders_field"  # the applicant is whom the page names next to the field
    OTHER_ROW = "other_row"  # the row holds a clear value of somebody else
    SCHOOL_ROW = "school_row"  # 毕业院校
    HISTORY_ROW = "history_row"  # 工作经历, a period of years, a contract: past employers
    OWN_AFFILIATION = "own_affiliation"  # a paper's author list leads from the applicant to it
    TWIN_AFFILIATION = "twin_affiliation"  # its twin in the other language, or its brand, is own
    AUTHOR_NOTE = "author_note"  # a note of the paper that names the applicant alone
    EMPLOYER_BESIDE = "employer_beside"  # the own employer stands in the same row or block
    LEADER = "leader"  # a place of the own employer's leaders: 校长, 单位负责人
    PUBLIC_PHONE = "public_phone"  # 咨询电话, 监督邮箱: an office's for everybody
    IN_TITLE = "in_title"  # between 《 and 》
    LOOKS_ALIKE = "looks_alike"  # read clearly as a character that looks like the own one
    GIVEN_OF_TWO = "given_of_two"  # 春霞老师: few people's, unlike 伟同志
    NAMED_ON_PAGE = "named_on_page"  # the full own name stands on the same page
    NAME_SHARED = "name_shared"  # the document names somebody else it could mean
    OWN_DOCUMENT = "own_document"  # the document's holder is the applicant
    VALID_OTHER = "valid_other"  # itself a valid number, and not the applicant's
    OCR = "ocr"
    SPOT_SURE = "spot_sure"
    SPOT_ASK = "spot_ask"
    NO_OWN_VALUE = "no_own_value"  # the profile has no value of this kind
    SINGLE_PORTRAIT = "single_portrait"
    SEVERAL_FACES = "several_faces"
    SEVERAL_PORTRAITS = "several_portraits"  # each face in a portrait photo of its own, apart
    PUBLIC_PAYLOAD = "public_payload"
    OWN_SEAL = "own_seal"  # below the own employer's seal
    OWN_HAND = "own_hand"  # read in a hand or stamp at the own label
    MASKED_ALREADY = "masked_already"
    OVER_TEXT = "over_text"  # a seal that lies over print
    OWN_FITS = "own_fits"  # a badly read seal may say the own employer, by likelihood
    SAYS_ANOTHER = "says_another"  # a seal clearly says a name, and no own one misread
    OTHER_FITS = "other_fits"  # by likelihood a seal says a body that the page prints, no own one


# What shows that the own name's characters are part of something else.
OF_MORE = frozenset({Evidence.LONGER_NAME, Evidence.INSIDE_WORD})
# What shows that a name stands for a person there, be it a word besides.
OF_A_PERSON = frozenset(
    {
        Evidence.SELF_LABEL,
        Evidence.AUTHOR_LINE,
        Evidence.OWN_ROW,
        Evidence.NER_PERSON,
        Evidence.STANDS_ALONE,
        Evidence.CALLED,
        Evidence.REFERENCE,
    }
)


class Field(StrEnum):
    """Labelled fields of a document that say who its holder is."""

    NAME = "name"
    FORMER_NAME = "former_name"
    PINYIN = "pinyin"
    BIRTH = "birth"  # value: YYYYMM
    ID_NUMBER = "id_number"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    NUMBER = "number"
    EMPLOYER = "employer"
    EMPLOYER_SHORT = "employer_short"
    EMPLOYER_FORMER = "employer_former"
    EMPLOYER_ENGLISH = "employer_english"
    EMPLOYER_CODE = "employer_code"


@dataclass(frozen=True, slots=True)
class HolderField:
    """What stands in such a field, whoever it names. ``value`` is folded; ``rest`` goes on to
    the end of its cell, for names whose end only the reader knows (欧阳 明珠, 王伟 男).
    """

    kind: Field
    page_no: int
    value: str = field(repr=False)
    printed: str = field(repr=False)
    score: float  # of the worst read character
    source: TextSource
    rest: str = field(repr=False, default="")

    @property
    def is_well_read(self) -> bool:
        """Whether it was read without doubt."""
        return self.source is TextSource.TEXT_LAYER or self.score >= 0.9


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink in ``parts`` that can go while all else there stays: "red" or "blue", or "any" of the
    embedded pictures that lie wholly in a part.
    """

    colour: str
    parts: tuple[PtQuad, ...]

    @property
    def is_whole_picture(self) -> bool:
        """Whether pictures go as a whole, and not the ink of a seal."""
        return self.colour == "any"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that may hold personal data, whoever it belongs to."""

    entity: Entity
    page_no: int
    quads: tuple[PtQuad, ...]  # text: one a character; picture: one
    score: float  # 0 to 1
    found_by: str  # "own.name", "cn_id.checksum", "photo.centerface"
    value: str = field(default="", repr=False)  # normalised; empty for pictures
    likeness: Likeness = Likeness.NONE
    evidence: frozenset[Evidence] = frozenset()
    source: TextSource | None = None  # None for pictures
    grade: str = ""  # the employer's grade, for the token
    ink: Ink | None = None  # of a seal: the ink that names
    picture: PtQuad | None = None  # of a signature: an embedded picture of nothing else
    owner: PtQuad | None = None  # first character of the name or short form that it stands with

    @property
    def is_short_form(self) -> bool:
        """Whether it is likely a short form of the own employer's name, which nobody gave."""
        return self.entity is Entity.EMPLOYER and self.likeness is Likeness.ALIAS

    @property
    def may_own(self) -> bool:
        """Whether its word may decide about what stands with it."""
        return self.entity is Entity.NAME or self.is_short_form


class Action(StrEnum):
    """What policy says about a finding."""

    REDACT = "redact"
    KEEP = "keep"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Decision:
    """What policy said about one finding, and why: a fixed word for the report."""

    finding: Finding
    action: Action
    reason: str
    token: str = ""  # what the mark says, from the rule pack's fixed list
    question: str = ""  # id of the question that asks, or asked, a person about it
    only_ink: bool = False  # of a seal that goes: its naming ink alone, with no mark over it


@dataclass(frozen=True, slots=True)
class DocumentFindings:
    """All that was found in one document, for the policy over the dossier."""

    doc_id: str
    doc_class: DocClass
    findings: tuple[Finding, ...]
    well_read: bool
    holder_is_other: bool = False  # another applicant, or another's ID, in the holder field
    holder_is_stranger: bool = False  # a name of nobody we know stands there
    holders: tuple[HolderField, ...] = field(repr=False, default=())
    tells_of_others: bool = False  # fields of patients or pupils

    @property
    def is_secret(self) -> bool:
        """Whether a mark of secrecy was found in it."""
        return any(f.entity is Entity.SECRECY for f in self.findings)


@dataclass(frozen=True, slots=True)
class DocumentDecisions:
    """The policy's answer for one document. ``guard`` is a fixed word or empty:
    ``wrong_person``, ``secrecy``, ``no_holder``.
    """

    doc_id: str
    decisions: tuple[Decision, ...]
    guard: str = ""
    question: str = ""  # id of the question about the guard
    tells_of_others: bool = False  # as in the findings


@dataclass(frozen=True, slots=True)
class Erasure:
    """One mark on one page: what to remove, and what the mark says."""

    page_no: int
    entity: Entity
    quads: tuple[PtQuad, ...]  # text: one a character; picture: one
    token: str
    of_picture: bool = False  # True: the whole area goes; False: glyphs of text
    ink: Ink | None = None  # only this goes


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawn mark as it stands in the finished file."""

    page_no: int
    entity: Entity
    quad: PtQuad  # the white box, in points of the unrotated page
    token: str  # what is printed in it; empty for a plain bar
    ink: Ink | None = None  # no box was drawn: this ink was taken out


@dataclass(frozen=True, slots=True)
class Leak:
    """An own value that verification still found. ``where`` is a fixed word; no value."""

    where: str  # "text", "ocr", "metadata", "object", "raw_bytes", "qr_code" …
    entity: Entity
    page_no: int | None = None
    quads: tuple[PtQuad, ...] = ()


@dataclass(frozen=True, slots=True)
class Damage:
    """Something outside the marks that changed. ``what`` is a fixed word."""

    what: str  # "page_count", "page_size", "pixels", "text", "mark"
    page_no: int | None = None
    amount: float = 0.0  # pixels or characters
    box: PtBox | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The independent second look at one finished file."""

    leaks: tuple[Leak, ...] = ()
    damage: tuple[Damage, ...] = ()
    unread_pages: tuple[int, ...] = ()
    checks: Mapping[str, int] = field(default_factory=dict)  # name of check -> things looked at

    @property
    def passed(self) -> bool:
        return not (self.leaks or self.damage or self.unread_pages)


class Status(StrEnum):
    """Status of a document. With a leak, an error, an unread page or an open question it is
    neither CLEAN nor NOTHING_FOUND.
    """

    CLEAN = "clean"
    NOTHING_FOUND = "nothing_found"
    NEEDS_REVIEW = "needs_review"
    FAILED = "failed"
    QUARANTINED = "quarantined"
    NOT_REQUIRED = "not_required"


RELEASABLE = frozenset({Status.CLEAN, Status.NOTHING_FOUND, Status.NOT_REQUIRED})


class DossierStatus(StrEnum):
    """A dossier is released whole, or held whole; or nobody needs a blind copy of it."""

    RELEASED = "released"
    HELD = "held"
    NOT_REQUIRED = "not_required"  # not even opened
