"""What the terminal and the page say in the same words: numbers, codes, and the parts of a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model import Actor, Span, Standing


def counted(number: int, noun: str) -> str:
    """
    >>> counted(1, "report"), counted(1200, "report")
    ('1 report', '1,200 reports')
    """
    return f"{number:,} {noun}" + "s" * (number != 1)


def amount(low: float | None, high: float | None) -> str:
    """A number as counted, or the two it lies between; empty where nobody counted.

    >>> amount(12, 12), amount(12, 15), amount(12, None), amount(None, 40)
    ('12', '12–15', 'at least 12', 'at most 40')
    """
    if low is None and high is None:
        return ""
    if low is None or high is None:
        return f"at least {low:,.10g}" if low is not None else f"at most {high:,.10g}"
    return f"{low:,.10g}" if low == high else f"{low:,.10g}–{high:,.10g}"


def codes(actor: Actor, then: Standing | None = None) -> str:
    """Country and sector: of the day of the deed where they were others than on that of the report.

    >>> someone = Actor("a1", "Ana Diaz", "person", "PER", "GOV")
    >>> codes(someone), codes(someone, Standing("PER", "OPP", "leader")), codes(someone, Standing(None, None))
    ('PER GOV', 'then PER OPP', '')
    """
    was = then or actor
    known = " ".join(filter(None, (was.country, was.sector)))
    return f"then {known}" if then and known else known


def around(span: Span, trigger: Span) -> Iterator[tuple[Span, bool]]:
    """A piece of evidence cut at the trigger: (part, is the trigger), parts without words left out.

    >>> list(around((0, 9), (4, 6))), list(around((0, 3), (4, 6)))
    ([((0, 4), False), ((4, 6), True), ((6, 9), False)], [((0, 3), False)])
    """
    start, end = span
    first, last = (min(max(at, start), end) for at in trigger)
    for part, inside in (((start, first), False), ((first, last), True), ((last, end), False)):
        if part[0] < part[1]:
            yield part, inside
