"""The application: settings → one ASGI app with its database and routes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from redactor import __version__
from redactor.errors import ConfigError, RedactorError
from redactor.store.writing import private_folder
from redactor.web.access import enforce, routes_without_rule
from redactor.web.accounts import Accounts
from redactor.web.batching import Batching
from redactor.web.db.engine import WebDatabase
from redactor.web.desk import Desk
from redactor.web.faults import told
from redactor.web.office import Office
from redactor.web.rerun import Rerun
from redactor.web.review import Review
from redactor.web.routes import (
    case_files,
    clicks,
    home,
    office,
    questions,
    samples,
    self_check,
    trail,
)
from redactor.web.settings import WebSettings
from redactor.web.shield import Shield
from redactor.web.staff import Staff
from redactor.web.trail import Trail
from redactor.web.visitors import Visitors

log = logging.getLogger(__name__)
_STATIC = Path(__file__).parent / "static"
_SWEEP_EVERY_S = 600.0
_LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")
_PARTS = (
    home.router,
    self_check.router,
    clicks.router,
    case_files.router,
    questions.router,
    office.router,
    office.uploads,
    samples.router,
    trail.router,
)
_MAX_BODY_BYTES = 256_000  # of what scripts send; uploads have a limit of their own


def make_app(settings: WebSettings, staff: Staff) -> FastAPI:
    """The application; ``staff`` is the caller's to start, and is stopped with it.

    Raises ConfigError when it could be reached and nobody could log in.
    """
    private_folder(settings.data)
    private_folder(settings.data / "cases")
    database = WebDatabase(settings.database_url)
    accounts = Accounts(database)
    if not settings.is_local and not accounts.any():
        raise ConfigError("beyond this machine accounts are needed", code="no_accounts")

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        staff.drawing.start()
        sweeper = asyncio.create_task(_sweep(app.state.desk))
        yield
        if (again := app.state.rerun) is not None:
            again.stop()
        sweeper.cancel()
        with suppress(asyncio.CancelledError):
            await sweeper
        staff.stop()  # uvicorn ends the process by the signal that it got: nothing follows
        database.close()

    # The pages of the documentation fetch scripts from elsewhere.
    app = FastAPI(
        title="redactor",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        dependencies=[Depends(enforce)],
        max_body_size=_MAX_BODY_BYTES,
    )
    app.state.settings = settings
    app.state.database = database
    app.state.accounts = accounts
    app.state.visitors = Visitors(database, settings)
    app.state.trail = Trail(database)
    app.state.desk = Desk(settings, database, staff)
    out, run_settings = settings.out, settings.recipe.settings
    app.state.office = out and Office(out, staff.drawing, run_settings)
    app.state.review = out and Review(out, staff.drawing, run_settings)
    app.state.batching = out and Batching(settings, staff.checking)
    app.state.rerun = _rerun(settings, app.state.batching)
    for part in _PARTS:
        app.include_router(part)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    for error in (RedactorError, RequestValidationError, HTTPException):
        app.add_exception_handler(error, told)
    app.add_middleware(Shield, hosts=_LOCAL_NAMES if settings.is_local else ())
    if wrong := routes_without_rule(all_routes(app)):
        raise RuntimeError(f"routes without a rule: {', '.join(wrong)}")
    return app


def all_routes(app: FastAPI) -> list[BaseRoute]:
    """Every route: FastAPI keeps those of an included router out of its own list."""
    own = [route for route in app.routes if isinstance(route, Route | Mount)]
    return [*own, *(route for part in _PARTS for route in part.routes)]


def _rerun(settings: WebSettings, batching: Batching | None) -> Rerun | None:
    if settings.out is None or settings.batch is None or batching is None:
        return None
    rules = settings.recipe.rules
    return Rerun(settings.batch, str(settings.out), rules, lambda: batching.roster)


async def _sweep(desk: Desk) -> None:
    while True:
        try:
            await asyncio.to_thread(desk.delete_old)
        except RedactorError as error:
            log.error("old self-checks could not be removed (%s)", error.code)
        await asyncio.sleep(_SWEEP_EVERY_S)
