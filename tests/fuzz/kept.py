"""What readers of what is kept make of it: a query over a store, judgements, notes of the workbench, a user's tables."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.fuzz.edits import text_of

FIELDS = ("type", "country", "time", "text", "q", "actor", "place", "status", "figure", "reports")


class Asked:
    """A query is refused by name or answered, by every view that takes one. SQL never fails, whatever is asked."""

    def __init__(self) -> None:
        from dateline.chronicle import Chronicle
        from small_store import fill

        self.folder = tempfile.TemporaryDirectory(prefix="dateline-fuzz-")
        self.chronicle = Chronicle.open(Path(self.folder.name) / "small.duckdb")
        fill(self.chronicle)
        self.turn = 0

    def __call__(self, raw: bytes) -> None:
        from dateline.chronicle.asking import ask
        from dateline.errors import BadQuery

        query = text_of(raw)
        self.turn += 1
        try:
            if self.turn % 3:
                hits = ask(self.chronicle, query, limit=3, offset=self.turn % 2)
                assert hits.incident_count >= len(hits.incidents) and hits.report_count >= len(hits.passages)
            else:
                views = ("timeline", "contested", "commitments", "claims", "dyads", "panel", "network", "places")
                list(getattr(self.chronicle, views[self.turn // 3 % len(views)])(query))
        except BadQuery as error:
            assert str(error)


class Replayed:
    """A file of judgements is read or refused by name; what stands in it has its effects; to read it again changes nothing."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-fuzz-")
        self.path = Path(self.folder.name) / "x.decisions.jsonl"

    def __call__(self, raw: bytes) -> None:
        from dateline.chronicle.judgements import Judgements
        from dateline.errors import BadDecisions

        self.path.write_bytes(raw)
        try:
            found = Judgements.load(self.path)
        except BadDecisions as error:
            assert str(error).startswith(str(self.path))
            return
        found.effects()
        for one in found:
            assert type(one).read(one.line()) == one
        redacted = {report for one in found for report, _ in _tellings(one.deed)}
        assert Judgements.load(self.path).kept == found.kept
        found.redact(sorted(redacted)[:1])


def _tellings(deed: Any) -> Any:
    from dateline.chronicle.judgements import tellings_of

    return tellings_of(deed)


class Noted:
    """The workbench's own file is read or refused by name, and what is read can be written."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-fuzz-")
        self.store = Path(self.folder.name) / "x.duckdb"

    def __call__(self, raw: bytes) -> None:
        from dateline.errors import BadNotes
        from dateline.faces.workbench.kept import SavedView, beside, notes_of

        beside(self.store).write_bytes(raw)
        try:
            notes = notes_of(self.store)
        except BadNotes as error:
            assert str(error)
            return
        notes.save("a name", SavedView("/incidents", "q=x"))
        assert notes_of(self.store).kept == notes.kept


class Waiting:
    """Files that wait to be read, after a crash or an editor: what cannot be understood is left out."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-fuzz-")
        self.inbox = Path(self.folder.name) / "x.inbox"
        (self.inbox / "0123456789ab").mkdir(parents=True)
        (self.inbox / "0123456789ab" / "000001.txt").write_text("words")

    def __call__(self, raw: bytes) -> None:
        from dateline.faces.workbench.tray import Tray

        (self.inbox / "0123456789ab" / "job.json").write_bytes(raw)
        (self.inbox / "settled.json").write_bytes(raw)
        tray = Tray(self.inbox.with_suffix(".duckdb"))
        for job in tray.jobs():
            assert job.answered >= 0 or job.expected
            for upload in job.files:
                assert tray.file(job.id, upload).resolve().is_relative_to(self.inbox.resolve())
        tray.settled()


class Frames:
    """A user's codebook is taken or refused by its row."""

    def __init__(self) -> None:
        from dateline.codebook import frames

        self.ours = frames.load()[0]

    def __call__(self, raw: bytes) -> None:
        from dateline.codebook.own import Own, joined, shadows
        from dateline.errors import BadCodebook

        try:
            lists, found = joined(Own("mine.toml", text_of(raw).encode("utf-8", "replace").decode()), self.ours)
        except BadCodebook as error:
            assert str(error).startswith("mine.toml")
            return
        shadows(found, lists.types)


class Actors:
    """A user's table of actors is taken or refused by its row; so are lists of other projects, line by line."""

    FORMS: Sequence[str] = ("phoenix", "reign", "wikidata")

    def __init__(self) -> None:
        from dateline.codebook.actors import registry

        self.ours = registry()

    def __call__(self, raw: bytes) -> None:
        from dateline.codebook.actors.importing import imported
        from dateline.codebook.actors.own import listings
        from dateline.codebook.actors.rows import read_rows
        from dateline.errors import BadCodebook

        text = text_of(raw)
        try:
            list(listings(read_rows("mine.csv", text)))
        except BadCodebook as error:
            assert str(error).startswith("mine.csv")
        for form in self.FORMS:
            try:
                imported(form, "theirs.txt", text.splitlines(keepends=True))
            except BadCodebook as error:
                assert str(error).startswith("theirs.txt")


class Mapped:
    """A saved map of columns is taken or refused by name."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="dateline-fuzz-")
        self.path = Path(self.folder.name) / "map.toml"

    def __call__(self, raw: bytes) -> None:
        from dateline.errors import DatelineError
        from dateline.report.columns import read_map

        self.path.write_bytes(raw)
        try:
            read_map(str(self.path))
        except DatelineError as error:
            assert str(error)
