"""`dateline actors`: lists of others imported, tables checked, and what another table would change of stored events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.codebook.actors import Registry, registry
from dateline.codebook.actors.checking import Finding, checked, shipped
from dateline.codebook.actors.importing import Imported, imported
from dateline.codebook.actors.own import joined
from dateline.codebook.actors.rows import written
from dateline.errors import NoAccess, UnreadableInput
from dateline.writing import whole_file

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle
    from dateline.model import Actor, Event, Record

OURS = "shipped"        # what `diff` calls the tables inside the package


def read_list(form: str, file: str, columns: dict[str, str]) -> Imported:
    """A foreign list in our form. Raises NoAccess, UnreadableInput or BadCodebook."""
    return imported(form, Path(file).name, _text(file).splitlines(keepends=True), columns)


def write_table(found: Imported, out: str) -> None:
    """The rows as a CSV in our form."""
    with whole_file(Path(out)) as half, half.open("w", encoding="utf-8", newline="") as table:
        table.writelines(written(found.rows))


def findings(file: str | None) -> list[Finding]:
    """What is wrong or doubtful in a table, or in those that ship."""
    if file is None:
        return [finding for name, text in shipped() for finding in checked(name, text)]
    return checked(Path(file).name, _text(file))


def _text(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(file, f"it is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    except OSError as error:
        raise NoAccess(file, f"this list cannot be read ({error.strerror})") from error


# ── what would change ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Change:
    """A party of a stored event whose codes differ between two tables."""

    event: str
    type: str
    day: str | None
    name: str
    before: str
    after: str


def changes(old: str, new: str, chronicle: Chronicle) -> Iterator[Change]:
    """The parties of stored events that the two tables code otherwise, on the day of the event."""
    before, after = (_registry(which) for which in (old, new))
    for record in chronicle.records():
        known = {actor.id: actor for actor in record.actors}
        for event in record.events:
            for party in dict.fromkeys(p.actor for p in (*event.actors, *event.recipients)):
                yield from _changed(known[party], event, record, before, after)


def _registry(which: str) -> Registry:
    return registry() if which == OURS else joined(Path(which).name, _text(which), registry())


def _changed(actor: Actor, event: Event, record: Record, before: Registry, after: Registry) -> Iterator[Change]:
    day = (event.time.start if event.time else None) or record.report.published.start
    one, two = (_codes(table, actor.name, day) for table in (before, after))
    if one != two:
        yield Change(event.id, event.type, day, actor.name, one, two)


def _codes(table: Registry, name: str, day: str | None) -> str:
    """Country, sectors and office of a name on a day, as one word; "unknown" where no row has it."""
    entry = table.lookup(name, day)
    if entry is None:
        return "unknown"
    offices = [r.title for r in entry.roles if day is None or ((r.start or "") <= day <= (r.end or "9999"))]
    sectors = "/".join(filter(None, (entry.sector, *entry.sectors))) if offices or not entry.roles else ""
    return " ".join(filter(None, (entry.country, sectors, ", ".join(offices)))) or "no codes"
