"""The audit trail is a chain: what was changed later is seen."""

import pytest
from sqlalchemy import delete, update

from redactor.web.db.engine import WebDatabase
from redactor.web.db.tables import TrailEntry
from redactor.web.trail import FIRST, Trail


@pytest.fixture
def database(database_url):
    opened = WebDatabase(database_url)
    yield opened
    opened.close()


@pytest.fixture
def trail(database):
    kept = Trail(database)
    for number in range(5):
        kept.write("office1", "office", "answer", f"T-{number}")
    return kept


def test_an_empty_chain_is_whole(database):
    state = Trail(database).check()
    assert (state.entries, state.head, state.broken_at) == (0, FIRST, None)


def test_a_chain_goes_on_where_it_ended(trail, database):
    head = trail.check().head
    Trail(database).write("office1", "office", "undo")
    state = trail.check()
    assert state.entries == 6 and state.broken_at is None and state.head != head
    assert trail.newest(1)[0].before == head


@pytest.mark.parametrize(
    "change, broken_at",
    [
        (update(TrailEntry).where(TrailEntry.number == 3).values(about="T-9"), 3),
        (update(TrailEntry).where(TrailEntry.number == 1).values(at="2020"), 1),
        (delete(TrailEntry).where(TrailEntry.number == 2), 3),
        (delete(TrailEntry).where(TrailEntry.number == 1), 2),
    ],
)
def test_a_change_is_seen(trail, database, change, broken_at):
    with database.session() as session:
        session.execute(change)
    assert trail.check().broken_at == broken_at


def test_an_end_that_was_cut_off_is_seen_by_the_hash_that_was_kept(trail, database):
    head = trail.check().head
    with database.session() as session:
        session.execute(delete(TrailEntry).where(TrailEntry.number == 5))
    assert trail.check().head != head


def test_the_tables_are_those_of_the_migrations(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from redactor.web.db.tables import Base

    with database._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
