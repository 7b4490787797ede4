"""Units of the applicant's career that the profile lacks (RULES.md, cases 35 and 36).

A roster tells the present employer only. Where somebody worked before, or served for a time,
is told by a row of the career or by a field: that place, not the name, makes the unit own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import lru_cache

from redactor.datatypes import (
    ONE_PARTY_CLASSES,
    DocClass,
    Entity,
    Evidence,
    Finding,
    Likeness,
)
from redactor.recognise.career import MONTH, ROWS_OVER, YEAR, career_evidence
from redactor.recognise.context import filled_piece, row_of, text_finding
from redactor.recognise.employer_forms import FORMER
from redactor.recognise.employer_parts import (
    dropped_forms,
    level_alias,
    loose_alias,
    parts_of,
    suggested_aliases,
)
from redactor.recognise.fields import (
    context_before,
    field_evidence,
    in_reference,
    label_before,
    labels_off_its_row,
    stacked,
)
from redactor.recognise.flow import Layout, Piece
from redactor.recognise.lexicon import (
    DEGREE,
    HISTORY_HEAD,
    NO_STATION,
    OFFICES,
    ORG_KINDS,
    OTHER_HEAD,
    PLACE_SHORT,
    SERVED_AT,
    STUDY,
)
from redactor.recognise.words import word_count
from redactor.recognise.work_names import said_with_place
from redactor.textnorm import fold, folded

BESIDE = "career.beside"
STATIONS = frozenset({"career.unit", "career.told"})
_TIME = rf"{YEAR}{MONTH}(?:(?:--?|至|~|到)(?:{YEAR}{MONTH}|今|现在|至今)?)?"
_IS_TIME = re.compile(_TIME)
_SPAN_BEFORE = re.compile(rf"{YEAR}{MONTH}(?:--?|至|~|到)(?:{YEAR}{MONTH}|今|现在|至今)$")
_KINDS = "|".join((*ORG_KINDS, *"政府 法院 检察院 银行 村 嘎查 苏木 镇 乡 矿".split()))
# 某某水库技术员 in a column of units and posts. No 班长, whom schools have, too.
POST = (
    "(?:正高级|高级|中级|初级|助理|见习|实习|[一二三]级|主任|副|主治)?"
    "(?:工程师|[农兽]?医师|农艺师|经济师|会计师?|出纳|审计(?:[师员]|助理)|统计[师员]|技术员|技师|护[师士]长?|药[师士]|"
    "教[师员授]|教练员?|讲师|助教|馆员|[施测]工员|(?:质检|安全|资料|材料|质量|实验|试验)员|设计[师员]|检验[师员]|化验员|律师|记者|编[辑导]|"
    "播音员|主持人|翻译|社工|研究员|(?:[电焊钳车管瓦木]|检修|维修|操作|运行|巡线|抄表|净水|水泵|司炉|养护|护林)工|演员|科员|干事|职员|职工|工人|主任|专责|"
    "(?:项目|部门|财务|生产|总)?经理|[科处站所院场厂校队值工矿园馆]长)"
)
UNIT = re.compile(
    rf"(?P<time>{_TIME})?[,、]?(?:就职于|任职于|供职于|受聘于|在|于)?"
    r"(?:(?:个体(?:工商户|经营)?|自由职业|自主创业|自营)[(:])?"
    # 水库 | 管理处: the end of a longer kind is no office of a unit of the shorter one.
    rf"(?P<unit>[\u4e00-\u9fff][\u4e00-\u9fff0-9()·]{{1,39}}?(?:{_KINDS})(?!(?:管理|工程|养护|办事)处))"
    r"(?:[\u4e00-\u9fff]{1,6}?[科室部处股组])?"
    rf"(?:$|(?=工作|任|担任|从事|{POST}|[,、;。()]|\d+(?:\.\d+)?$))"
)
_STAY = (
    rf"{YEAR}{MONTH}(?:--?|至|~|到)(?:{YEAR}{MONTH}|今|现在|至今)[,、:]?(?:在|于)?"
    rf"(?P<unit>[\u4e00-\u9fff][\u4e00-\u9fff0-9()·]{{1,39}}(?:{_KINDS}))"
)
# From when to when, where and as what; and the same without a post, but for where one learns.
WITH_POST = re.compile(
    rf"{_STAY}(?:[\u4e00-\u9fff]{{1,6}}?[科室处部股组班])?(?:任|担任)?[\u4e00-\u9fff]{{0,2}}{POST}"
)
WITHOUT_POST = re.compile(
    _STAY
    + "(?<!大学)(?<!学院)(?<!学校)(?<!中学)(?<!小学)(?:[\u4e00-\u9fff]{1,6}?[科室处部股组班])?"
)
# 包头四中, 师大附中, 东河区二十五中: as people of the place call a unit.
_SAID = (
    r"(?:第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[中小幼院校]|高中?)|[实蒙民职高附完特][中小幼校]"
    r"|[师医财农工民科]大|[师医财农工]院|职高|[师医卫]专|[党卫技体艺农]校|疾控|妇幼)"
)
SAID_AT_END = re.compile(rf"[\u4e00-\u9fff]{_SAID}(?=$|[,;。()])")
_CALLED = re.compile(
    rf"(?P<unit>[\u4e00-\u9fff]{{1,8}}?{_SAID})"
    rf"(?:$|(?=工作|任|担任|从事|{POST}|[,、;。(]))"
)
_YEAR = 4  # digits
_TO_UNIT, _TO_TIME = 15.0, 4.0  # heights from a time to its unit, and between its parts
_GAP = re.compile(r"\s+")
# 设计院117: the next column's figure may stand too near to be parted.
_WORD = re.compile(r"[^\s:：]+")
_LEVELS = "旗县市区盟"
_SHORT_PLACES = tuple(name for names in PLACE_SHORT.values() for name in names if len(name) >= 2)
_INNER = ("办公室", "委员会", "中心")  # with no place before them they are rather departments
_UNIT_HEAD = re.compile(
    # 单　　位, 单位名称, 在何单位、何部门
    "[单位]|(?:学习[或及和、]?)?(?:所在|工作|任职|(?:基层)?服务)?单位(?:名称|及(?:部门|职务|岗位))?"
    "|学习\\(工作\\)单位(?:及职务)?|在?(?:何地[、,]?)?(?:何校[、,]?或?)?何单位.{0,14}"
)
_OF_WORK = re.compile("(?:工作|任职|基层服务)单位")
_TIMES = re.compile("时间|年月|期间|年度")
_OF_PEOPLE = re.compile("姓名|称谓|出生|关系|推荐|专家")
_WHEN = re.compile("起止|何年何月|[年时][月间日]?[至到]|自.{0,3}年.{0,3}月")
_SET_WIDE = 3.0  # heights of a line from one to the next, at most
_LINE_GAP = 1.0  # the same between the two, in the name of a unit that wraps
_WRAPS = 1.5  # heights of a line from it to those of a wrapped cell in its row
_SPREAD = 3.4  # the same of a label of single characters with blanks between
_LEAST = 5  # characters of a unit's name
_SHORT = 4  # the same of one that people call it by
_HEAD = 14  # characters of a heading
_HALF = 3  # of a line of a label that wraps
_SEALED = 4  # characters behind who signs: (盖章)
_SIGNER = re.compile(r"^[\u4e00-\u9fff]{2,6}(?:\([盖公签]章\))?:")
_TITLE = re.compile("[表书册]$")
_TODAY = re.compile(rf"{YEAR}{MONTH}(?:--?|至|~|到)(?:今|现在|至今)")
_NAMED = re.compile("姓名|[（(]男|[（(]女|同志")
OUR_UNIT = "单位|公司|中心|[校院站局所厂队园厅委]"
STAYED = "[^。;]{0,12}?(?:工作|任教|任职|挂职|支教|支医|锻炼|帮扶|服务"
_WITH_US = re.compile(f"[在到来至]我(?:{OUR_UNIT}|[镇乡村旗县区]){STAYED}|驻村)")


def unknown_units(layout: Layout, own: Sequence[Finding], doc_class: DocClass) -> list[Finding]:
    """Units in rows of a career and in fields of service, beside the ``own`` values.

    Whether the career is the applicant's only the whole document tells: the policy asks that.
    """
    if doc_class not in ONE_PARTY_CLASSES:
        return []
    # Within another unit's name the own one tells nothing: another branch of the own bank.
    own = [f for f in own if Evidence.LONGER_ORG not in f.evidence]
    taken = {q for f in own for q in f.quads}
    known = {row_of(layout, f) for f in own if f.entity is Entity.EMPLOYER}
    seen = {Evidence.OWN_ROW} if _ends_at_the_own(layout, known) else set[Evidence]()
    named = itertools.chain(
        (
            range(*span)
            for piece in layout.pieces
            for span in _units(layout, piece, doc_class, is_known=piece.row in known)
        ),
        _wrapped_units(layout, doc_class, known),
    )
    units = [unit_finding(layout, places, "career.unit", seen) for places in named]
    rowed = {q for unit in units for q in unit.quads}
    units += [u for u in _unheaded(layout, known, seen) if rowed.isdisjoint(u.quads)]
    rowed = {q for unit in units for q in unit.quads}
    stays = _stays_before(layout, own)
    over = (unit_finding(layout, places, "career.unit", seen) for places in stays)
    units += [u for u in over if rowed.isdisjoint(u.quads)]
    return [unit for unit in units if taken.isdisjoint(unit.quads)]


def _unheaded(layout: Layout, known: Set[int], seen: Set[Evidence]) -> Iterator[Finding]:
    """Units of rows of nothing but from when to when, where, and as what, with no heading near: of
    a table that goes on from another page. Next to such a row of the own one it is that table's;
    else a person decides.
    """
    rows = dict(_rows_of_stays(layout, WITH_POST))
    mine = known & rows.keys()
    for row, places in rows.items():
        if row in known or _head(layout, layout.in_row(row)[0], titles=False) is not None:
            continue
        near = any(abs(row - other) <= ROWS_OVER for other in mine)
        yield unit_finding(layout, places, "career.unit" if near else BESIDE, seen)


def _stays_before(layout: Layout, own: Sequence[Finding]) -> Iterator[range]:
    """Where units stand over the own one, each beside the time of its stay, in a table of any
    heading that ends today: 起止时间 | 学校 | 班级.
    """
    for finding in own:
        mine = filled_piece(layout, finding) if finding.entity is Entity.EMPLOYER else None
        times = [p for p in layout.in_row(mine.row) if _is_span(p)] if mine else []
        if mine is None or len(times) != 1 or not _TODAY.fullmatch(folded(times[0].text)):
            continue
        for row in range(mine.row - ROWS_OVER, mine.row):
            cells = layout.in_row(row)
            when = any(p.shares_column(times[0]) and _is_span(p) for p in cells)
            if not when or STUDY.search("".join(folded(p.text) for p in cells)):
                continue
            for piece in (p for p in cells if p.shares_column(mine) and p.u0 > times[0].u1):
                plain = fold(piece.text)
                match, _ = _unit_at(plain.text)
                if match and match.end() == len(plain.text) and _head(layout, piece) is not False:
                    first, last = plain.span(*match.span("unit"))
                    yield range(piece.start + first, piece.start + last)


def _is_span(piece: Piece) -> bool:
    return _SPAN_BEFORE.fullmatch(folded(piece.text)) is not None


def career_rows(layout: Layout, stay: re.Pattern[str]) -> Iterator[tuple[int, range]]:
    """Such rows under no heading of anything but work, and where in each the unit stands."""
    for row, places in _rows_of_stays(layout, stay):
        # Another column than the first one's may be headed 参加过的类似项目.
        cells = (layout.in_row(row)[0], layout.pieces[layout.piece_of[places.start]])
        if all(_head(layout, cell) is not False for cell in cells):
            yield row, places


def _rows_of_stays(layout: Layout, stay: re.Pattern[str]) -> Iterator[tuple[int, range]]:
    """Rows of nothing but from when to when, where, and as what, and where the unit stands."""
    for row in sorted({piece.row for piece in layout.pieces}):
        if (places := _when_where(layout, row, stay)) is not None:
            yield row, places


def _when_where(layout: Layout, row: int, stay: re.Pattern[str]) -> range | None:
    """The unit of such a row, beside which other columns of the page may stand."""
    pieces = layout.in_row(row)
    row_start = pieces[0].start
    printed = layout.page.text[row_start : pieces[-1].end]
    if sum(map(str.isdigit, printed)) < _YEAR:
        return None
    gaps = [gap.span() for gap in _GAP.finditer(printed)]
    starts = {p.start - row_start for p in pieces} | {end for _, end in gaps}
    ends = {p.end - row_start for p in pieces} | {start for start, _ in gaps}
    for start in sorted(starts):
        plain = fold(printed[start:])
        match = stay.match(plain.text)
        if match is None or start + plain.span(*match.span())[1] not in ends:
            continue
        first, last = (row_start + start + at for at in plain.span(*match.span("unit")))
        if (
            is_named_unit(match["unit"])
            and not STUDY.search(plain.text)
            and _are_near(pieces, row_start + start, first)
        ):
            return range(first, last)
    return None


def _are_near(pieces: Sequence[Piece], start: int, unit: int) -> bool:
    """Whether the pieces from a time at ``start`` to its unit are of one table, and no time begins
    in one and ends in another: 1998.01- | 2023.06 国家知识产权局.
    """
    mine = [p for p in pieces if p.end > start and p.start <= unit]
    return all(
        b.u0 - a.u1 <= (_TO_UNIT if b.start == unit else _TO_TIME) * a.height
        for a, b in itertools.pairwise(mine)
    )


def _wrapped_units(layout: Layout, doc_class: DocClass, known: Set[int]) -> Iterator[list[int]]:
    """The places of units behind a time or such a label that go on in the line below in their cell:
    第六工程有限 | 公司. Not in rows that are ``known`` to name the own one.
    """
    settled = set[int]()
    for piece, under in stacked(layout.pieces):
        near = under.v0 - piece.v1 < _LINE_GAP * piece.height and under.shares_column(piece)
        if not near or piece.row in known or piece.start in settled:
            continue
        head, tail = fold(piece.text), fold(under.text)
        match = UNIT.match(head.text + tail.text)
        rest = match.end("unit") - len(head.text) if match else 0
        if match is None or rest <= 0 or UNIT.match(head.text) or not is_unit(match["unit"]):
            continue
        if match.start("unit") >= len(head.text):
            continue  # 2010.3- | 2015.2 and the unit below: it wraps nowhere
        times = (folded(p.text) for p in layout.in_row(under.row))
        if any(map(_SPAN_BEFORE.fullmatch, times)):
            continue  # a row of its own
        start, _ = head.span(match.start("unit"), len(head.text))
        served = _is_served_at(layout, piece, piece.start + start)
        if not served and not _is_behind_a_span(layout, piece):
            continue  # none of the career
        settled.add(piece.start)
        if served or _is_station(layout, piece, doc_class, timed=False):
            _, end = tail.span(0, rest)
            yield [*range(piece.start + start, piece.end), *range(under.start, under.start + end)]


def _ends_at_the_own(layout: Layout, known: Set[int]) -> bool:
    """Whether a career that says of nobody whose it is ends at the own employer: 2011年至今 …"""
    nobody = not _NAMED.search(folded(layout.rows.text))
    return nobody and any(_TODAY.search(folded(layout.row_text(row))) for row in known)


def stations_of(findings: Iterable[Finding]) -> frozenset[str]:
    """The units that rows, fields and sentences make the applicant's, folded; but for 执法大队 and
    the like, which elsewhere are another town's.
    """
    own = (f.value for f in findings if f.found_by in STATIONS and _is_own(f))
    return frozenset(name for name in own if _is_told_apart(name))


def _is_told_apart(name: str) -> bool:
    return is_named_unit(name) or name.isascii() or name.startswith(_SHORT_PLACES)


def is_nobodys(finding: Finding) -> bool:
    """Whether it may be anybody's: an organisation that the tagger sees, or one in a row of a
    career that does not say whose it is.
    """
    return finding.found_by in ("presidio.org", BESIDE) or (
        finding.found_by in STATIONS and not _is_own(finding)
    )


def _is_own(station: Finding) -> bool:
    own = station.evidence & {Evidence.OWN_DOCUMENT, Evidence.OWN_ROW}
    return bool(own) and Evidence.OTHER_ROW not in station.evidence


def named_units(
    layout: Layout, units: Collection[str], found: Sequence[Finding], doc_class: DocClass
) -> list[Finding]:
    """Where the page names one of ``units`` beside the own values ``found``: employers of the past.

    Not in brackets behind somebody else, who works there: 李燚（包头市长青水库）; nor in others'
    entries of a list of references.
    """
    own = [
        f
        for f in found
        if f.likeness is not Likeness.OTHER or (f.found_by in STATIONS and _is_own(f))
    ]
    taken = {q for f in own for q in f.quads}
    others = {layout.place_of.get(f.quads[-1], -2) + 1 for f in found if _is_somebody_else(f)}
    found = []
    for flow in (*layout.chains, layout.rows):
        view = fold(flow.text)
        for unit in sorted(units, key=lambda name: (-len(name), name)):
            for match in _as_printed(unit).finditer(view.text):
                places = [flow.index[view.index[i]] for i in range(*match.span())]
                start, end = min(places), max(places) + 1
                if start - 1 in others and layout.page.text[start - 1] in "(（":
                    continue
                if _is_cited(layout, start, own):
                    continue
                seen = field_evidence(layout, Entity.EMPLOYER, start, end, doc_class)
                seen |= career_evidence(layout, start, end, unit, doc_class, seen)
                if _certifies(layout, start, unit, own):
                    seen |= {Evidence.HISTORY_ROW}
                former, grade = f"own.{FORMER}", _grade(unit)
                finding = text_finding(
                    layout, places, Entity.EMPLOYER, former, unit, Likeness.EXACT, seen, grade
                )
                if taken.isdisjoint(finding.quads):
                    taken.update(finding.quads)
                    found.append(finding)
    return found


def are_named(units: Collection[str], text: str) -> bool:
    """Whether folded text names one of the units."""
    return any(_as_printed(unit).search(text) for unit in units)


@lru_cache(maxsize=256)
def _as_printed(unit: str) -> re.Pattern[str]:
    """The unit with its place or a shorter one: 内蒙古测绘院, 化德二中, 誉博监理. 东兴小学 is any
    town's.
    """
    forms = dropped_forms(unit)
    placed = {form for form in forms if form[:2] == unit[:2] or parts_of(form).place}
    short = {form for form in suggested_aliases(unit) if len(form) >= _SHORT}
    printed = sorted({unit, *placed, *short}, key=lambda form: (-len(form), form))
    parts = parts_of(unit)
    # 鄂尔多斯市公路局 of the 公路管理局 there, and 市公路局, where words lead to it
    loose = loose_alias(unit) if parts.is_coined or not parts.is_distinctive else None
    said = [p for p in (loose, said_with_place(unit)) if p]
    level = level_alias(unit)
    if level and len(parts.middle + parts.kind) >= _SHORT:
        said.append(f"(?<=[在到至由为于入和与及原、,。;(]){level}")
    return re.compile("|".join([*map(re.escape, printed), *said]))


def _certifies(layout: Layout, start: int, unit: str, own: Sequence[Finding]) -> bool:
    """Whether the unit signs what says that the applicant worked there: 在我校支教 or by name."""
    line = _SIGNER.sub("", folded(layout.pieces[layout.piece_of[start]].text))
    signs = line.startswith(unit) and len(line) <= len(unit) + _SEALED
    named = any(f.entity is Entity.NAME and Evidence.LONGER_NAME not in f.evidence for f in own)
    told = any(f.found_by == "career.told" and f.value == unit for f in own)
    return signs and named and (told or _WITH_US.search(folded(layout.rows.text)) is not None)


def _is_cited(layout: Layout, start: int, own: Sequence[Finding]) -> bool:
    piece = layout.pieces[layout.piece_of[start]]
    mine = any(f.entity is Entity.NAME and row_of(layout, f) == piece.row for f in own)
    return not mine and in_reference(layout, piece)


def _is_somebody_else(finding: Finding) -> bool:
    longer = Evidence.LONGER_NAME in finding.evidence
    return finding.entity is Entity.NAME and (longer or finding.likeness is Likeness.OTHER)


def _units(
    layout: Layout, piece: Piece, doc_class: DocClass, *, is_known: bool
) -> Iterator[tuple[int, int]]:
    text = layout.page.text[piece.start : piece.end]
    for word in _WORD.finditer(text):
        plain = fold(word.group())
        match, needs_time = _unit_at(plain.text)
        if match is None:
            continue
        # Beside the own employer an organisation is a department, or what the work was for, unless
        # a time of its own stands right before it.
        own_time = _SPAN_BEFORE.search(folded(text[: word.start()])) is not None
        right_behind = own_time or (word.start() == 0 and _is_behind_a_span(layout, piece))
        if needs_time and not right_behind:
            continue
        first = piece.start + word.start()
        served = _is_served_at(layout, piece, first)
        told = own_time or not is_known
        timed = bool(match.groupdict().get("time"))
        told = told and _is_station(layout, piece, doc_class, timed=timed)
        if served or told:
            start, end = plain.span(*match.span("unit"))
            yield first + start, first + end


def _is_served_at(layout: Layout, piece: Piece, start: int) -> bool:
    """Whether a label of earlier units or units of service leads to a place: in the same text, in
    the cell before, or beside the lines of its cell.
    """
    labels = (context_before(layout, start), label_before(layout, piece, start))
    return any(map(SERVED_AT.search, (*labels, *labels_off_its_row(layout, piece))))


def _unit_at(text: str) -> tuple[re.Match[str] | None, bool]:
    """The unit that a folded word begins with, and whether it is one behind a time alone."""
    match = UNIT.match(text)
    if match and is_unit(match["unit"]):
        return match, False
    return (match if match and is_called(match["unit"]) else _CALLED.match(text)), True


def is_unit(name: str) -> bool:
    """Whether the name is a unit's own: 项目管理办公室 and 参与某水库 are none."""
    parts = parts_of(name)
    long_kind = len(parts.kind) >= 2 and not parts.kind.endswith(_INNER)
    whole = parts.is_company or long_kind or parts.kind == "厂"
    # 旗蒙医综合医院: people of a banner need not say which.
    distinct = bool(parts.place) or (whole and (parts.is_distinctive or name[0] in _LEVELS))
    long = len(name) >= _LEAST or _is_coined(name)
    return distinct and long and not NO_STATION.match(name)


