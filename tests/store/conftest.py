import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from redactor.store.ledger import Ledger
from tests.servers import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def place(request, tmp_path) -> Path | str:
    """Where an empty ledger goes: a file, or a database of its own on a real server."""
    if request.param == "sqlite":
        return tmp_path / "ledger.sqlite"
    url = request.getfixturevalue("server")
    name = f"t{uuid.uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture
def ledger(place):
    with Ledger(place) as ledger:
        yield ledger
