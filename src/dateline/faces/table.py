"""A record for the terminal: one event after the other, with the words it was read from beneath it.

Nothing is told by colour alone: status, doubt and background are words, and where the output has no
bold face the trigger stands between ‹ ›.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.faces.words import amount, around, codes, counted
from dateline.model import Actor, Claim, Event, Figure, Incident, Participant, Record, Span, Toll

WIDEST = 140        # columns: longer lines are hard to follow
NARROW = 104        # columns: below this, an event's facts stand one under the other

QUADS = {           # verbal and material, cooperation and conflict; a word stands beside every colour
    "verbal cooperation": "green", "material cooperation": "bold green",
    "verbal conflict": "red", "material conflict": "bold red",
}
STATUS = {          # the mark and the word for what did not simply happen
    "occurred": ("●", ""), "ongoing": ("◐", "ongoing"), "future": ("○", "future"),
    "conditional": ("◇", "if …"), "hypothetical": ("◌", "hypothetical"), "negated": ("✗", "did NOT happen"),
}
STANCES = {         # how a voice stands to what it tells; who just says so needs no word for it
    "asserts": "", "denies": " (DENIES)", "doubts": " (DOUBTS)", "believes": " (believes)",
    "promises": " (promises)", "threatens": " (threatens)", "asks": " (asks)",
}


def table(record: Record, *, width: int = 100, marks: bool = False) -> RenderableType:
    """The whole record; `marks` puts ‹ › around each trigger, for output without bold face."""
    page = Page(record, min(width, WIDEST), marks)
    return Group(*page.head(), *page.body(), *page.voices(), Text())


def print_record(record: Record, console: Console) -> None:
    """Print the record, as wide as the console allows, marked where it has no bold face."""
    width = min(console.width, WIDEST)
    console.print(table(record, width=width, marks=not console.is_terminal), width=width)


@dataclass(frozen=True, slots=True)
class Page:
    """One record on its way to the screen."""

    record: Record
    width: int
    marks: bool

    # ── the head: title, outlet, day ─────────────────────────────────────────────────────────────

    def head(self) -> Iterator[RenderableType]:
        report = self.record.report
        title = report.title or " ".join(report.text[:200].split()) or "(an empty report)"
        yield Rule(Text(title, style="bold", overflow="ellipsis", no_wrap=True), align="left", style="dim")
        day = span_of_days(report.published.start, report.published.end) or "day not known"
        day += " (inferred)" * (report.published.basis == "inferred")
        known = [report.outlet, day, report.place, f"report {report.id[:8]}"]
        yield Text("  " + " · ".join(part for part in known if part), style="dim")
        counts = (("event", self.record.events), ("claim", self.record.claims), ("actor", self.record.actors))
        yield Text("  " + ", ".join(counted(len(found), noun) for noun, found in counts), style="dim")

    # ── the events ───────────────────────────────────────────────────────────────────────────────

    def body(self) -> Iterator[RenderableType]:
        if not self.record.events:
            yield Text("\n  No event of the codebook was found in this report.")
        elif self.width >= NARROW:
            heads = ("  what", "who → to whom", "when", "where", "according to")
            yield Text()
            yield across(*(Text(head, style="dim") for head in heads))
        for event in sorted(self.record.events, key=lambda e: (e.historical, e.trigger)):
            yield from self.event(event)

    def event(self, event: Event) -> Iterator[RenderableType]:
        yield Text()
        facts = (self.sides(event), self.when(event), self.where(event), self.according_to(event))
        if self.width < NARROW:
            yield self.type(event)
            yield indented(self.stacked(facts))
        else:
            yield across(self.type(event), *facts)
        below = self.evidence(event)
        if event.figures:
            below.append("\nfigures: " + "; ".join(map(self.figure, event.figures)), style="not italic")
        yield indented(below)

    def stacked(self, facts: tuple[Text, Text, Text, Text]) -> Text:
        sides, when, where, voice = facts
        known = (fact for fact in (when, where, Text("according to ").append_text(voice)) if fact.plain)
        return Text("\n").join((sides, Text(" · ").join(known)))

    def type(self, event: Event) -> Text:
        """● ASSAULT aerial, and below it in words whatever keeps it from being plain fact."""
        mark, word = STATUS[event.status]
        text = Text(f"{mark} ").append(event.type, style=QUADS.get(event.quad.replace("_", " "), "bold"))
        notes = [word, "DISPUTED" if event.disputed else "", "background" if event.historical else ""]
        notes = [f"({note})" for note in notes if note]
        if self.width >= NARROW:                # a line each, or they break where they should not
            text.append("".join(f"\n  {mode}" for mode in event.modes))
            return text.append("".join(f"\n  {note}" for note in notes), style="bold")
        text.append(" " * bool(event.modes) + ", ".join(event.modes))
        return text.append("".join(f" {note}" for note in notes), style="bold")

    def sides(self, event: Event) -> Text:
        text = self.party(event.actors)
        if event.recipients:
            text.append(" → ", style="bold").append_text(self.party(event.recipients))
        return text

    def party(self, side: tuple[Participant, ...]) -> Text:
        """The actors of one side by name and code, or a dash where the words do not say."""
        text = Text(" + ").join(self.actor(participant) for participant in side)
        return text if side else Text("—")

    def actor(self, participant: Participant) -> Text:
        actor = self.actors().get(participant.actor)
        if actor is None:
            return Text(self.said((participant.start, participant.end)))
        known = codes(actor, participant.then)
        return Text(actor.name).append(f" ({known})" if known else "", style="dim")

    def when(self, event: Event) -> Text:
        text = Text(span_of_days(event.time.start, event.time.end) if event.time else "")
        if event.time and event.time.basis == "assumed" and text.plain:
            text.append(" (assumed)", style="dim")
        if event.deadline:
            by = f"by {span_of_days(event.deadline, event.deadline)}"
            text.append(f", {by}" if text.plain else by, style="bold")
        return text

    def where(self, event: Event) -> Text:
        if event.place is None:
            return Text()
        text = Text(event.place.name)
        return text.append(f" ({event.place.country})", style="dim") if event.place.country else text

    def according_to(self, event: Event) -> Text:
        """Who says so: the report itself or the innermost voice, and every voice that denies or doubts it."""
        claims = self.claims()
        told = [link for link in event.claims if link.claim in claims
                and (link.claim == event.claim or link.stance in ("denies", "doubts"))]
        voices = [Text(self.voice(claims[t.claim]) + STANCES[t.stance]) for t in told]
        if event.claim is None:
            voices.insert(0, Text("the report itself", style="dim"))
        return Text("; ").join(voices)

    def evidence(self, event: Event) -> Text:
        """The clauses it was read from, word for word, its trigger emphasized."""
        text = Text(style="italic dim").append("“")
        for at, span in enumerate(event.evidence):
            text.append(" … " if at else "")
            for part, trigger in around(span, event.trigger):
                words = self.said(part)
                text.append(f"‹{words}›" if trigger and self.marks else words,
                            style="not dim bold underline" if trigger else "")
        return text.append("”")

    def figure(self, figure: Figure) -> str:
        number = amount(figure.low, figure.high)
        claim = self.claims().get(figure.claim or "")
        by = f" ({self.voice(claim)})" if claim else ""
        return f"{figure.kind} {number or self.said(figure.text)}{by}"

    # ── the claims ───────────────────────────────────────────────────────────────────────────────

    def voices(self) -> Iterator[RenderableType]:
        """A line a claim: who, in which word, and the beginning of what."""
        if not self.record.claims:
            return
        yield Text("\n  Who says what", style="bold")
        for claim in self.record.claims:
            cue = " ".join(self.said(span) for span in claim.cue)
            notes = filter(None, (cue, claim.stance if claim.stance != "asserts" else ""))
            content = " … ".join(self.said(span) for span in claim.content)
            yield Text.assemble("  ", (self.voice(claim), "bold"), f" ({', '.join(notes)}): ", content,
                                overflow="ellipsis", no_wrap=True)

    def voice(self, claim: Claim) -> str:
        actor = self.actors().get(claim.source.actor or "")
        words = " ".join(self.said(span) for span in claim.source.spans)
        return actor.name if actor else words or "someone not named"

    # ── what the ids stand for ───────────────────────────────────────────────────────────────────

    def said(self, span: Span) -> str:
        return flowing(self.record.report.text[slice(*span)])

    def actors(self) -> Mapping[str, Actor]:
        return {actor.id: actor for actor in self.record.actors}

    def claims(self) -> Mapping[str, Claim]:
        return {claim.id: claim for claim in self.record.claims}


# ── layout ───────────────────────────────────────────────────────────────────────────────────────

def across(*cells: Text) -> Table:
    """An event's facts side by side; every event's columns are as wide as the next one's."""
    row = Table.grid(padding=(0, 2), expand=True)
    row.add_column(width=20)
    for share in (7, 3, 4, 4):
        row.add_column(ratio=share)
    row.add_row(*cells)
    return row


