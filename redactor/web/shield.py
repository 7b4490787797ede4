"""What stands before every request: the host's name, how often one may ask, headers, errors."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from redactor.web.faults import told

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_MOST_CLIENTS = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rate:
    """So many requests at once, and so many a second after that, for each client."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst, self._per_second = burst, per_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, client: str) -> bool:
        """Whether this client may ask once more now."""
        now = time.monotonic()
        bucket = self._buckets.pop(client, None) or _Bucket(self._burst, now)
        bucket.left = min(self._burst, bucket.left + (now - bucket.at) * self._per_second)
        bucket.at = now
        self._buckets[client] = bucket
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True


class Shield:
    """ASGI middleware. ``hosts``: the names under which this server may be asked; empty: any."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._all = Rate(burst=600, per_second=60.0)
        self._logins = Rate(burst=6, per_second=0.1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "").rsplit(":", 1)[0].strip("[]")
        # A page elsewhere may have its own name point to this machine.
        if self._hosts and host not in self._hosts:
            await PlainTextResponse("wrong host", 421)(scope, receive, send)
            return
        if not self._may_ask(scope):
            refusal = PlainTextResponse("too many requests", 429, {"Retry-After": "10"})
            await refusal(scope, receive, send)
            return

        started = False

        async def with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = headers.get(name, value)  # a report brings a policy of its own
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = headers.get("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, with_headers)
        except Exception as error:
            # The server would print it with its traceback, and its message may hold a value.
            answer = told(Request(scope), error)
            if not started:
                await answer(scope, receive, with_headers)

    def _may_ask(self, scope: Scope) -> bool:
        client = scope["client"][0] if scope.get("client") else ""
        login = scope["path"] == "/login" and scope["method"] == "POST"
        return self._all.allows(client) and (not login or self._logins.allows(client))
