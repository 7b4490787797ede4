"""Where a code's payload leads, and whether that place is public."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit

_DOI = re.compile(r"(?:doi:\s*)?10\.\d{4,9}/[!-~]{1,200}", re.IGNORECASE)
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+")
# An address that carries an ID number or a phone number is about a person, wherever it leads.
_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")
_ALWAYS_PUBLIC = ("doi.org",)


def public_domain(payload: str, domains: Iterable[str]) -> tuple[str, bool]:
    """Host of a web address (empty if it is none), and whether the payload is public.

    Public is a bare DOI, or an address below one of ``domains`` that carries nothing personal.
    Whoever prints a code chooses its payload: what cannot be taken apart cleanly is not public.
    """
    payload = payload.strip()
    if not payload.isascii() or not payload.isprintable() or " " in payload:
        return "", False
    if _DOI.fullmatch(payload):
        return "", not _PERSONAL.search(payload)
    address = _address(payload)
    host = (address.hostname or "").rstrip(".") if address else ""
    if address is None or not _HOST.fullmatch(host):
        return "", False
    rest = unquote(f"{address.path}?{address.query}#{address.fragment}")
    clean = "@" not in address.netloc and rest.isascii() and not _PERSONAL.search(rest)
    return host, clean and any(_below(host, d) for d in (*_ALWAYS_PUBLIC, *domains))


def _address(payload: str) -> SplitResult | None:
    if payload.lower().startswith("www."):
        payload = "http://" + payload
    try:
        address = urlsplit(payload)
    except ValueError:
        return None
    return address if address.scheme in ("http", "https") else None


def _below(host: str, domain: str) -> bool:
    domain = domain.lower().strip(". ")
    return bool(domain) and (host == domain or host.endswith("." + domain))
