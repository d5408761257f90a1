"""From what a handler gives to what is sent: JSON, CSV, a file, events, another address."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_args
from urllib.parse import quote

from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from dateline.faces.workbench.faults import told
from dateline.faces.workbench.routes import Events, File, Moved, Route

Handled = Callable[[Any], Any]
T = TypeVar("T", str, bytes)


def as_json(route: Route, answer: Any, asked: Any, given: frozenset[str], handled: Handled) -> Response:
    return Response(route.gives.dump_json(answer), media_type="application/json", headers={"Cache-Control": "no-store"})


def as_csv(route: Route, answer: Any, asked: Any, given: frozenset[str], handled: Handled) -> Response:
    """All rows, page after page; or those of the page that was asked for."""
    def lines() -> Iterator[str]:
        columns = _columns(route)
        if columns:
            yield _line(columns)
        for rows in _pages(route, answer, asked, given, handled):
            known = [_row(row) for row in rows]
            if known and not columns:
                columns = tuple(known[0])
                yield _line(columns)
            yield "".join(_line(row.get(name) for name in columns) for row in known)

    name = route.path.strip("/").split("/")[0] or "dateline"
    return StreamingResponse(watched(lines()), media_type="text/csv; charset=utf-8", headers={
        "Cache-Control": "no-store", "Content-Disposition": _saved_as(f"{name}.csv")})


def _pages(route: Route, answer: Any, asked: Any, given: frozenset[str], handled: Handled) -> Iterator[Iterable[Any]]:
    rows = getattr(answer, "rows", answer)
    yield rows
    if not route.paged or "page" in given:
        return
    read, total, page = len(rows), getattr(answer, "total", 0), 1
    while rows and read < total:
        page += 1
        rows = handled(replace(asked, page=page)).rows
        read += len(rows)
        yield rows


def _columns(route: Route) -> tuple[str, ...]:
    """The columns that the type of the rows tells; none where they are plain mappings."""
    kind = next(iter(get_args(route.rows)), None)
    return tuple(field.name for field in fields(kind)) if isinstance(kind, type) and is_dataclass(kind) else ()


def _row(row: Any) -> Mapping[str, Any]:
    if is_dataclass(row) and not isinstance(row, type):
        return {field.name: getattr(row, field.name) for field in fields(row)}
    return row if isinstance(row, Mapping) else {"value": row}


def _line(cells: Iterable[Any]) -> str:
    from dateline.faces.export.tables import defuse, plain

    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([defuse(plain(_flat(cell))) for cell in cells])
    return out.getvalue()


def _flat(cell: Any) -> Any:
    """A cell as CSV can hold it: a list of words joined by semicolons, what has parts of its own as JSON."""
    if isinstance(cell, list | tuple) and all(isinstance(one, str | int | float) for one in cell):
        return ";".join(map(str, cell))
    if isinstance(cell, list | tuple | dict) or is_dataclass(cell):
        from pydantic_core import to_json

        return to_json(cell).decode()
    return cell


# ── what is no data ──────────────────────────────────────────────────────────────────────────────

def special(answer: Any) -> Response | None:
    """The response that a File, Events or Moved is; None for data."""
    if isinstance(answer, Moved):
        return RedirectResponse(answer.to, 307, headers={"Cache-Control": "no-store"})
    if isinstance(answer, Events):
        return StreamingResponse(watched(_events(answer.told)), media_type="text/event-stream",
                                 headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
    if isinstance(answer, File):
        headers = {"Content-Disposition": _saved_as(answer.name), "Cache-Control": "no-store"}
        if isinstance(answer.content, Path):
            return FileResponse(answer.content, media_type=answer.media, headers=headers)
        if isinstance(answer.content, bytes):
            return Response(answer.content, media_type=answer.media, headers=headers)
        return StreamingResponse(watched(answer.content), media_type=answer.media, headers=headers)
    return None


def watched(pieces: Iterator[T]) -> Iterator[T]:
    """What is sent piece by piece; what goes wrong on the way is told where the server runs, and ends it."""
    try:
        yield from pieces
    except Exception as error:
        told(error)
        raise


def _events(told: Iterable[Any]) -> Iterator[str]:
    for one in told:
        yield ":\n\n" if one is None else f"data: {json.dumps(one, ensure_ascii=False, default=str)}\n\n"


def _saved_as(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name)}"
