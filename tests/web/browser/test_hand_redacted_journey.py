"""Files that come redacted already, and files that are too much."""

from __future__ import annotations

import socket

import pytest

from tests.dossier.hand_made import ID, NAME, draw
from tests.web.browser.steps import begin, colours, verdict
from tests.web.live import shoot

pytestmark = pytest.mark.slow


def test_a_file_that_was_badly_redacted_by_hand(page, tmp_path):
    path = draw(tmp_path / f"{NAME}_考核表.pdf", ((1, NAME), (1, "优秀")), pages=2)
    begin(page, path)
    shoot(page, "hand_redacted")
    told = page.inner_text("#list")
    assert "遮盖条下面的文字还在" in told
    assert "文件名" in told and "评审时要用" in told
    assert set(colours(page)) == {"leak", "over"}  # what can be copied out is not covered
    page.locator("#list button.over").first.click()
    assert "建议取消遮盖" in page.inner_text("#card")
    assert verdict(page) == "还不能上传"
    shoot(page, "hand_redacted_done")


def test_a_file_that_was_well_redacted_by_hand(page, tmp_path):
    begin(page, draw(tmp_path / "05.pdf", ((1, NAME), (1, ID)), flat=True))
    assert set(colours(page)) == {"covered"}
    assert verdict(page) == "还不能上传"
    page.click("text=我已看过这些页")
    page.locator("#verdict.good").wait_for()
    assert page.inner_text("#verdict") == "可上传"
    shoot(page, "well_redacted_done")


def test_a_huge_upload_leaves_memory_flat(server, page):
    before = server.peak_mb
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "redactor_session"]
    token = page.get_attribute('meta[name="csrf"]', "content")
    host, port = server.base.removeprefix("http://").split(":")
    head = (
        f"POST /self-check/files HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie['name']}="
        f"{cookie['value']}\r\nX-CSRF-Token: {token}\r\nX-File-Name: a.pdf\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), 60) as line:
        line.sendall(head.encode())
        piece = b"%x\r\n" % 1_000_000 + b"x" * 1_000_000 + b"\r\n"
        try:
            for _ in range(2000):
                line.sendall(piece)
        except OSError:
            pass  # it answered and closed: what we wanted
    assert server.peak_mb - before < 60