def _is_coined(name: str) -> bool:
    """Whether a company is called by a brand that is no word: 华创公司, no 物业公司."""
    brand = name.removesuffix("公司")
    return len(brand) == 2 and brand != name and not word_count(brand)


def _is_behind_a_span(layout: Layout, piece: Piece) -> bool:
    """Whether the next cell on its left is a time: further ones may be of another table.

    Either may wrap, and the other is set in the middle of its cell.
    """
    beside = [p for p in _near(layout, piece) if p.u1 <= piece.u0] + layout.left_of(piece)
    if not beside:
        return False
    nearest = max(beside, key=lambda p: p.u1)
    cell = sorted({p for p in beside if p.shares_column(nearest)}, key=lambda p: p.v0)
    texts = [folded(p.text) for p in cell]
    return any(_SPAN_BEFORE.fullmatch(text) for text in (*texts, "".join(texts)))


def is_called(name: str) -> bool:
    """Whether what stands behind a time has a name of its own: 阿尔山林业局, no 质量检测中心."""
    named = parts_of(name).has_name and not name.endswith(_INNER)
    return named and len(name) >= _LEAST and not NO_STATION.match(name)


def is_named_unit(name: str) -> bool:
    """Whether it is a unit's own, or a name of its own by which people call one."""
    return is_unit(name) or is_called(name)


