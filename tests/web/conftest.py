from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import create_engine, text
from starlette.testclient import TestClient

from redactor.assemble import Recipe
from redactor.config.records import Limits, Settings
from redactor.config.rules import load_rules
from redactor.web.accounts import Accounts
from redactor.web.app import make_app
from redactor.web.db.engine import WebDatabase
from redactor.web.settings import WebSettings
from redactor.web.staff import Staff
from redactor.web.visitors import Role
from tests.servers import postgres
from tests.web import pretend

KEY = "key-of-this-machine"
PASSWORD = "correct horse battery"
HTML = {"Accept": "text/html"}


@dataclass
class Workers:
    """Jobs run here and now by pretended models; ``submitted`` remembers what was asked for."""

    submitted: list[Any] = field(default_factory=list)
    hold: bool = False  # a job begins and does not end

    def submit(self, task: Callable[[Any], Any], job: Any) -> Future[Any]:
        self.submitted.append(job)
        future: Future[Any] = Future()
        if not self.hold:
            try:
                future.set_result(pretend.TASKS[task.__name__](job))
            except Exception as error:
                future.set_exception(error)
        return future


@dataclass
class Site:
    """An application, and browsers for it."""

    app: FastAPI
    settings: WebSettings
    workers: Workers
    base: str

    def browser(self) -> Browser:
        return Browser(TestClient(self.app, base_url=self.base), self)


@dataclass
class Browser:
    """One browser with its cookies and the token of its pages."""

    client: TestClient
    site: Site

    def enter(self) -> Browser:
        self.client.get("/start", params={"key": KEY})
        return self

    def login(self, role: Role) -> Browser:
        answer = self.client.post("/login", json={"name": role.value, "password": PASSWORD})
        assert answer.status_code == 200
        return self

    @property
    def token(self) -> str:
        page = self.client.get("/login", headers=HTML).text
        return page.split('name="csrf" content="')[1].split('"')[0]

    def send(self, method: str, path: str, **given: Any) -> Any:
        headers = {"X-CSRF-Token": self.token, **given.pop("headers", {})}
        return self.client.request(method, path, headers=headers, **given)

    def upload(self, name: str = "05_年度考核表.pdf", data: bytes = b"%PDF-1.7 clean") -> Any:
        from urllib.parse import quote

        headers = {"X-File-Name": quote(name)}
        return self.send("POST", "/self-check/files", content=data, headers=headers)

    def person(self, **fields: str) -> Any:
        return self.send("PUT", "/self-check/person", json={"fields": fields})

    def view(self) -> Any:
        return self.client.get("/self-check/view").json()


@pytest.fixture
def recipe() -> Recipe:
    return Recipe(Settings(limits=Limits(max_file_mb=1)), load_rules("neimenggu-2026"))


@pytest.fixture
def make_site(tmp_path: Path, recipe: Recipe) -> Iterator[Callable[..., Site]]:
    """A site; ``host`` 0.0.0.0 makes one account for each role."""
    opened = []

    def make(**changes: Any) -> Site:
        settings = WebSettings(recipe, tmp_path / "data", start_key=KEY, **changes)
        if not settings.is_local:
            settings.data.mkdir(mode=0o700, exist_ok=True)
            database = WebDatabase(settings.database_url)
            cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
            for role in Role:
                if role is not Role.GUEST:
                    Accounts(database, cheap).add(role.value, PASSWORD, role)
            database.close()
        app = make_app(settings, Staff(settings))  # not started
        workers = Workers()
        app.state.desk._workers = workers
        app.state.desk._drawing = Workers()
        base = "http://127.0.0.1" if settings.is_local else "http://office.example"
        site = Site(app, settings, workers, base)
        opened.append(app.state.database)
        return site

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def site(make_site: Callable[..., Site]) -> Site:
    return make_site()


@pytest.fixture
def browser(site: Site) -> Browser:
    return site.browser().enter()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """One PostgreSQL server for all tests of this process."""
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'web.sqlite'}"
        return
    url: str = request.getfixturevalue("server")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    name = f"t{secrets.token_hex(6)}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield url.replace("/postgres?", f"/{name}?")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
