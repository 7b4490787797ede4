"""The ten open questions on one page, Chinese first: ``configs/rules/OPEN_QUESTIONS.md``."""

from __future__ import annotations

from collections.abc import Iterator

from redactor.config.cases import Question, cases, questions, unheeded
from redactor.config.records import RulePack

# The page is in both languages at once: its own words are no messages of the program.
_WORDS = {
    "zh": {
        "title": "# 请评审办事机构明确的十个问题",
        "intro": (
            "通知没有说清的十件事。每一件是规则包里的一个开关，现按默认值（加粗）处理。请填“决定”一栏，再把值"
            "写进本地区规则包的 `[switches]`，例如在 `configs/rules/kunqu-2026.toml` 中写 "
            '`former_employers = "keep"`；用 `redactor rules check 文件` 检查，用 '
            "`redactor rules show 名称` 查看。改动涉及的材料，下次运行时自动撤回重做。"
        ),
        "head": "| | 问题和例子 | 选项 | 决定 |",
        "example": "例：{example}",
        "set": "`{switch}`，第 {case} 例",
        "unheeded": "**本版本尚未执行这个开关。**",
        "more": (
            "另请确认：通知说“其他社会化中、初级职称评审仍采取线下评审方式”，又说“2026年社会化类型的全部"
            "申报人员都要上传脱敏文件”。规则包 `kunqu-2026` 按后一句处理，照样脱敏；中小学教师、"
            "中等职业学校教师、基层“定向评价”按“线下纸质材料评审”不脱敏。"
        ),
    },
    "en": {
        "title": "# Ten questions for the office to decide",
        "intro": (
            "What the notice leaves open. Each is a switch of the rule pack, with its default in "
            "bold. Write the value into `[switches]` of your region's pack, such as "
            '`former_employers = "keep"` in `configs/rules/kunqu-2026.toml`; '
            "`redactor rules check FILE` looks for faults, `redactor rules show NAME` says what "
            "holds. What a change touches is withdrawn and done again by the next run."
        ),
        "head": "| | Question and example | Choices | Decision |",
        "example": "Example: {example}",
        "set": "`{switch}`, case {case}",
        "unheeded": "**This version does not obey this switch yet.**",
        "more": (
            "To be confirmed as well: the notice has other titles of the middle and lower levels "
            "reviewed offline, yet wants a redacted file of every applicant of the general kind. "
            "The pack `kunqu-2026` follows the latter; teachers of schools and titles of the grass "
            "roots, which are reviewed on paper, get no redacted file."
        ),
    },
}


def page(rules: RulePack) -> str:
    """The page in Markdown; the defaults are those of ``rules``."""
    return "\n---\n\n".join("\n".join(_half(rules, language)) + "\n" for language in _WORDS)


def _half(rules: RulePack, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield from (words["title"], "", words["intro"], "", words["head"], "|---|---|---|---|")
    for number, question in enumerate(questions(), 1):
        default = str(getattr(rules, question.switch))
        told = "<br>".join(_told(question, language))
        choices = "<br>".join(_choices(question, default, language))
        yield f"| {number} | {told} | {choices} | |"
    yield from ("", words["more"])


def _told(question: Question, language: str) -> Iterator[str]:
    words = _WORDS[language]
    yield question.ask[language]
    yield words["example"].format(example=question.example)
    yield words["set"].format(switch=question.switch, case=question.case)
    if question.switch in unheeded():
        yield words["unheeded"]
    if later := cases()[question.case].later:
        yield later[language]


def _choices(question: Question, default: str, language: str) -> Iterator[str]:
    for choice, texts in question.choices.items():
        name = f"**`{choice}`**" if choice == default else f"`{choice}`"
        colon = "：" if language == "zh" else ": "
        yield f"{name}{colon}{texts[language]}"