def _is_station(layout: Layout, piece: Piece, doc_class: DocClass, *, timed: bool) -> bool:
    """Whether the row of a unit tells of work and of its time."""
    cells = [folded(p.text) for p in layout.in_row(piece.row)]
    whole = "".join(cells)
    beside = list(_words_beside(layout, piece))
    if not timed and not any(map(_IS_TIME.fullmatch, beside)):
        return False
    # Word by word: 第一中学 生理教学 has no 学生.
    words = (folded(word) for p in layout.in_row(piece.row) for word in _WORD.findall(p.text))
    if any(map(STUDY.search, words)) or any(map(DEGREE.match, beside)):
        return False
    if doc_class is DocClass.SOCIAL_SECURITY:
        return not OFFICES.search(whole) and _head(layout, piece) is not False
    return bool(HISTORY_HEAD.match(whole) or _head(layout, piece))


def _words_beside(layout: Layout, piece: Piece) -> Iterator[str]:
    """Words of the piece's row, and what stands or wraps in the cells beside it, of one line or two
    to its two or one.
    """
    for other in layout.in_row(piece.row):
        yield from map(folded, _WORD.findall(other.text))
    near = _near(layout, piece)
    yield from (folded(p.text) for p in near if not p.shares_column(piece))
    for first, second in itertools.permutations(near, 2):
        under = first.v1 <= second.v0 + 0.3 * first.height
        if under and first.shares_column(second):
            yield folded(first.text + second.text)
    times = {tuple(_time_of(layout, p)) for p in near if p.u1 <= piece.u0}
    yield from (folded("".join(p.text for p in lines)) for lines in times if lines)


