"""Proposals → the text of a profile (TOML), each value with where it was read and how sure."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from gettext import gettext as _
from itertools import groupby

from redactor.cli.say import listed, say
from redactor.recognise.candidates import Place, Proposal

# In the order of configs/profile.example.toml.
_PERSON = ("former_name", "pinyin", "id_number", "phone", "email", "address", "other_number")
_EMPLOYER = {
    "employer_short": "short",
    "employer_former": "former",
    "employer_english": "english",
    "employer_domain": "domains",
    "employer_code": "code",
}
_MANY_PLACES = 4


def heading(key: str) -> str:
    """A profile's key in the reader's language."""
    return {
        "former_name": _("Former name"),
        "pinyin": _("Name in Latin letters"),
        "id_number": _("ID number"),
        "phone": _("Phone"),
        "email": _("E-mail"),
        "address": _("Address"),
        "other_number": _("Personal number"),
        "employer": _("Employer"),
        "employer_short": _("Short name of the employer"),
        "employer_former": _("Former name of the employer"),
        "employer_english": _("English name of the employer"),
        "employer_domain": _("Web domain of the employer"),
        "employer_code": _("Credit code of the employer"),
        "former_employer": _("Former employer"),
    }[key]


def remark(proposal: Proposal) -> str:
    """Where the value was read, and how sure it is."""
    how = say(proposal.why, "proposal").format(n=proposal.documents)
    return _("{places}; {how}").format(places=_say_places(proposal.places), how=how)


def profile_text(name: str, proposals: Sequence[Proposal]) -> str:
    """A profile that ``load_profile`` reads. What is not sure stands in it as a comment."""
    head = (
        _("Proposed from the documents by redactor propose. Check every value before use."),
        _("A line that begins with # is not used: delete the # if the value is the applicant's."),
    )
    lines = [*(f"# {line}" for line in head), "", f"name = {_quoted(name)}", ""]
    for key in _PERSON:
        lines += _list(key, [p for p in proposals if p.key == key])
    lines += _employer(proposals)
    for former in (p for p in proposals if p.key == "former_employer"):
        lines += _table(former, ["is_former = true"])
    return "\n".join(lines).rstrip() + "\n"


def _list(key: str, proposals: Iterable[Proposal], as_key: str = "") -> Iterator[str]:
    mine = list(proposals)
    if not mine:
        return
    yield f"# {heading(key)}"
    yield f"{as_key or key} = ["
    for one in mine:
        yield f"  {'' if one.sure else '# '}{_quoted(one.value)},  # {remark(one)}"
    yield "]"
    yield ""


def _employer(proposals: Sequence[Proposal]) -> Iterator[str]:
    main = next((p for p in proposals if p.key == "employer"), None)
    if main is None:
        return
    rest: list[str] = []
    ranked = sorted(
        (p for p in proposals if p.key in _EMPLOYER), key=lambda p: list(_EMPLOYER).index(p.key)
    )
    for key, group in groupby(ranked, key=lambda p: p.key):
        rest += _list(key, group, _EMPLOYER[key])
    yield from _table(main, rest)


def _table(main: Proposal, rest: Sequence[str]) -> Iterator[str]:
    """One ``[[employers]]``; all of it a comment where the employer is not sure."""
    mark = "" if main.sure else "# "
    yield f"# {heading(main.key)}: {remark(main)}"
    yield f"{mark}[[employers]]"
    yield f"{mark}full = {_quoted(main.value)}"
    for line in rest:
        yield f"{mark}{line}" if line else ""
    yield ""


def _say_places(places: Sequence[Place]) -> str:
    said = [
        _("file {file}, page {page}").format(
            file=place.doc_id.removeprefix("d").lstrip("0"), page=place.page_no
        )
        for place in places[:_MANY_PLACES]
    ]
    return listed(said) + (" …" if len(places) > _MANY_PLACES else "")


def plain(value: str) -> str:
    """A value as it may be shown: it comes from an upload, and must not steer a terminal."""
    return "".join(c for c in value if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def _quoted(value: str) -> str:
    return json.dumps(plain(value), ensure_ascii=False)  # a JSON text is a TOML text, too
