"""The same on SQLite and on PostgreSQL: tables, accounts, sessions, cases, what is old."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect, select, update

from redactor.errors import ConfigError
from redactor.web.accounts import Accounts
from redactor.web.db.engine import WebDatabase
from redactor.web.db.tables import Base, Case, Session
from redactor.web.trail import Trail
from redactor.web.visitors import Role
from tests.web.conftest import PASSWORD


@pytest.fixture
def database(database_url):
    opened = WebDatabase(database_url)
    yield opened
    opened.close()


def test_the_migrations_make_the_tables_that_the_program_knows(database, database_url):
    found = inspect(database._engine)
    for name, table in Base.metadata.tables.items():
        assert {c["name"] for c in found.get_columns(name)} == set(table.columns.keys())
    WebDatabase(database_url).close()  # a second time there is nothing to do


def test_accounts(database):
    accounts = Accounts(database)
    accounts.add("office1", PASSWORD, Role.OFFICE)
    with pytest.raises(ConfigError):
        accounts.add("office1", PASSWORD, Role.OFFICE)
    assert accounts.check("office1", PASSWORD).role == "office"
    assert accounts.check("office1", "wrong password") is None and accounts.check("x", "y") is None
    assert accounts.remove("office1") and not accounts.any()


def test_many_writers_make_one_chain(database):
    trail = Trail(database)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: trail.write("a", "office", "answer", str(n)), range(60)))
    state = trail.check()
    assert state.entries == 60 and state.broken_at is None


def test_a_site_from_login_to_deletion(make_site, database_url):
    site = make_site(host="0.0.0.0", database=database_url)
    browser = site.browser().login(Role.APPLICANT)
    assert browser.upload().status_code == 201
    database = site.app.state.database
    with database.session() as session:
        (case,) = session.scalars(select(Case))
        old = datetime.now(UTC) - timedelta(hours=30)
        session.execute(update(Case).values(touched_at=old))
    assert (site.settings.data / "cases" / case.case_id).is_dir()
    assert site.app.state.desk.delete_old() == 1
    assert not (site.settings.data / "cases" / case.case_id).exists()


def test_a_session_ends_and_goes_with_its_account(make_site, database_url):
    site = make_site(host="0.0.0.0", database=database_url)
    first, second = (site.browser().login(Role.OFFICE) for _ in range(2))
    assert first.client.get("/trail").status_code == 403  # known, and not allowed
    database = site.app.state.database
    with database.session() as session:
        old = datetime.now(UTC) - timedelta(hours=20)
        one = session.scalars(select(Session).limit(1)).one()
        one.seen_at = old
    codes = {b.client.get("/trail").status_code for b in (first, second)}
    assert codes == {401, 403}
    Accounts(database).remove("office")
    with database.session() as session:
        assert session.scalars(select(Session)).all() == []