def indented(words: Text) -> Padding:
    return Padding(words, (0, 0, 0, 4), expand=False)


# ── words and numbers ────────────────────────────────────────────────────────────────────────────

def span_of_days(start: str | None, end: str | None) -> str:
    """Days as a reader writes them, as short as they can be told; empty where nothing is known.

    >>> span_of_days("2016-09-26", "2016-09-26"), span_of_days("2016-09-01", "2016-09-30")
    ('26 Sep 2016', 'Sep 2016')
    >>> span_of_days("2016-01-01", "2016-12-31"), span_of_days("2016-09-26", "2016-10-02")
    ('2016', '26 Sep – 2 Oct 2016')
    >>> span_of_days("2016-09-26", "2016-09-27")
    '26–27 Sep 2016'
    >>> span_of_days("2016-09-26", None), span_of_days(None, "2016-09-26"), span_of_days(None, None)
    ('since 26 Sep 2016', 'until 26 Sep 2016', '')
    """
    first, last = _day(start), _day(end)
    if first is None or last is None:
        known = [f"since {_written(first)}" if first else "", f"until {_written(last)}" if last else ""]
        return " ".join(filter(None, known)) or " – ".join(filter(None, (start, end)))
    if first == last:
        return _written(first)
    if (first.day, last.toordinal()) == (1, _month_end(last)):
        if first.month == 1 and last.month == 12:
            return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%b} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{_written(last)}"
    from_ = f"{first.day} {first:%b}" if first.year == last.year else _written(first)
    return f"{from_} – {_written(last)}"


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _written(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def _month_end(day: date) -> int:
    """The last day of this month, as an ordinal."""
    later = date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < 9999 else day
    return later.toordinal() - 1


def flowing(words: str) -> str:
    """Words on one line, edges kept: line breaks of the report are no line breaks here."""
    return "".join(" " if c in "\n\r\t\v\f\x85\u2028\u2029" else c for c in words)


def listed(rows: Iterable[Iterable[object]], columns: Iterable[str]) -> Table:
    """A plain list with a head, for reports and settings."""
    found = Table(*columns, box=None, header_style="bold", padding=(0, 2, 0, 0))
    for row in rows:
        found.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return found


def figures_told(tolls: Iterable[Toll]) -> str:
    """What reports count, kind by kind, and whether they agree: "killed 35 (Red Cross), 30 (police): contested"."""
    return "; ".join(_toll(toll) for toll in tolls)


def _toll(toll: Toll) -> str:
    said = dict.fromkeys(f"{amount(v.low, v.high)}{f' ({v.by})' if v.by else ''}" for v in toll.values)
    state = ": contested" if toll.contested else ": updated" if toll.updated else ""
    return f"{toll.kind} {', '.join(said)}{state}"


COMMITTED = ("State", "Due", "Kind", "By", "What", "Settled by")


def committed(found: Iterable[Incident]) -> list[tuple[object, ...]]:
    """What was promised, threatened or demanded, with its state and the event that settles it, settled ones first."""
    order = ("broken", "met", "lapsed", "open", "unknown")
    rows = [(c.state, c.deadline, c.kind, c.actor, one.label, c.settled_by_event and c.settled_by_event[:8])
            for one in found if (c := one.commitment)]
    return sorted(rows, key=lambda row: (order.index(row[0]), row[1] or "9999"))
