"""How an address of the workbench is declared.

    @dataclass(frozen=True, slots=True)
    class Asked:                                    # from the address: /harbours?q=…&page=2
        q: str = ""
        page: Page = 1
        by: Literal["name", "size"] = "name"
        since: date | None = None
        kind: tuple[str, ...] = ()                  # ?kind=dry&kind=sea

    @dataclass(frozen=True, slots=True)
    class Answer:
        rows: tuple[Mapping[str, Any], ...]         # or of frozen dataclasses
        total: int

    def harbours(desk: Desk, asked: Asked) -> Answer:
        \"""The harbours that a query finds.\"""      # its first line stands in the description of the API
        view = desk.chronicle.places(asked.q)
        return Answer(tuple(view), view.count())

    ROUTES = (page("/harbours", harbours), post("/harbours/{id}/mark", mark), get("/tides.json", tides))

``page`` makes three addresses: the page itself (the front end), its JSON twin and, where the answer has `rows`, its CSV
twin, which goes on from page to page to the end unless it is asked for one. ``get`` makes the one address it names.
`{id}` in a path fills the field `id`; `{name:path}` may have slashes in it. A field `from_` is called ``from`` outside.

``post``, ``put`` and ``delete`` take their fields from a JSON object, path and query; a field ``body: Path`` is the
body itself, as a file that is gone once the handler has returned (move it to keep it), and the other fields then stand
in the query. They need the token, are refused under --read-only, and have `desk.writing` for what must not happen twice
at once. Fields are checked by pydantic; `Annotated[int, Ge(1)]` and the like (annotated_types) say what is allowed.

A handler is a plain function, run in a thread; it may leave `asked` out. Instead of data it may give a `File`, `Events`
(told one by one, for as long as the tab listens) or `Moved`. Errors are raised: every DatelineError has a status
(faults.py). A dataclass that is a parameter or answer stands at the top of its module, its types imported for good.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, Any, Literal, get_args, get_type_hints

from annotated_types import Ge, Le
from pydantic import TypeAdapter, ValidationError

from dateline.errors import BadRequest

Method = Literal["GET", "POST", "PUT", "DELETE"]
Page = Annotated[int, Ge(1), Le(1_000_000)]
ROWS = 200              # rows of a page, at most
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SMALL = 1_000_000       # bytes of a body, unless a route takes more


@dataclass(frozen=True, slots=True)
class File:
    """Something to be saved: its bytes (all, a file's or one after the other), name and media type."""

    content: bytes | Path | Iterator[bytes]
    name: str
    media: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Events:
    """What happens, as server-sent events: plain data; a None now and then shows whether the tab is still there."""

    told: Iterable[Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """Another address."""

    to: str


@dataclass(frozen=True)
class Route:
    """One address: what it does stands in its handler's docstring, what it takes and gives in its types."""

    method: Method
    path: str
    handler: Callable[..., Any]
    page: bool = False              # the front end is here; the handler answers its twins
    most: int = SMALL               # bytes of a body, at most

    @cached_property
    def _types(self) -> dict[str, Any]:
        return get_type_hints(self.handler, include_extras=True)

    @cached_property
    def asked(self) -> type | None:
        """The dataclass of its parameters, if it has any."""
        named = list(inspect.signature(self.handler).parameters)
        return self._types[named[1]] if len(named) > 1 else None

    @cached_property
    def answer(self) -> Any:
        return self._types["return"]

    @cached_property
    def rows(self) -> Any:
        """The type of its answer's rows; None where it has none, and so no CSV twin."""
        kind = getattr(self.answer, "__origin__", self.answer)
        if isinstance(kind, type) and is_dataclass(kind):
            return get_type_hints(kind, include_extras=True).get("rows")
        return self.answer if kind in (list, tuple) else None

    @cached_property
    def takes(self) -> TypeAdapter[Any] | None:
        return TypeAdapter(self.asked) if self.asked else None

    @cached_property
    def gives(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.answer)

    @cached_property
    def _days(self) -> frozenset[str]:
        """The fields that are days."""
        kinds = get_type_hints(self.asked) if self.asked else {}
        return frozenset(name for name, kind in kinds.items() if date in (kind, *get_args(kind)))

    @property
    def raw(self) -> bool:
        """Whether the body is taken as it comes."""
        return self.asked is not None and any(field.name == "body" for field in fields(self.asked))

    @property
    def paged(self) -> bool:
        return self.asked is not None and any(field.name == "page" for field in fields(self.asked))

    def read(self, given: Mapping[str, Any]) -> Any:
        """What an address asks, as the dataclass of its parameters: values are words, or lists of them."""
        found = self._known(given)
        for name in self._days & found.keys():
            if isinstance(found[name], str) and not DAY.fullmatch(found[name]):     # pydantic takes seconds for days
                raise BadRequest(f"{outside(name)}: {found[name]!r} is no day", "write it like 2026-03-05")
        return self._checked(lambda takes: takes.validate_python(found))

    def read_body(self, given: Mapping[str, Any]) -> Any:
        """The same of a JSON object: each value must be of its type, not only look like it."""
        found = json.dumps(self._known(given))
        return self._checked(lambda takes: takes.validate_json(found, strict=True))

    def no_more(self, given: Mapping[str, Any]) -> None:
        """Refuse what the route does not know."""
        known = [outside(field.name) for field in fields(self.asked)] if self.asked else []
        if more := [name for name in given if name not in known]:
            raise BadRequest(f"{more[0]!r} is not known here", f"there are {', '.join(known) or 'no parameters'}")

    def _known(self, given: Mapping[str, Any]) -> dict[str, Any]:
        known = {outside(field.name): field.name for field in fields(self.asked)} if self.asked else {}
        return {known[name]: value for name, value in given.items() if name in known}

    def _checked(self, check: Callable[[TypeAdapter[Any]], Any]) -> Any:
        if self.takes is None:
            return None
        try:
            return check(self.takes)
        except ValidationError as error:
            raise _bad(error, [outside(field.name) for field in fields(self.asked or object)]) from None


def outside(name: str) -> str:
    """The name of a field as it stands in an address: one that is a word of Python's has a line behind it."""
    return name.removesuffix("_")


def _bad(error: ValidationError, known: Iterable[str]) -> BadRequest:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(outside(str(part)) for part in first["loc"])
    said = first["msg"][:1].lower() + first["msg"][1:]
    return BadRequest(f"{where}: {said}", f"parameters here: {', '.join(known)}")


# ── the ways to declare one ──────────────────────────────────────────────────────────────────────

def page(path: str, handler: Callable[..., Any]) -> Route:
    return Route("GET", path, handler, page=True)


def get(path: str, handler: Callable[..., Any]) -> Route:
    return Route("GET", path, handler)


def post(path: str, handler: Callable[..., Any], *, most: int = SMALL) -> Route:
    return Route("POST", path, handler, most=most)


def put(path: str, handler: Callable[..., Any], *, most: int = SMALL) -> Route:
    return Route("PUT", path, handler, most=most)


def delete(path: str, handler: Callable[..., Any]) -> Route:
    return Route("DELETE", path, handler)


def gathered() -> tuple[Route, ...]:
    """The routes of every screen, in the order of their modules' names."""
    from dateline.faces.workbench import api

    modules = (import_module(f"{api.__name__}.{found.name}") for found in iter_modules(api.__path__))
    return tuple(route for module in modules for route in getattr(module, "ROUTES", ()))
