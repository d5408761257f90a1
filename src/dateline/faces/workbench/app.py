"""The application: every route of the table with its twins, the front end's files, and what went wrong in words."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.routing import Route as Path_
from starlette.staticfiles import StaticFiles

from dateline.errors import NotThere, ReadOnly
from dateline.faces.workbench.answering import as_csv, as_json, special
from dateline.faces.workbench.asking import asked_of
from dateline.faces.workbench.desk import Desk
from dateline.faces.workbench.faults import told
from dateline.faces.workbench.guard import Guard
from dateline.faces.workbench.routes import Route, gathered

HOME = Path(__file__).parent
BUILT = "DATELINE_BUILT"        # names another folder of built files, while the front end is worked on
UNBUILT = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Dateline</title></head><body>
<h1>The pages of the workbench are not built</h1>
<p>This is a checkout without them. With Node 20 or later, <code>make web</code> builds them; then load this page again.
<p>The data are here all the same: every address has a twin in JSON, like
<a href="/incidents.json">/incidents.json</a>.</p></body></html>"""

Endpoint = Callable[[Request], Awaitable[Response]]


def application(desk: Desk, *, token: str | None = None, routes: Iterable[Route] | None = None) -> Starlette:
    """The workbench over this desk. Without a token a new one is made; pages get it, and writes need it."""
    key = token or secrets.token_urlsafe(32)
    table = tuple(gathered() if routes is None else routes)

    @cache
    def described() -> bytes:
        from dateline.faces.workbench import openapi

        return json.dumps(openapi.described(table)).encode()

    async def description(request: Request) -> Response:
        return Response(await run_in_threadpool(described), media_type="application/json")

    app = Starlette(
        routes=[Path_("/openapi.json", description), *_addresses(desk, table), *_front(table, key)],
        exception_handlers={HTTPException: _Refusals(table, key), Exception: _failed},
        middleware=[Middleware(Guard, token=key)])
    app.state.desk, app.state.token, app.state.table = desk, key, table
    return app


# ── the table's ──────────────────────────────────────────────────────────────────────────────────

def _addresses(desk: Desk, table: Iterable[Route]) -> Iterable[BaseRoute]:
    """Twins first: `/reports/{id}` would take `/reports/1a2b.json` for a report."""
    for route in table:
        if route.page:
            yield Path_(route.path.rstrip("/") + ".json", _endpoint(desk, route, as_json), methods=["GET"])
            if route.rows is not None:
                yield Path_(route.path.rstrip("/") + ".csv", _endpoint(desk, route, as_csv), methods=["GET"])
    plain = sorted((route for route in table if not route.page), key=lambda route: route.path)
    for path, routes in groupby(plain, key=lambda route: route.path):
        known = {route.method: _endpoint(desk, route, as_json) for route in routes}
        yield Path_(path, _by_method(known), methods=[*known])


def _by_method(known: Mapping[Any, Endpoint]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        return await known["GET" if request.method == "HEAD" else request.method](request)

    return endpoint


def _endpoint(desk: Desk, route: Route, form: Callable[..., Response]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            if desk.read_only and route.method != "GET":
                raise ReadOnly
            async with asked_of(route, request) as (asked, given):
                return await run_in_threadpool(_answered, desk, route, form, asked, given)
        except Exception as error:
            return _failure(desk.trouble(error) or error)

    return endpoint


def _answered(desk: Desk, route: Route, form: Callable[..., Response], asked: Any, given: frozenset[str]) -> Response:
    def handled(what: Any) -> Any:
        def run() -> Any:
            return route.handler(desk, what) if route.asked else route.handler(desk)

        return desk.settled(run) if route.method == "GET" else run()

    answer = handled(asked)
    return special(answer) or form(route, answer, asked, given, handled)


# ── the front end's ──────────────────────────────────────────────────────────────────────────────

def built() -> Path:
    """The folder of what Vite has made."""
    return Path(os.environ.get(BUILT) or HOME / "built")


def _front(table: Iterable[Route], token: str) -> Iterable[BaseRoute]:
    """The pages, and the files that they load."""
    if (folder := built()).is_dir():
        yield Mount("/assets", StaticFiles(directory=folder / "assets", check_dir=False))
        for file in sorted(folder.iterdir()):
            if file.is_file() and file.name != "index.html":
                yield Path_(f"/{file.name}", _file(file))

    async def page(request: Request) -> Response:
        return await _page(token, 200)

    for route in table:
        if route.page:
            yield Path_(route.path, page, methods=["GET"])


async def _page(token: str, status: int) -> Response:
    """The one page of the front end, which knows by its address what to show, with the token for what it writes."""
    file = built() / "index.html"
    text = await run_in_threadpool(file.read_text, encoding="utf-8") if file.is_file() else UNBUILT
    known = f'<meta name="dateline-token" content="{escape(token)}">'
    return HTMLResponse(text.replace("<head>", f"<head>{known}", 1), status, headers={"Cache-Control": "no-store"})


def _file(path: Path) -> Endpoint:
    from starlette.responses import FileResponse

    async def endpoint(request: Request) -> Response:
        return FileResponse(path)

    return endpoint


# ── what went wrong ──────────────────────────────────────────────────────────────────────────────

def _failure(error: Exception) -> Response:
    status, body = told(error)
    return JSONResponse(body, status)


async def _failed(request: Request, error: Exception) -> Response:
    return _failure(error)


class _Refusals:
    """What Starlette itself refuses: an address or a method that is not there. A browser gets the page all the same,
    which says so and shows the way; below a screen's own address it may well know what to show."""

    def __init__(self, table: Iterable[Route], token: str) -> None:
        self.screens = {route.path.split("/")[1] for route in table if route.page}
        self.token = token

    async def __call__(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            allowed = (error.headers or {}).get("Allow", "GET")
            body = {"error": "BadMethod", "message": f"{request.method} is not done here; {allowed} is"}
            return JSONResponse(body, 405, headers=error.headers)
        if error.status_code == 404:
            return await self._nowhere(request)
        return JSONResponse({"error": "BadRequest", "message": error.detail}, error.status_code, headers=error.headers)

    async def _nowhere(self, request: Request) -> Response:
        path = request.url.path
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return await _page(self.token, 200 if path.split("/")[1] in self.screens else 404)
        return _failure(NotThere(f"address {path}", "/openapi.json lists those there are"))
