"""A member's first page on a cheap phone in a village: slow 3G, a slow processor, nothing kept yet.

The network is that of Chromium's own *Slow 3G*: 400 kbit/s, two seconds to the first byte of every
answer. Beside it, in the same run, an empty page of the same server: what nobody can be below.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from bench.figures import report, spread
from bench.server import serving
from core import clock
from core.db import open_database
from core.schema import migrate
from members import register
from members.access import activation
from tests.conftest import chromium_path
from tests.support.member_pages import PIN, fill
from tests.support.world import make_coop

PHONE: ViewportSize = {"width": 360, "height": 640}
SLOW_3G = {"offline": False, "latency": 2_000, "downloadThroughput": 50_000,
           "uploadThroughput": 50_000}  # fmt: skip
"""Bytes a second, milliseconds."""
PROCESSOR = 4
"""Times slower than this machine."""
MOST_MS, MOST_BYTES = 5_000, 150_000
"""What was promised."""
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def run(folder: Path, *, loads: int) -> None:
    """Measure the sign-in page and the first page, each on a phone that has nothing yet."""
    url = f"sqlite:///{folder / 'koperasi.db'}"
    code = _furnish(url)
    with serving(url, folder) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        address = f"http://127.0.0.1:{server.port}"
        state = _signed_in(browser, address, code)
        for name, path, known in (
            ("member_bare", "/healthz", None),
            ("member_sign_in", "/saya", None),
            ("member_first_load", "/saya", state),
        ):
            _measure(browser, f"{address}{path}", name=name, state=known, loads=loads)
        browser.close()


def _furnish(url: str) -> str:
    """A co-op in which members have everything; the code of the first."""
    database = open_database(url)
    migrate(database)
    with database.transaction() as session:
        fill(session, make_coop(session))
        member = register.by_number(session, 1)
        code = activation.make_code(session, member, at=clock.now(), by=None).code
    database.dispose()
    return code


def _signed_in(browser: Browser, address: str, code: str) -> Any:
    """The cookies of a member's own phone."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}/saya/aktivasi/{code}")
    page.locator("#pin").fill(PIN)
    page.locator("#pin_again").fill(PIN)
    page.locator("input[value=own]").check()
    page.locator("main form button").click()
    page.locator(".hero").wait_for(state="visible")
    state = context.storage_state()
    context.close()
    return state


def _measure(browser: Browser, address: str, *, name: str, state: Any, loads: int) -> None:
    painted, loaded, taken = [], [], []
    for _ in range(loads):
        context = browser.new_context(viewport=PHONE, storage_state=state)
        page, received = _slow(context)
        page.goto(address, wait_until="load", timeout=60_000)
        page.wait_for_function(f"{_LOADED} > 0")
        painted.append(float(page.evaluate(_PAINTED)))
        loaded.append(float(page.evaluate(_LOADED)))
        page.wait_for_load_state("networkidle")
        taken.append(sum(received))
        context.close()
    about = {"network": "slow 3G", "cpu_throttled": PROCESSOR, "unit": "ms"}
    report(f"{name}_painted", **about, **asdict(spread(painted)), promised=MOST_MS)
    report(f"{name}_loaded", **about, **asdict(spread(loaded)), promised=MOST_MS)
    report(f"{name}_bytes", network="slow 3G", unit="bytes", **asdict(spread(taken)),
           promised=MOST_BYTES)  # fmt: skip


def _slow(context: BrowserContext) -> tuple[Page, list[float]]:
    """A page behind the slow network, and what comes over it, byte for byte."""
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", SLOW_3G)
    client.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    received: list[float] = []
    client.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    return page, received
