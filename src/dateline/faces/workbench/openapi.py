"""OpenAPI 3.1 of all addresses, made from the dataclasses of their routes; ``/openapi.json`` serves it.

``python -m dateline.faces.workbench.openapi`` prints it: the front end's types can be made from that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from pydantic import TypeAdapter

from dateline import __version__
from dateline.faces.workbench.routes import Events, File, Moved, Route, gathered, outside

Json = dict[str, Any]
Mode = Literal["validation", "serialization"]
Names = Mapping[tuple[Any, Mode], Json]

SPECIAL: Mapping[Any, Json] = {
    File: {"200": {"description": "A file.", "content": {"application/octet-stream": {"schema": {}}}}},
    Events: {"200": {"description": "Events, as they happen.",
                     "content": {"text/event-stream": {"schema": {"type": "string"}}}}},
    Moved: {"307": {"description": "Where to go.", "headers": {"Location": {"schema": {"type": "string"}}}}},
}
ERROR: Json = {
    "type": "object", "description": "What went wrong, in words that say what to do.",
    "properties": {"error": {"type": "string"}, "message": {"type": "string"},
                   "column": {"type": "integer", "description": "of the query, from 1, where it cannot be read"}},
    "required": ["error", "message"],
}
REFUSED = {"400": "what is asked cannot be read", "403": "it may not be done, or not from there",
           "404": "it is not there", "409": "an id begins several, or something stands in its way",
           "413": "it is too large", "501": "a package for it is not installed", "503": "the store is not to be had",
           "507": "the disk does not take it"}
ABOUT = ("Every page of the workbench has a JSON twin and, where it shows rows, a CSV twin, at the same address and "
         "with the same filters. What writes needs the header X-Dateline-Token, which each page carries.")


def described(routes: Iterable[Route]) -> Json:
    """The whole description."""
    table = tuple(routes)
    schemas, names = _schemas(table)
    paths: dict[str, Json] = {}
    for route in table:
        for path, operation in _operations(route, schemas, names):
            paths.setdefault(path, {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0", "info": {"title": "Dateline workbench", "version": __version__, "description": ABOUT},
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": {"Error": ERROR, **schemas},
                       "securitySchemes": {"token": {"type": "apiKey", "in": "header", "name": "X-Dateline-Token"}}}}


# ── types ────────────────────────────────────────────────────────────────────────────────────────

def _schemas(table: tuple[Route, ...]) -> tuple[dict[str, Json], dict[tuple[Any, Mode], Json]]:
    """Components by name, and for each route's parameters and answer the schema that names them."""
    inputs: list[tuple[Any, Mode, TypeAdapter[Any]]] = []
    for route in table:
        if route.asked and route.takes:
            inputs.append((route.asked, "validation", route.takes))
        if route.answer not in SPECIAL:
            inputs.append((_key(route.answer), "serialization", route.gives))
    found, rest = TypeAdapter.json_schemas(inputs, ref_template="#/components/schemas/{model}")
    defs = rest.get("$defs", {})
    short = _short(defs)
    named = json.loads(_renamed(json.dumps([defs, [schema for schema in found.values()]]), short))
    return {short[name]: schema for name, schema in named[0].items()}, dict(zip(found, named[1], strict=True))


def _key(kind: Any) -> Any:
    try:
        hash(kind)
    except TypeError:
        return str(kind)
    return kind


def _short(names: Iterable[str]) -> dict[str, str]:
    """Names that pydantic has made of whole modules, cut to the module's last word and the class."""
    return {name: ".".join(name.split("__")[-2:]) if name.startswith("dateline__") else name for name in names}


def _renamed(text: str, short: Mapping[str, str]) -> str:
    return re.sub(r"#/components/schemas/([\w.-]+)", lambda m: f"#/components/schemas/{short[m[1]]}", text)


# ── operations ───────────────────────────────────────────────────────────────────────────────────

def _operations(route: Route, schemas: Mapping[str, Json], names: Names) -> Iterator[tuple[str, Json]]:
    """The addresses of a route: its own, or its twins."""
    path = re.sub(r"\{(\w+):\w+\}", r"{\1}", route.path)
    if not route.page:
        yield path, _operation(route, path, schemas, names, "application/json")
        return
    yield f"{path}.json", _operation(route, f"{path}.json", schemas, names, "application/json")
    if route.rows is not None:
        yield f"{path}.csv", _operation(route, f"{path}.csv", schemas, names, "text/csv")


def _operation(route: Route, path: str, schemas: Mapping[str, Json], names: Names, media: str) -> Json:
    about = (route.handler.__doc__ or "").strip()
    found: Json = {"summary": about.partition("\n")[0], "operationId": _name(route, path),
                   "responses": _responses(route, names, media)}
    asked = _resolved(names[(route.asked, "validation")], schemas) if route.asked else {}
    within = set(re.findall(r"\{(\w+)\}", path))
    properties: Json = asked.get("properties", {})
    if more := about.partition("\n")[2].strip():
        found["description"] = " ".join(more.split())
    query = set(properties) - within if route.method == "GET" or route.raw else set()
    parameters = [_parameter(name, schema, name in within, name in asked.get("required", ()))
                  for name, schema in properties.items() if name in within | query - {"body"}]
    if parameters:
        found["parameters"] = parameters
    if route.method != "GET":
        found["security"] = [{"token": []}]
        if body := _body(route, asked, within):
            found["requestBody"] = body
    return found


def _name(route: Route, path: str) -> str:
    return re.sub(r"\W+", "_", f"{route.method.lower()}{path}").strip("_")


def _parameter(name: str, schema: Json, in_path: bool, required: bool) -> Json:
    whole = _not_null({key: value for key, value in schema.items() if key not in ("title", "default")})
    known: Json = {"name": outside(name), "in": "path" if in_path else "query", "required": in_path or required,
                   "schema": {**whole, **({"default": schema["default"]} if schema.get("default") is not None else {})}}
    return known if in_path else {**known, "allowEmptyValue": True}


def _not_null(schema: Json) -> Json:
    """An address cannot say null; it leaves the parameter out."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if not kinds:
        return schema
    rest = {key: value for key, value in schema.items() if key != "anyOf"}
    return {**kinds[0], **rest} if len(kinds) == 1 else {**rest, "anyOf": kinds}


def _body(route: Route, asked: Json, within: set[str]) -> Json | None:
    if route.raw:
        return {"required": True, "content": {"application/octet-stream": {"schema": {}}}}
    properties = {outside(name): schema for name, schema in asked.get("properties", {}).items() if name not in within}
    if not properties:
        return None
    needed = [outside(name) for name in asked.get("required", ()) if name not in within]
    schema = {"type": "object", "properties": properties, "additionalProperties": False,
              **({"required": needed} if needed else {})}
    return {"required": bool(needed), "content": {"application/json": {"schema": schema}}}


def _responses(route: Route, names: Names, media: str) -> Json:
    refused = {status: {"description": words.capitalize() + ".",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
               for status, words in REFUSED.items()}
    if route.answer in SPECIAL:
        return {**SPECIAL[route.answer], **refused}
    schema = names[(_key(route.answer), "serialization")] if media == "application/json" else {"type": "string"}
    return {"200": {"description": "The answer.", "content": {media: {"schema": schema}}}, **refused}


def _resolved(schema: Json, schemas: Mapping[str, Json]) -> Json:
    """The schema that a reference names."""
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


if __name__ == "__main__":
    print(json.dumps(described(gathered()), indent=1, ensure_ascii=False))