def _near(layout: Layout, piece: Piece) -> list[Piece]:
    """What stands beside the piece, or a line above or below that; and all lines of a time that
    wraps on its left, however wide they are set.
    """
    near = [p for p in layout.pieces if _middle_apart(p, piece) < _WRAPS * piece.height]
    far = (line for p in near if p.u1 <= piece.u0 for line in _time_of(layout, p))
    return near + [p for p in dict.fromkeys(far) if p not in near]


def _time_of(layout: Layout, line: Piece) -> Sequence[Piece]:
    """The two or three lines that make a time with this one: 2008.07 | — | 2015.06."""
    column = [
        p
        for p in layout.pieces
        if p.shares_column(line) and _middle_apart(p, line) < _SET_WIDE * line.height
    ]
    column.sort(key=lambda p: p.v0)
    at = column.index(line)
    for first, last in ((at - 1, at + 1), (at, at + 1), (at - 1, at)):
        lines = column[max(first, 0) : last + 1]
        if len(lines) > 1 and _SPAN_BEFORE.fullmatch(folded("".join(p.text for p in lines))):
            return lines
    return ()


def _middle_apart(one: Piece, other: Piece) -> float:
    return abs(one.v0 + one.v1 - other.v0 - other.v1) / 2


def _head(layout: Layout, piece: Piece, *, titles: bool = True) -> bool | None:
    """Whether the nearest heading over or beside the cell is one of work; None without any.

    ``titles``: 个人业绩表 is one of other things, too, though it may name the whole form.
    """
    nearest: tuple[int, bool] | None = None
    left = min(p.u0 for p in layout.in_row(piece.row))
    for other in layout.pieces:
        label, rows = _label(layout, other), piece.row - other.row
        text = label.split("(")[0]
        is_column = any(_heads_stations(layout, other, head) for head in (text, label))
        is_work = HISTORY_HEAD.search(text) is not None or is_column
        is_other = OTHER_HEAD.search(re.sub("[()]", "", label))  # 来源（授予）单位
        is_other = is_other if titles or not _TITLE.search(label) else None
        is_long = len(text) > _HEAD and not is_column
        if is_long or re.search(YEAR, text) or not (is_work or is_other):
            continue
        # A heading below, over the next table, begins where this one's first column does.
        beside = other.u1 <= (left if rows < 0 else piece.u0)
        over = rows > 0 and (is_work or min(other.u1, piece.u1) > max(other.u0, piece.u0))
        if (beside or over) and abs(rows) <= ROWS_OVER and (not nearest or abs(rows) < nearest[0]):
            nearest = abs(rows), is_work
    return nearest[1] if nearest else None


