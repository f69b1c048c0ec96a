"""Every page, in a province of 100,000 cadres and 500,000 interviews: what it costs the server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time_ns

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException

from benchmarks import Promise, Row, Table
from benchmarks.bench_desk import signed_in
from benchmarks.province import make_province
from yuetan.records.database import open_database

CADRES, TIMES = 100_000, 20
AT_MOST = 100_000_000  # nanoseconds of processor time
FOUND, HTML = 200, "text/html"
LINK = re.compile(r'href="(/[^"#]*)')


def run() -> Iterator[Table]:
    """Measure each page for somebody who is granted everything."""
    with TemporaryDirectory() as folder:
        yield _table(Path(folder) / "province.db", CADRES)


def _table(path: Path, cadres: int) -> Table:
    make_province(path, cadres)
    records = open_database(f"sqlite:///{path}", make=False)
    client = signed_in(records)
    rows = sorted((_timed(client, endpoint, page) for endpoint, page in _pages(client)),
                  key=lambda row: row.nanoseconds)
    records.dispose()
    return Table(f"Every page, {cadres:,} cadres: the median of {TIMES}", tuple(rows),
                 (Promise("the slowest page, times 100 ms", 1, rows[-1].nanoseconds / AT_MOST),))


def _pages(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """An address of each page that he is shown: those that need no name, and where these lead."""
    found, asked = dict[str, str](), list[str]()
    asked.extend(str(rule) for rule in client.application.url_map.iter_rules()
                 if "GET" in (rule.methods or ()) and not rule.arguments)
    for page in asked:
        endpoint = _endpoint(client.application, page)
        if endpoint in {"", "static"} or endpoint in found or (answer := client.get(page)).status_code != FOUND:
            continue
        found[endpoint] = page
        if answer.mimetype != HTML:
            continue
        asked.extend(link.replace("&amp;", "&") for link in LINK.findall(answer.get_data(as_text=True)))
    yield from sorted(found.items())


def _endpoint(app: Flask, page: str) -> str:
    try:
        return str(app.url_map.bind("localhost").match(page.partition("?")[0])[0])
    except HTTPException:
        return ""


def _timed(client: FlaskClient, endpoint: str, page: str) -> Row:
    times = []
    for _ in range(TIMES):
        begun = process_time_ns()
        client.get(page)
        times.append(process_time_ns() - begun)
    slow = quantiles(times, n=100, method="inclusive")[98] / 1_000_000
    return Row(endpoint, median(times), f"99 % within {slow:,.0f} ms")
