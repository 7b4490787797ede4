"""``redactor serve``: the web application on this machine, or beyond it with accounts."""

from __future__ import annotations

import logging
import os
import socket
import webbrowser
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import click

from redactor.assemble import Recipe, weight_names
from redactor.cli.device import settings_for
from redactor.config import weights
from redactor.config.rules import load_rules
from redactor.errors import ConfigError, ExitCode, OutputError
from redactor.store.writing import private_folder
from redactor.web.settings import BatchInput, WebSettings, new_key
from redactor.web.staff import Staff

if TYPE_CHECKING:
    from redactor.web.db.engine import WebDatabase

_STATE = Path.home() / ".local/state/redactor"


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """The options of ``redactor serve`` as given."""

    host: str
    port: int
    data: Path | None
    out: Path | None
    input_folder: Path | None
    roster: Path | None
    database: str
    workers: int
    keep_hours: float
    open_browser: bool
    rules: str
    settings: Path | None
    device: str | None


def data_folder(given: Path | None) -> Path:
    """Where self-checks and the database lie."""
    return given or Path(os.environ.get("REDACTOR_DATA", _STATE))


def run(options: ServeOptions) -> int:
    """Serve until Ctrl-C."""
    recipe = Recipe(settings_for(options.settings, options.device), load_rules(options.rules))
    for name in weight_names(recipe.settings):
        weights.check(name)
    batch = _batch(options)
    if options.out is not None:
        _check_out(options.out, may_be_new=batch is not None)
    settings = WebSettings(
        recipe,
        data_folder(options.data).resolve(),
        options.out.resolve() if options.out else None,
        options.host,
        options.port,
        options.database,
        options.workers,
        options.keep_hours,
        batch=batch,
        start_key=new_key(),
    )
    with _bound(settings) as bound, Staff(settings) as staff:
        # Only now: the workers load their models while this process imports what it serves with.
        import uvicorn

        from redactor.web.app import make_app

        settings = replace(settings, port=bound.getsockname()[1])
        app = make_app(settings, staff)
        _say_where(settings, open_browser=options.open_browser)
        # No access log: it would hold addresses and times of every applicant.
        config = uvicorn.Config(app, log_level=logging.ERROR, access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[bound])
    return int(ExitCode.OK)


def _check_out(out: Path, *, may_be_new: bool) -> None:
    """An output folder, or with ``--in`` a new one."""
    from redactor.store.local import LocalStore, check_output

    if may_be_new and not (out.exists() and any(out.iterdir())):
        LocalStore(out).open_ledger().close()
    else:
        check_output(out)


def _batch(options: ServeOptions) -> BatchInput | None:
    """What the output is made of. Without ``--roster`` it is imported in the browser."""
    if options.input_folder is None and options.roster is None:
        return None
    if options.input_folder is None or options.out is None:
        raise click.UsageError(_("--roster goes with --in, and --in with --out."))
    if options.out.resolve().is_relative_to(options.input_folder.resolve()):
        raise click.UsageError(_("OUT must not lie inside IN: it would be taken for a dossier."))
    more = ["--config", str(options.settings.resolve())] if options.settings else []
    more += ["--device", options.device] if options.device else []
    roster = options.roster.resolve() if options.roster else None
    return BatchInput(options.input_folder.resolve(), roster, tuple(more))


def _bound(settings: WebSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((settings.host, settings.port))
        bound.listen()  # the link is told before the server is up: who is quick waits, and gets in
    except OSError as error:
        bound.close()
        raise OutputError(f"the port cannot be used: {error.strerror}", code="port") from None
    return bound


def _say_where(settings: WebSettings, *, open_browser: bool) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}/"
    if not settings.is_local:
        click.echo(
            _("Serving at {address} (accounts needed). Stop with Ctrl-C.").format(address=address)
        )
        return
    address += f"start?key={settings.start_key}"
    click.echo(_("Open this in the browser (this computer only). Stop with Ctrl-C:"))
    click.echo(f"  {address}")
    if open_browser:
        timer = Timer(1.0, webbrowser.open, [address])
        timer.daemon = True
        timer.start()


def add_account(name: str, role: str, password: str, data: Path | None, database: str) -> int:
    """A new account for a server that others reach."""
    from redactor.web.accounts import Accounts
    from redactor.web.trail import Trail
    from redactor.web.visitors import Role

    with_database = _database(data, database)
    try:
        Accounts(with_database).add(name, password, Role(role))
        Trail(with_database).write("", "", "account_added", f"{name} {role}")
    finally:
        with_database.close()
    click.echo(_("Account {name} ({role}) added.").format(name=name, role=role))
    return int(ExitCode.OK)


def remove_account(name: str, data: Path | None, database: str) -> int:
    """Take an account away; its browsers are logged out."""
    from redactor.web.accounts import Accounts
    from redactor.web.trail import Trail

    with_database = _database(data, database)
    try:
        found = Accounts(with_database).remove(name)
        if found:
            Trail(with_database).write("", "", "account_removed", name)
    finally:
        with_database.close()
    if not found:
        raise ConfigError("there is no account of that name", code="no_account")
    click.echo(_("Account {name} removed.").format(name=name))
    return int(ExitCode.OK)


def verify_log(data: Path | None, database: str) -> int:
    """0 when the chain is whole, 11 when an entry was changed, left out or put in."""
    from redactor.web.trail import Trail

    with_database = _database(data, database)
    try:
        state = Trail(with_database).check()
    finally:
        with_database.close()
    if state.broken_at is not None:
        click.echo(_("The record was changed at entry {n}.").format(n=state.broken_at))
        return int(ExitCode.LEAK)
    click.echo(_("The record is whole: {n} entries.").format(n=state.entries))
    click.echo(_("Last hash (keep it elsewhere):") + f" {state.head}")
    return int(ExitCode.OK)


def _database(data: Path | None, url: str) -> WebDatabase:
    from redactor.web.db.engine import WebDatabase

    folder = data_folder(data)
    private_folder(folder)
    return WebDatabase(url or f"sqlite:///{folder / 'web.sqlite'}")
