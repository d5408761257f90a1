"""What can go wrong, said so that it helps: what was met, where, and what to do next.

Each error keeps its fields as ``args``, so it crosses process borders whole.
"""

from __future__ import annotations

from shlex import quote as quoted


class DatelineError(Exception):
    """The parent of every error Dateline raises on purpose."""


class UnreadableInput(DatelineError):
    """A file, or a line of one, that holds no report we can read."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        super().__init__(source, problem, remedy)

    def __str__(self) -> str:
        source, problem, remedy = self.args
        return f"{source}: {problem}; {remedy}"


class BadCodebook(DatelineError):
    """A row of the codebook that cannot be used."""

    def __init__(self, file: str, row: str, problem: str) -> None:
        super().__init__(file, row, problem)

    def __str__(self) -> str:
        file, row, problem = self.args
        return f"{file}, row {row}: {problem}; correct the row and run again"


class BadSetting(DatelineError):
    """A setting whose value cannot be used."""

    def __init__(self, name: str, value: str, problem: str, origin: str) -> None:
        super().__init__(name, value, problem, origin)

    def __str__(self) -> str:
        name, value, problem, origin = self.args
        return f"setting {name} = {value!r} from {origin}: {problem}"


class BadQuery(DatelineError):
    """A query that cannot be read: the column (from 1) of what is wrong, and what to write instead."""

    def __init__(self, query: str, column: int, problem: str, remedy: str) -> None:
        super().__init__(query, column, problem, remedy)

    def __str__(self) -> str:
        query, column, problem, remedy = self.args
        shown = "".join(c if c.isprintable() else " " for c in query)
        return f"in the query, column {column}: {problem}; {remedy}\n  {shown}\n  {' ' * (column - 1)}^"


class NoAccess(DatelineError):
    """A place to write to, or a store, that its rights or its disk keep us from."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)

    def __str__(self) -> str:
        path, problem = self.args
        return f"{path}: {problem}; check its rights and the room on its disk, or name another place"


class StoreError(DatelineError):
    """A store that cannot be opened."""


class StoreLocked(StoreError):
    """Another process holds the store."""

    def __init__(self, path: str, holder: str) -> None:
        super().__init__(path, holder)

    def __str__(self) -> str:
        path, holder = self.args
        return (f"{path} is in use by {holder}, and as long as it is added to nobody else can open it; "
                "wait for that to end, or name another file with --store")


class StoreNewer(StoreError):
    """A store that a newer Dateline made."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(path, found, known)

    def __str__(self) -> str:
        path, found, known = self.args
        return (f"{path} has store format {found}, this Dateline knows up to {known}; "
                "upgrade with: pip install --upgrade dateline")


class StoreOlder(StoreError):
    """A store that an older Dateline made, opened only to look into it."""

    def __init__(self, path: str, found: int, known: int) -> None:
        super().__init__(path, found, known)

    def __str__(self) -> str:
        path, found, known = self.args
        return (f"{path} has store format {found}, this Dateline reads {known}; "
                f"bring it up to date with: dateline add --store {path}")


class Forgotten(StoreError):
    """A report that was taken down and is to be added again."""

    def __init__(self, report: str, when: str, who: str, why: str) -> None:
        super().__init__(report, when, who, why)

    def __str__(self) -> str:
        report, when, who, why = self.args
        return (f"report {report} was taken down on {when[:10]} by {who} ({why}); "
                "if it may come back, add it with --force")


class NotKept(StoreError):
    """A report that the store does not hold."""

    def __init__(self, report: str) -> None:
        super().__init__(report)

    def __str__(self) -> str:
        return f"the store holds no report {self.args[0]!r}; `dateline show` lists those it holds"


class NotAStore(StoreError):
    """A file that is no Dateline store."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)

    def __str__(self) -> str:
        path, problem = self.args
        return (f"{path} is not a Dateline store ({problem}); name another file with --store, or, if it was one, ask "
                f"`dateline doctor {quoted(path)}`")


