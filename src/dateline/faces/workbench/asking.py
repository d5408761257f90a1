"""From a request to what its route is asked: path, query and body, checked by the route's own types."""

from __future__ import annotations

import json
import typing
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from dateline.errors import BadRequest, TooLarge
from dateline.faces.workbench.routes import Route, outside


@asynccontextmanager
async def asked_of(route: Route, request: Request) -> AsyncIterator[tuple[Any, frozenset[str]]]:
    """What is asked, and the names of what the request said; a raw body is a file for as long as this is open."""
    given: dict[str, Any] = {**_query(route, request), **request.path_params}
    if route.method == "GET":
        yield route.read(given), frozenset(given)
    elif not route.raw:
        given = {**await _json(route, request), **given}
        route.no_more(given)
        yield route.read_body(given), frozenset(given)
    else:
        with TemporaryDirectory(prefix="dateline-") as folder:
            given["body"] = Path(folder) / "body"
            await _spool(route, request, given["body"])
            route.no_more(given)
            yield route.read(given), frozenset(given)


def _query(route: Route, request: Request) -> dict[str, Any]:
    """The words of the query: several of one name where the route takes several, else the last; nothing said is
    nothing asked."""
    found: dict[str, Any] = {}
    several = _several(route)
    for name, value in request.query_params.multi_items():
        if name in several:
            found.setdefault(name, []).append(value)
        elif value:
            found[name] = value
    return found


def _several(route: Route) -> frozenset[str]:
    if route.asked is None:
        return frozenset()
    kinds = typing.get_type_hints(route.asked)
    return frozenset(outside(field.name) for field in fields(route.asked)
                     if typing.get_origin(kinds[field.name]) is tuple)


async def _body(route: Route, request: Request) -> AsyncIterator[bytes]:
    """The body, piece by piece, as far as the route takes it, whatever the request says of its length."""
    read = 0
    async for piece in request.stream():
        read += len(piece)
        if read > route.most:
            raise TooLarge("what was sent", f"{route.most:,} bytes")
        yield piece


async def _json(route: Route, request: Request) -> Mapping[str, Any]:
    body = b"".join([piece async for piece in _body(route, request)])
    if not body:
        return {}
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest("the body is no JSON", "send a JSON object, like {}") from error
    if not isinstance(data, dict):
        raise BadRequest("the body is no JSON object", "send one, like {}")
    return data


async def _spool(route: Route, request: Request, path: Path) -> None:
    with path.open("wb") as file:
        async for piece in _body(route, request):
            await run_in_threadpool(file.write, piece)
