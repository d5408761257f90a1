"""Records for tests that need one and no reader: one told by hand, and Hypothesis's strategies for any."""

from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass, replace
from types import UnionType
from typing import Any

from hypothesis import strategies as st

from dateline import model
from dateline.model import Made, Record, Report

# A codebook of somebody's own: one type, one row, which ends open for more keys.
EVICT = """
[type.EVICT]
quad = "material_conflict"
score = -6

[[frame]]
type = "EVICT"
verb = ["evict"]
actor = ["subject"]
recipient = ["object"]
"""

TEXT = "Police arrested two men in Oslo on Monday, a minister said. The union denied it."


def record(text: str = TEXT, *, coder: str = "1", day: str = "2026-03-05", outlet: str = "Wire") -> Record:
    """What a coder might say of this text: one event, disputed by one of two voices."""
    def at(words: str) -> model.Span:
        start = text.index(words)
        return start, start + len(words)

    report = Report(Report.name(text, outlet, None, day), "r1", "Two held", text, None, outlet, "en",
                    model.Published(day, day, "stated"))
    actors = (model.Actor("a1", "police", "government", "NOR", "COP", (), (at("Police"),)),
              model.Actor("a2", "two men", "population", mentions=(at("two men"),)))
    claims = (model.Claim("c1", model.Source(None, (at("a minister"),)), (at("said"),),
                          ((0, at(", a minister")[0]),), "indirect", "asserts", None, ("e" + report.id,)),
              model.Claim("c2", model.Source(None, (at("The union"),)), (at("denied"),), (at("it"),),
                          "indirect", "denies", None, ("e" + report.id,)))
    event = model.Event(
        "e" + report.id, "COERCE", ("arrest",), ("legal",), "material conflict", -7.0,
        (model.Participant("a1", *at("Police")),), (model.Participant("a2", *at("two men")),),
        at("arrested"), ((0, at(", a minister")[0]),), "occurred",
        time=model.Time("2026-03-02", "2026-03-02", "day", at("Monday"), "relative"),
        place=model.Place("Oslo", "NOR", 59.9, 10.7, 3143244, "city", at("Oslo")),
        figures=(model.Figure("detained", 2.0, 2.0, at("two"), "c1"),),
        claims=(model.ClaimLink("c1", "asserts"), model.ClaimLink("c2", "denies")), claim="c1",
        disputed=True, confidence=0.8)
    return Record(report, (), actors, (event,), claims, (), (model.Name(*at("Oslo"), "place"),),
                  (model.TimeExpression(*at("Monday"), "DATE", "2026-03-02", "2026-03-02", "2026-03-02"),),
                  (model.PlaceName(*at("Oslo"), "Oslo", "NOR", 59.9, 10.7, 3143244, "city"),),
                  Made(coder, "reader", "codebook"))


def recoded(first: Record, coder: str) -> Record:
    """The same report by another version of the coder, which sees nothing in it."""
    return replace(first, events=(), claims=(), made=replace(first.made, dateline=coder))


def records() -> st.SearchStrategy[Record]:
    """Any record that the types allow; its headings are those of its report, as a coder leaves them."""
    return _any(Record).map(lambda found: replace(found, headings=found.report.headings))


def _any(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of this type of the model, built from the types of its fields."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return st.sampled_from(inside)
    if origin in (UnionType, typing.Union):
        return st.one_of([st.none() if k is type(None) else _any(k) for k in inside])
    if origin is tuple:
        if inside[-1] is Ellipsis:
            return st.lists(_any(inside[0]), max_size=2).map(tuple)
        return st.tuples(*map(_any, inside))
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        parts = {field.name: _any(hints[field.name]) for field in fields(kind)}
        if kind is model.Event:                         # an event without evidence cannot be
            parts["evidence"] = st.lists(_any(model.Span), min_size=1, max_size=2).map(tuple)
        return st.builds(kind, **parts)
    return _PLAIN[kind]


_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8), int: st.integers(0, 10**6), bool: st.booleans(),
    float: st.floats(allow_nan=False, allow_infinity=False),
}
