"""The till in Chromium: from the scanner's Enter to the painted line, and opening from the disk.

On the screen of a cheap laptop, at full speed and with the processor slowed down.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize, sync_playwright

from bench.figures import report, spread
from bench.server import Server, serving
from bench.shop import BigShop, Item, make_shop
from core.db import open_database
from core.schema import migrate
from tests.conftest import chromium_path
from tests.support.world import PIN

DELAY_MS = 5
"""Between the characters of a keyboard wedge."""
BASKET = 10
THROTTLES = (1, 6)
OPENINGS = 7
COLD_STARTS = 3
LAPTOP: ViewportSize = {"width": 1366, "height": 768}

_BARE = """times => new Promise(resolve => {
    const taken = [], place = document.body.appendChild(document.createElement('output'));
    addEventListener('keydown', event => {
        place.textContent = String(taken.length);
        requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
                taken.push(performance.now() - event.timeStamp);
                if (taken.length === times) resolve(taken);
            };
            port2.postMessage(null);
        });
    });
    window.bareIsReady = true;
})"""
"""What a key and one changed word cost on an empty page of the same site."""


def run(folder: Path, *, products: int, scans: int) -> None:
    """Measure the till with so many goods, at full speed and throttled."""
    url = f"sqlite:///{folder / 'koperasi.db'}"
    database = open_database(url)
    migrate(database)
    with database.transaction() as session:
        shop = make_shop(session, products=products, counters=len(THROTTLES), printer=None)
    database.dispose()
    with serving(url, folder) as server:
        for place, throttle in enumerate(THROTTLES):
            profile = folder / f"browser-{throttle}"
            with _browser(profile) as page:
                _become_till(page, server, shop.counters[place].token)
                _throttle(page, throttle)
                _measure(page, server, shop, throttle=throttle, scans=scans)
            starts = [_cold_start(profile, server, throttle) for _ in range(COLD_STARTS)]
            about = _about(shop, throttle)
            report("till_cold_start", **about, **asdict(spread(starts)))


def _about(shop: BigShop, throttle: int) -> dict[str, Any]:
    return {"goods": len(shop.items), "cpu_throttled": throttle, "unit": "ms"}


def _measure(page: Page, server: Server, shop: BigShop, *, throttle: int, scans: int) -> None:
    about = _about(shop, throttle)
    _scan(page, shop.items[:BASKET])  # the first basket warms the page up
    page.evaluate("performance.clearMeasures('scan-to-line')")
    step = max(len(shop.items) // scans, 1)
    _scan(page, shop.items[::step][:scans])
    taken = page.evaluate("performance.getEntriesByName('scan-to-line').map(e => e.duration)")
    report("scan_to_line", scans=len(taken), **about, **asdict(spread(taken)))
    openings = [_open_again(page) for _ in range(OPENINGS)]
    report("till_opens", **about, **asdict(spread(openings)))
    report("key_to_paint_bare", **about, **asdict(spread(_bare(page, server, scans))))


def _scan(page: Page, items: tuple[Item, ...]) -> None:
    """Scan as a keyboard wedge types, ten goods a sale, and take exact cash."""
    for number, item in enumerate(items, start=1):
        page.keyboard.type(item.barcode, delay=DELAY_MS)
        page.keyboard.press("Enter")
        page.wait_for_timeout(100)
        if number % BASKET == 0:
            page.keyboard.press("F8")
            page.locator("#face-paid").wait_for(state="visible")


def _open_again(page: Page) -> float:
    page.reload()
    page.locator("html[data-ready=yes]").wait_for(state="attached")
    return float(page.evaluate("performance.getEntriesByName('till-open')[0].duration"))


def _cold_start(profile: Path, server: Server, throttle: int) -> float:
    """Milliseconds from starting the browser until the till can be used."""
    begun = time.perf_counter()
    with _browser(profile) as page:
        _throttle(page, throttle)
        page.goto(f"http://127.0.0.1:{server.port}/till")
        page.locator("html[data-ready=yes]").wait_for(state="attached")
        return (time.perf_counter() - begun) * 1_000


def _bare(page: Page, server: Server, times: int) -> list[float]:
    page.goto(f"http://127.0.0.1:{server.port}/healthz")
    page.evaluate(f"times => {{ window.bare = ({_BARE})(times); }}", times)
    page.wait_for_function("window.bareIsReady")
    for _ in range(times):
        page.keyboard.press("a")
        page.wait_for_timeout(30)
    found: list[float] = page.evaluate("window.bare")
    return found


def _become_till(page: Page, server: Server, token: str) -> None:
    """Enrol, sign in and open a shift, as a manager and a clerk would."""
    page.goto(f"http://127.0.0.1:{server.port}/till/enrol#{token}")
    page.locator("#enrol-form button[type=submit]").click()
    page.locator("#operators button").first.click()
    page.locator("#pin").fill(PIN)
    page.locator("#pin").press("Enter")
    page.locator("#float").fill("200000")
    page.locator("#float").press("Enter")
    page.locator("#entry").wait_for(state="visible")


def _throttle(page: Page, times: int) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


@contextmanager
def _browser(profile: Path) -> Iterator[Page]:
    """A browser that finds what it kept in this folder."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium_path(), args=["--no-sandbox"], viewport=LAPTOP
        )
        yield context.pages[0]
        context.close()