def _label(layout: Layout, piece: Piece) -> str:
    """The folded text of a piece; of a line of a label that wraps in a narrow cell all its lines:
    工作 | 经历.
    """
    text = folded(piece.text)
    if len(text) > _HALF:
        return text
    column = [
        p
        for p in layout.pieces
        if abs(p.u0 - piece.u0) < piece.height / 2 and p.end - p.start <= _HALF
    ]
    column.sort(key=lambda p: p.v0)
    label = ""
    for over, line in zip([None, *column], column, strict=False):
        one = over is not None and len(folded(over.text)) == len(folded(line.text)) == 1
        if over and line.v0 - over.v0 >= (_SPREAD if one else _WRAPS) * piece.height:
            if line.v0 > piece.v0:
                break
            label = ""
        label += folded(line.text)
    return label if len(label) <= _HEAD else text


def _heads_stations(layout: Layout, piece: Piece, text: str) -> bool:
    """Whether the piece heads the column of units in a table of when and where: 起止时间 | 单位."""
    if not _UNIT_HEAD.fullmatch(text):
        return False
    row = "".join(folded(p.text) for p in layout.in_row(piece.row))
    plain = _OF_WORK.match(text) and _TIMES.search(row) and not _OF_PEOPLE.search(row)
    return bool(_WHEN.search(row) or plain) and "单位" in row


def unit_finding(
    layout: Layout, places: Sequence[int], found_by: str, seen: Set[Evidence] = frozenset()
) -> Finding:
    """The finding for a unit that its place makes one of the career; what else is ``seen``."""
    chars = (layout.page.chars[i] for i in places)
    value = folded("".join(c.text for c in chars if c.quad is not None))
    return text_finding(
        layout,
        places,
        Entity.EMPLOYER,
        found_by,
        value,
        Likeness.OTHER,
        {Evidence.HISTORY_ROW, Evidence.NER_ORG, *seen},
        _grade(value),
    )


def _grade(name: str) -> str:
    """The grade that the name itself tells, which must stay readable (case 36).

    Not of a company, and not 市: some towns of that name are of a county's grade.
    """
    parts = parts_of(name)
    if parts.is_company:
        return ""
    if parts.place.endswith(("镇", "乡", "苏木")):
        return "乡镇"
    return "旗县区" if parts.place.endswith(("县", "旗")) else ""
