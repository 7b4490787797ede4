"""The audit trail, for the auditor."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from redactor.web.pages import page

router = APIRouter()


@router.get("/trail", response_class=Response)
def trail(request: Request) -> Response:
    """Who did what, the newest first, and whether the chain is whole."""
    kept = request.app.state.trail
    return page(request, "trail.html", entries=kept.newest(), state=kept.check())
