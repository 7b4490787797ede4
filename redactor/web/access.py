"""Who may do what: one table for every route. A route that is not in it does not start.

The roles keep apart what the rules keep apart: a reviewer reaches no original, no roster, no
private report and nobody's self-check; an auditor reaches the trail and nothing of any dossier.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import Depends, Request
from starlette.routing import BaseRoute, Mount, Route

from redactor.web.faults import Refused
from redactor.web.visitors import COOKIE, Role, Visitor, Visitors, same

_EVERYBODY = frozenset(Role)
_KNOWN = _EVERYBODY - {Role.GUEST}
_APPLICANT = frozenset({Role.APPLICANT})
_OFFICE = frozenset({Role.OFFICE})
_AUDITOR = frozenset({Role.AUDITOR})
_REVIEWER = frozenset({Role.REVIEWER})
_SAMPLERS = _OFFICE | _REVIEWER

RULES: dict[tuple[str, str], frozenset[Role]] = {
    ("GET", "/"): _EVERYBODY,
    ("GET", "/start"): _EVERYBODY,
    ("GET", "/login"): _EVERYBODY,
    ("POST", "/login"): _EVERYBODY,
    ("POST", "/logout"): _KNOWN,
    ("POST", "/language"): _EVERYBODY,
    ("GET", "/self-check"): _APPLICANT,
    ("GET", "/self-check/pages"): _APPLICANT,
    ("GET", "/self-check/done"): _APPLICANT,
    ("GET", "/self-check/state"): _APPLICANT,
    ("PUT", "/self-check/person"): _APPLICANT,
    ("POST", "/self-check/files"): _APPLICANT,
    ("DELETE", "/self-check/files/{number}"): _APPLICANT,
    ("POST", "/self-check/files/{number}/original"): _APPLICANT,
    ("POST", "/self-check/propose"): _APPLICANT,
    ("GET", "/self-check/proposals"): _APPLICANT,
    ("POST", "/self-check/check"): _APPLICANT,
    ("POST", "/self-check/redact"): _APPLICANT,
    ("GET", "/self-check/events"): _APPLICANT,
    ("GET", "/self-check/view"): _APPLICANT,
    ("POST", "/self-check/decide"): _APPLICANT,
    ("POST", "/self-check/draw"): _APPLICANT,
    ("POST", "/self-check/belongs"): _APPLICANT,
    ("POST", "/self-check/confirm"): _APPLICANT,
    ("POST", "/self-check/undo"): _APPLICANT,
    ("GET", "/self-check/pictures/{name}"): _APPLICANT,
    ("GET", "/self-check/files/{number}"): _APPLICANT,
    ("GET", "/self-check/all"): _APPLICANT,
    ("POST", "/self-check/delete"): _APPLICANT,
    ("GET", "/questions"): _OFFICE,
    ("GET", "/questions/list"): _OFFICE,
    ("POST", "/questions/answer"): _OFFICE,
    ("POST", "/questions/apply"): _OFFICE,
    ("GET", "/questions/applied"): _OFFICE,
    ("GET", "/questions/{question}/places/{place}"): _OFFICE,
    ("GET", "/questions/{question}/pictures/{place}"): _OFFICE,
    ("GET", "/office"): _OFFICE,
    ("POST", "/office/roster"): _OFFICE,
    ("POST", "/office/rehearsal"): _OFFICE,
    ("POST", "/office/run"): _OFFICE,
    ("GET", "/office/progress"): _OFFICE,
    ("GET", "/office/reports/{name}"): _OFFICE,
    ("GET", "/office/report"): _OFFICE,
    ("GET", "/office/report.pdf"): _OFFICE,
    ("POST", "/office/export"): _OFFICE,
    ("GET", "/office/export/{name}"): _OFFICE,
    ("GET", "/samples"): _SAMPLERS,
    ("POST", "/samples"): _SAMPLERS,
    ("GET", "/samples/{sample}"): _REVIEWER,
    ("GET", "/samples/{sample}/state"): _REVIEWER,
    ("GET", "/samples/{sample}/units/{unit}/pages/{number}"): _REVIEWER,
    ("GET", "/samples/{sample}/units/{unit}/pictures/{number}"): _REVIEWER,
    ("POST", "/samples/{sample}/units/{unit}/verdict"): _REVIEWER,
    ("POST", "/samples/{sample}/units/{unit}/complaints"): _REVIEWER,
    ("POST", "/samples/{sample}/units/{unit}/undo"): _REVIEWER,
    ("POST", "/samples/{sample}/sign"): _REVIEWER,
    ("GET", "/samples/{sample}/result"): _SAMPLERS,
    ("GET", "/trail"): _AUDITOR,
}
_MOUNTS = {"/static"}  # files of the program alone
_SAFE = frozenset({"GET", "HEAD"})
# What a browser without a session sends; everything else carries the session's token.
_WITHOUT_TOKEN = frozenset({("POST", "/login"), ("POST", "/language")})


def routes_without_rule(routes: Iterable[BaseRoute]) -> list[str]:
    """Routes that the table does not know."""
    wrong = []
    for route in routes:
        if isinstance(route, Mount):
            wrong += [] if route.path in _MOUNTS else [route.path]
        elif isinstance(route, Route):
            methods = (route.methods or set()) - {"HEAD"}
            wrong += [f"{m} {route.path}" for m in methods if (m, route.path) not in RULES]
        else:
            wrong.append(type(route).__name__)
    return wrong


def enforce(request: Request) -> Visitor:
    """The visitor, if the table lets it; runs before every route."""
    visitors: Visitors = request.app.state.visitors
    visitor = visitors.find(request.cookies.get(COOKIE))
    request.state.visitor = visitor
    method = "GET" if request.method == "HEAD" else request.method
    key = (method, request.scope["route"].path)
    allowed = RULES.get(key, frozenset())
    if not visitor.roles & allowed:
        raise Refused("not_known" if visitor.roles == {Role.GUEST} else "not_allowed")
    if method not in _SAFE:
        _check_sender(request, visitor, needs_token=key not in _WITHOUT_TOKEN)
    return visitor


def _check_sender(request: Request, visitor: Visitor, *, needs_token: bool) -> None:
    """Another site may make a browser send things; it can neither read nor guess the token."""
    origin = request.headers.get("origin")
    if origin is not None and origin.partition("://")[2] != request.headers.get("host", ""):
        raise Refused("foreign")
    token = request.headers.get("x-csrf-token", "")
    if needs_token and not (visitor.csrf and same(token, visitor.csrf)):
        raise Refused("foreign")


def visitor_of(request: Request) -> Visitor:
    """The visitor that ``enforce`` let in."""
    found: Visitor = request.state.visitor
    return found


Here = Annotated[Visitor, Depends(visitor_of)]
