"""劳动合同书: two pages of clauses between the employer and the applicant, to be scanned."""

from __future__ import annotations

from benchmarks.generator.canvas import Canvas, Span
from benchmarks.generator.labels import Parts, other, own, page, rich
from benchmarks.generator.people import Applicant
from benchmarks.generator.style import Style

_CLAUSES = (
    "第一条　本合同为固定期限劳动合同，期限自{from}起至{to}止，其中试用期二个月。",
    "第二条　乙方同意根据甲方工作需要，从事{duty}岗位工作，工作地点为内蒙古自治区境内。",
    "第三条　甲方安排乙方执行标准工时制度，每日工作不超过八小时，每周工作不超过四十小时。",
    "第四条　甲方每月以货币形式支付乙方工资，基本工资为{pay}元，绩效工资按考核结果发放。",
    "第五条　双方应依法参加社会保险，个人缴纳部分由甲方代扣代缴。",
)
_MORE = (
    "第六条　甲方应当建立健全劳动安全卫生制度，为乙方提供必要的劳动防护用品，并定期组织健康检查。",
    "第七条　乙方应当遵守甲方依法制定的规章制度，保守商业秘密，爱护仪器设备和技术资料。",
    "第八条　经双方协商一致，可以变更或者解除本合同。变更、解除的条件和程序按照法律规定执行。",
    "第九条　乙方履行本合同期间取得的职务成果归甲方所有，乙方享有署名权和获得奖励的权利。",
    "第十条　因履行本合同发生争议，双方应当协商解决；协商不成的，可以向{court}申请仲裁。",
    "第十一条　本合同一式两份，甲乙双方各执一份，自双方签字盖章之日起生效。",
)


def build(a: Applicant, style: Style) -> list[Canvas]:
    """The contract's two pages."""
    return [_first(a, style), _second(a, style)]


def _first(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.body_face)
    m, total, size = style.margin + 20, c.width - 2 * style.margin - 40, style.body_size + 1.5
    number = rich("合同编号：{n}", n=page("HT-2020-0715", "number"))
    c.text(m, 70, number, size=size - 1, align="right", width=total)
    c.text(0, 118, "劳　动　合　同　书", size=24, align="center", width=c.width)
    lines: list[Parts] = [
        rich("甲方（用人单位）：{w}", w=_party(a, "contract_party")),
        rich("法定代表人：{n}", n=other(a.leader.name, trap="legal_representative")),
        rich("乙方（劳动者）：{n}　　性别：{s}", n=own(a.name, "name"), s=page(a.sex, "text")),
        rich("居民身份证号码：{n}", n=own(a.id_number, "id_number")),
        rich("联系电话：{p}", p=own(a.phone, "phone")),
        rich("家庭住址：{p}", p=own(a.address, "address")),
    ]
    y = 168.0
    for line in lines:
        c.text(m, y, line, size=size)
        y += size * 2.1
    opening = (
        "根据《中华人民共和国劳动法》《中华人民共和国劳动合同法》，甲乙双方经平等协商，订立本合同。"
    )
    y = c.paragraph(m, y + 8, total, opening, size=size, leading=1.8)
    for clause in _CLAUSES:
        y = c.paragraph(m, y, total, _filled(clause, a), size=size, leading=1.8)
    _foot(c, 1)
    return c


def _party(a: Applicant, trap: str) -> Span:
    """The employer of the day."""
    if a.past.employer:
        return own(a.past.employer, "employer", "earlier")
    return own(a.work.full, "employer", trap)


def _filled(clause: str, a: Applicant) -> Parts:
    spans = {
        "from": page("2020年7月1日", "text"),
        "to": page("2028年6月30日", "text"),
        "duty": page(a.topic.duty, "text"),
        "pay": page("6200", "text"),
        "court": page("当地劳动人事争议仲裁委员会", "employer"),
    }
    return rich(clause, **spans)


def _second(a: Applicant, style: Style) -> Canvas:
    c = Canvas(face=style.body_face)
    m, total, size = style.margin + 20, c.width - 2 * style.margin - 40, style.body_size + 1.5
    y = 84.0
    for clause in _MORE:
        y = c.paragraph(m, y, total, _filled(clause, a), size=size, leading=1.8)
    remark = rich(
        "双方补充约定：乙方原在{former}的工作年限合并计算；劳动关系由{full}人力资源部办理。",
        former=own(a.work.former, "employer", "former"),
        full=own(a.work.short, "employer", "short"),
    )
    if a.past.employer:
        remark = ["双方补充约定：无。"]
    y = c.paragraph(m, y + 10, total, remark, size=size, leading=1.8) + 40
    half = total / 2
    c.text(m, y, rich("甲方：{w}", w=_party(a, "signature")), size=size - 0.5)
    c.text(
        m,
        y + 32,
        rich("代表人：{n}", n=other(a.leader.name, trap="legal_representative")),
        size=size,
    )
    c.text(m, y + 60, "2020年7月1日", size=size)
    c.text(m + half + 40, y + 32, rich("乙方：{n}", n=own(a.name, "name", "signature")), size=size)
    c.text(m + half + 40, y + 60, "2020年7月1日", size=size)
    witness = rich("鉴证人：{n}", n=other("谢永康", trap="witness"))
    c.text(m, y + 98, witness, size=size)
    _foot(c, 2)
    return c


def _foot(c: Canvas, number: int) -> None:
    c.text(0, c.height - 40, f"— {number} —", size=9.5, align="center", width=c.width)