class StoreBroken(StoreError):
    """A store whose file is not as it was written."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)

    def __str__(self) -> str:
        path, problem = self.args
        return f"{path} is broken ({problem}); `dateline doctor {quoted(path)}` says what of it is, and what to do"


class UnknownId(DatelineError):
    """An id, or the beginning of one, that nothing in the store has."""

    def __init__(self, name: str, store: str) -> None:
        super().__init__(name, store)

    def __str__(self) -> str:
        name, store = self.args
        return (f"{name!r} begins no id of an incident, event, report or claim in {store}; "
                "`dateline timeline` and `dateline show` list what is there")


class AmbiguousId(DatelineError):
    """The beginning of several ids."""

    def __init__(self, name: str, found: tuple[str, ...]) -> None:
        super().__init__(name, found)

    def __str__(self) -> str:
        name, found = self.args
        return f"{name!r} could be any of {', '.join(found[:10])}{' …' * (len(found) > 10)}; give more of it"


class BadDecisions(DatelineError):
    """A file of judgements, or a line of one, that cannot be read."""

    def __init__(self, file: str, line: int | None, problem: str, remedy: str) -> None:
        super().__init__(file, line, problem, remedy)

    def __str__(self) -> str:
        file, line, problem, remedy = self.args
        return f"{file}{f', line {line}' if line else ''}: {problem}; {remedy}"


class BadJudgement(DatelineError):
    """A judgement that says nothing, or nothing that can be."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)

    def __str__(self) -> str:
        problem, remedy = self.args
        return f"{problem}; {remedy}"


class WrongId(DatelineError):
    """The id of something that cannot be judged."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(name, kind)

    def __str__(self) -> str:
        name, kind = self.args
        return (f"{name!r} is the id of a {kind}; events and incidents are judged: "
                f"`dateline why {name}` shows those of this {kind}")


class BadBackup(DatelineError):
    """A backup that cannot be written, or cannot be put back."""

    def __init__(self, file: str, problem: str, remedy: str) -> None:
        super().__init__(file, problem, remedy)

    def __str__(self) -> str:
        file, problem, remedy = self.args
        return f"{file} {problem}; {remedy}"


class MissingExtra(DatelineError):
    """A package that is installed only for those who ask for it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)

    def __str__(self) -> str:
        what, extra = self.args
        return f"{what} needs a package that is not installed; add it with: pip install 'dateline[{extra}]'"


class BadExport(DatelineError):
    """An export that cannot be: a format that does not hold what is asked for."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)

    def __str__(self) -> str:
        problem, remedy = self.args
        return f"{problem}; {remedy}"


class BadMoment(DatelineError):
    """A moment of the store's history that cannot be read."""

    def __init__(self, moment: str) -> None:
        super().__init__(moment)

    def __str__(self) -> str:
        moment, = self.args
        return (f"{moment!r} is no moment; write the number of a batch (12), a day (2026-03-05) or an ISO time "
                "(2026-03-05T14:00)")


# ── of the workbench ─────────────────────────────────────────────────────────────────────────────


class BadRequest(DatelineError):
    """Something asked of the workbench that cannot be read."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)

    def __str__(self) -> str:
        problem, remedy = self.args
        return f"{problem}; {remedy}"


class NotThere(DatelineError):
    """An address of the workbench, or something named in one, that is not there."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)

    def __str__(self) -> str:
        what, remedy = self.args
        return f"there is no {what}; {remedy}"


class ReadOnly(DatelineError):
    """Something to be written where everything may only be read."""

    def __str__(self) -> str:
        return "this workbench only shows; to change something, run `dateline serve` without --read-only"


class Refused(DatelineError):
    """A request that does not come from the workbench's own page."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem, remedy)

    def __str__(self) -> str:
        problem, remedy = self.args
        return f"{problem}; {remedy}"


class TooLarge(DatelineError):
    """More than is taken at once."""

    def __init__(self, what: str, most: str) -> None:
        super().__init__(what, most)

    def __str__(self) -> str:
        what, most = self.args
        return f"{what} is larger than {most}; send less at a time"


class TooLong(TooLarge):
    """An address that is longer than is taken."""


class BadNotes(DatelineError):
    """The file of saved views and marks that cannot be read."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(path, problem)

    def __str__(self) -> str:
        path, problem = self.args
        return (f"{path} cannot be read ({problem}); put it right, or move it away to begin anew: "
                "no judgement stands in it")
