"""Tills that sell as fast as they are answered, in a process of their own."""

from __future__ import annotations

import json
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from multiprocessing import get_context
from typing import Any

from bench.shop import BigShop, Counter, opening_of, sale_of


@dataclass(frozen=True, slots=True)
class Sold:
    """What a number of tills did at once."""

    seconds: float
    milliseconds: tuple[float, ...]
    """From the first byte sent to the last received, for each sale."""


def open_shifts(port: int, shop: BigShop) -> None:
    """Enrol every till and open its shift."""
    for counter in shop.counters:
        connection = HTTPConnection("127.0.0.1", port)
        _post(connection, counter, "/api/v1/till/enrol", {}, HTTPStatus.OK)
        _post(connection, counter, "/api/v1/shifts", opening_of(shop, counter), HTTPStatus.CREATED)
        connection.close()


def sell(port: int, shop: BigShop, *, clients: int, first: int, each: int) -> Sold:
    """Let so many tills sell so many times each, numbered from ``first``."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(_sell, port, shop, clients, first, each).result()


def _sell(port: int, shop: BigShop, clients: int, first: int, each: int) -> Sold:
    numbers = range(first, first + each)
    with ThreadPoolExecutor(clients) as threads:
        began = time.perf_counter()
        running = [
            threads.submit(_one_till, port, shop, counter, numbers)
            for counter in shop.counters[:clients]
        ]
        taken = [latency for one in running for latency in one.result()]
        return Sold(time.perf_counter() - began, tuple(taken))


def _one_till(port: int, shop: BigShop, counter: Counter, numbers: range) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port)
    taken = []
    for number in numbers:
        body = sale_of(shop, counter, number)
        began = time.perf_counter()
        _post(connection, counter, "/api/v1/sales", body, HTTPStatus.CREATED)
        taken.append((time.perf_counter() - began) * 1000)
    connection.close()
    return taken


def _post(
    connection: HTTPConnection, counter: Counter, path: str, body: dict[str, Any], due: HTTPStatus
) -> None:
    headers = {
        "Authorization": f"Bearer {counter.token}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(body.get("id", "")),
    }
    connection.request("POST", path, json.dumps(body), headers)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != due:
        raise RuntimeError(f"{path}: {answer.status} {text.decode()}")
