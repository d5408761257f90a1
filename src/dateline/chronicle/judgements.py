"""What people have judged: a list that is only ever added to, beside the store, and what follows from it.

``NAME.decisions.jsonl`` holds one judgement a line: who, when, what, before, after, why. It is the only truth about
them; everything the store shows of them is worked out from this file, so that it can be replayed into an empty store.
A later judgement outranks an earlier one, whoever made it, and one that is undone counts for nothing, though it stays.

``Judgements`` is the file, ``Effects`` what its judgements come to. No clock here: whoever judges says when.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from dataclasses import field as plain  # a judgement has a field of that name
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, Self, TypeVar, get_args

from dateline.codebook.actors import fold
from dateline.errors import BadDecisions, NoAccess
from dateline.model import digest
from dateline.writing import whole_file

Key = tuple[str, str]               # of a telling: report, event
Value = Any                         # of a field, as plain data; None: what was read is wrong

State = Literal["open", "met", "broken", "lapsed", "unknown"]
STATES: tuple[State, ...] = get_args(State)
EVENT = "event"                     # the field that is the event itself: None where it never was
ENDING = ".decisions.jsonl"
TORN = ".torn"                     # beside the file: what a crash has left of a last line

K = TypeVar("K", Key, str)


# ── what can be judged ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Join:
    """The one telling and all the others are one happening."""

    one: Key
    other: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The one telling and each of the others are two happenings."""

    one: Key
    other: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Correct:
    """A field of an event is `after`, not `before`; None where the words give no such value."""

    report: str
    event: str
    field: str
    before: Value = plain(hash=False)
    after: Value = plain(hash=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the machine read this field right, or the event as a whole; None where whoever looked could not say."""

    report: str
    event: str
    field: str | None
    right: bool | None


@dataclass(frozen=True, slots=True)
class ActorJoin:
    """These two names are one actor's."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class ActorPart:
    """These two names are two actors'."""

    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Settle:
    """What became of the commitment that this telling is of."""

    telling: Key
    before: str | None
    after: State


@dataclass(frozen=True, slots=True)
class Undo:
    """The judgement with this id counts no longer."""

    of: str


Deed = Join | Part | Correct | Verdict | ActorJoin | ActorPart | Settle | Undo
KINDS: dict[str, type[Deed]] = {
    "join": Join, "part": Part, "correct": Correct, "verdict": Verdict, "actor_join": ActorJoin,
    "actor_part": ActorPart, "state": Settle, "undo": Undo,
}
_WHAT = {kind: what for what, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement; its id is a digest of all the rest."""

    id: str
    at: str                         # ISO, with its zone
    by: str
    deed: Deed
    why: str | None = None
    redacted: bool = False          # its report was taken down: the words are gone, and the id is of what they were

    @classmethod
    def make(cls, deed: Deed, *, by: str, at: str, why: str | None = None) -> Self:
        """Raises ValueError where it says nothing, or nothing that can be."""
        if not by.strip():
            raise ValueError("a judgement needs the name of whoever judges")
        if datetime.fromisoformat(at).tzinfo is None:
            raise ValueError(f"the time of a judgement needs its zone, like 2026-03-05T10:00:00+00:00; got {at}")
        _check(deed)
        return cls(digest(_line({**_said(deed), "at": at, "by": by.strip(), "why": why})), at, by.strip(), deed, why)

    @property
    def what(self) -> str:
        return _WHAT[type(self.deed)]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at).astimezone(UTC)

    @property
    def rank(self) -> tuple[datetime, str, str]:
        """By which judgements stand in order, whichever file they came from."""
        return self.moment, self.by, self.id

    def line(self) -> str:
        """As it stands in the file."""
        said = {"what": self.what, **_said(self.deed)}
        gone = {"redacted": True} if self.redacted else {}
        return _line({"id": self.id, "at": self.at, "by": self.by, **said, "why": self.why, **gone}, ordered=False)

    def emptied(self) -> Self:
        """The same without whatever may be words of its report: who, when and of what stay."""
        deed = replace(self.deed, before=None, after=None) if isinstance(self.deed, Correct) else self.deed
        return replace(self, deed=deed, why=None, redacted=True)

    @classmethod
    def read(cls, line: str) -> Self:
        """What ``line`` wrote; ValueError says what is wrong with it."""
        try:
            data = json.loads(line)
            kind = KINDS[data["what"]]
            deed = kind(**{f.name: _value(f.name, data[f.name]) for f in fields(kind)})
            made = cls.make(deed, by=data["by"], at=data["at"], why=data["why"])
        except json.JSONDecodeError as error:
            raise ValueError("it is no JSON") from error
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"it is no judgement this Dateline knows ({error})") from error
        if data.get("redacted") is True and made.emptied() == replace(made, redacted=True):
            return replace(made, id=data["id"], redacted=True)
        if made.id != data.get("id"):
            raise ValueError("its words are not those its id was made of: somebody has changed it")
        return made


def _check(deed: Deed) -> None:
    match deed:
        case Join(one, others) | Part(one, others) if not others or one in others:
            raise ValueError("a telling is joined with, or parted from, others than itself")
        case ActorJoin(one, other) | ActorPart(one, other) if fold(one) == fold(other):
            raise ValueError(f"{one!r} and {other!r} are one name")
        case Settle(after=after) if after not in STATES:
            raise ValueError(f"a commitment is {', '.join(STATES)}; got {after!r}")
        case Verdict(right=right) if right not in (True, False, None):
            raise ValueError(f"a verdict is true, false or null, got {right!r}")


def _said(deed: Deed) -> dict[str, Any]:
    return {"what": _WHAT[type(deed)], **{f.name: getattr(deed, f.name) for f in fields(deed)}}


def tellings_of(deed: Deed) -> tuple[Key, ...]:
    """The tellings that a deed names."""
    match deed:
        case Join(one, others) | Part(one, others):
            return one, *others
        case Correct(report, event) | Verdict(report, event):
            return ((report, event),)
        case Settle(telling):
            return (telling,)
    return ()


def names_of(deed: Deed) -> tuple[str, ...]:
    """The names of actors that a deed names."""
    return (deed.one, deed.other) if isinstance(deed, ActorJoin | ActorPart) else ()


def _line(data: Mapping[str, Any], *, ordered: bool = True) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=ordered)


_KEYS = {"one", "other", "telling"}     # the fields that name tellings, unless they are names of actors


def _value(name: str, value: Any) -> Any:
    """A field as it was before it was written: pairs of ids are tuples again."""
    if name not in _KEYS or isinstance(value, str):
        return value
    if value and isinstance(value[0], list):
        return tuple(map(_key, value))
    return _key(value)


def _key(value: Sequence[str]) -> Key:
    report, event = value
    return report, event


# ── what they come to ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Constraints:
    """Which tellings are one happening and which are never, each pair with its lesser key first.

    Both can hold at once: no chain of `must` leads from one end of a `cannot` to the other.
    """

    must: frozenset[tuple[Key, Key]] = frozenset()
    cannot: frozenset[tuple[Key, Key]] = frozenset()


@dataclass(frozen=True, slots=True)
class Names:
    """Which names (as `fold` writes them) are one actor's, each with all of them and with the one to show for them; and
    which pairs never are."""

    same: Mapping[str, frozenset[str]] = plain(default_factory=dict)
    shown: Mapping[str, str] = plain(default_factory=dict)
    apart: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.same or self.apart)


@dataclass(frozen=True, slots=True)
class Correction:
    """The value of a field by the latest judgement on it; None: what was read is wrong, and nothing is in its place."""

    value: Value
    judgement: Judgement


Corrections = Mapping[Key, Mapping[str, Correction]]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of the judgements can change: these tellings, and whatever bears these names.

    `bound`: those of them of which it was judged that they are one with others, or not.
    """

    tellings: frozenset[Key] = frozenset()
    bound: frozenset[Key] = frozenset()
    names: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tellings or self.names)


@dataclass(frozen=True, slots=True)
class Effects:
    """All that judgements come to, as linking and incidents need it."""

    constraints: Constraints = plain(default_factory=Constraints)
    corrections: Corrections = plain(default_factory=dict)
    names: Names = plain(default_factory=Names)
    states: Mapping[Key, State] = plain(default_factory=dict)

    def given(self, tellings: Iterable[Key]) -> dict[str, Value]:
        """What people say of the fields of an incident with these tellings, the latest word on each."""
        found: dict[str, Correction] = {}
        for key in tellings:
            for name, one in self.corrections.get(key, {}).items():
                if one.value is not None and (
                        name not in found or one.judgement.rank > found[name].judgement.rank):
                    found[name] = one
        return {name: found[name].value for name in sorted(found)}

    def wrong(self, telling: Key) -> frozenset[str]:
        """The fields of a telling that somebody judged wrong and nobody has put right: they count no more.

        Among them EVENT where there was no such event.
        """
        return frozenset(name for name, one in self.corrections.get(telling, {}).items() if one.value is None)

    def touched(self, before: Effects) -> Touched:
        """Whatever may be another now than under other effects."""
        pairs = ((self.constraints.must ^ before.constraints.must)
                 | (self.constraints.cannot ^ before.constraints.cannot))
        bound = frozenset(key for pair in pairs for key in pair)
        keys = bound | _differing(_values(self.corrections), _values(before.corrections))
        names = {name for pair in self.names.apart ^ before.names.apart for name in pair}
        names |= _differing(self.names.same, before.names.same) | _differing(self.names.shown, before.names.shown)
        return Touched(keys | _differing(self.states, before.states), bound, frozenset(names))


def _values(corrections: Corrections) -> dict[Key, dict[str, tuple[Value, str]]]:
    return {key: {name: (one.value, one.judgement.id) for name, one in fields.items()}
            for key, fields in corrections.items()}


def _differing(one: Mapping[K, Any], other: Mapping[K, Any]) -> set[K]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def active(every: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Those that are not undone, in their order. Undoing can itself be undone, whatever the clocks say was first.

    An undoing is looked at once all that undo it have been. None waits for ever: its id is a digest of what it undoes.
    """
    known = {one.id: one for one in every}
    left = Counter(one.deed.of for one in known.values() if isinstance(one.deed, Undo))
    ready = [name for name in known if not left[name]]
    undone: set[str] = set()
    while ready:
        one = known[ready.pop()]
        if isinstance(one.deed, Undo):
            of = one.deed.of
            undone |= {of} if one.id not in undone else set()
            left[of] -= 1
            if not left[of] and of in known:
                ready.append(of)
    counts = (one for name, one in known.items() if name not in undone and not _says_nothing(one))
    return tuple(sorted(counts, key=lambda one: one.rank))


def _says_nothing(one: Judgement) -> bool:
    """A correction without its value, whose report was taken down; what else is redacted still says which is meant."""
    return one.redacted and isinstance(one.deed, Correct)


def effects(every: Iterable[Judgement], renamed: Mapping[Key, Key] | None = None) -> Effects:
    """What these judgements come to, in whatever order they are given.

    `renamed`: keys that tellings have now, by those they had before their report was coded anew.
    """
    standing = active(every)
    now: Callable[[Key], Key] = lambda key: (renamed or {}).get(key, key)      # noqa: E731
    must, cannot = _agreed((now(a), now(b), join) for a, b, join in _pairs(standing))
    return Effects(Constraints(must, cannot), _corrections(standing, now), _names(standing), {
        now(one.deed.telling): one.deed.after for one in standing if isinstance(one.deed, Settle)})


def _pairs(standing: Iterable[Judgement]) -> Iterator[tuple[Key, Key, bool]]:
    for one in standing:
        if isinstance(one.deed, Join | Part):
            yield from ((one.deed.one, other, isinstance(one.deed, Join)) for other in one.deed.other)


def _names(standing: Sequence[Judgement]) -> Names:
    judged = [one.deed for one in standing if isinstance(one.deed, ActorJoin | ActorPart)]
    same, apart = _agreed((fold(one.one), fold(one.other), isinstance(one, ActorJoin)) for one in judged)
    groups = _groups(same)
    shown: dict[str, str] = {}
    for one in judged:                          # the first name of the latest judgement is the one to show
        if isinstance(one, ActorJoin) and fold(one.other) in groups.get(fold(one.one), ()):
            shown.update(dict.fromkeys(groups[fold(one.one)], one.one))
    return Names(groups, {name: shown[name] for name in groups}, apart)


def _agreed(pairs: Iterable[tuple[K, K, bool]]) -> tuple[frozenset[tuple[K, K]], frozenset[tuple[K, K]]]:
    """Pairs that are one and pairs that are not, such that both can hold: from the latest back, what would contradict
    those already taken is left out."""
    group: dict[K, set[K]] = {}
    foes: dict[K, set[K]] = {}                          # of each member of any pair parted
    must: set[tuple[K, K]] = set()
    cannot: set[tuple[K, K]] = set()
    for a, b, join in reversed(list(pairs)):
        one, other = group.setdefault(a, {a}), group.setdefault(b, {b})
        pair = (a, b) if a < b else (b, a)
        if join and not any(foes.get(x, set()) & other for x in one):
            must.add(pair)
            one |= other
            group.update(dict.fromkeys(one, one))
        elif not join and one is not other:
            cannot.add(pair)
            foes.setdefault(a, set()).add(b)
            foes.setdefault(b, set()).add(a)
    return frozenset(pair for pair in must if pair[0] != pair[1]), frozenset(cannot)


def _groups(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Each name with all that pairs lead to from it, itself among them."""
    group: dict[str, set[str]] = {}
    for a, b in pairs:
        both = group.get(a, {a}) | group.get(b, {b})
        group.update(dict.fromkeys(both, both))
    return {name: frozenset(group[name]) for name in sorted(group)}


def _corrections(standing: Iterable[Judgement], now: Callable[[Key], Key]) -> dict[Key, dict[str, Correction]]:
    """The latest word on each field: a value, wrong, or right (which puts back what was read)."""
    found: dict[Key, dict[str, Correction]] = {}
    for one in standing:
        match one.deed:
            case Correct(report, event, name, _, value):
                found.setdefault(now((report, event)), {})[name] = Correction(value, one)
            case Verdict(report, event, name, False):
                found.setdefault(now((report, event)), {})[name or EVENT] = Correction(None, one)
            case Verdict(report, event, name, True):
                found.get(now((report, event)), {}).pop(name or EVENT, None)
    return {key: fields for key, fields in sorted(found.items()) if fields}


# ── the file ─────────────────────────────────────────────────────────────────────────────────────


def beside(store: Path) -> Path:
    """The file of judgements that belongs to a store.

    >>> beside(Path("news.duckdb")).name, beside(Path("news.2026")).name
    ('news.decisions.jsonl', 'news.2026.decisions.jsonl')
    """
    return store.with_name(store.name.removesuffix(".duckdb") + ENDING)


class Judgements:
    """The judgements of one file. Lines are added and never changed; what ``append`` has returned from is on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept: tuple[Judgement, ...] = ()
        self.torn = b""                     # of a last line that a crash cut off; the next `append` sets it aside
        self._ended = True                  # whether the last line has its end; an editor may have left it out
        self._size = -1
        self.look()

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """What this file holds; nothing, where there is none. Raises BadDecisions or NoAccess."""
        return cls(Path(path))

    def __len__(self) -> int:
        return len(self.kept)

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self.kept)

    def append(self, *judgements: Judgement) -> tuple[Judgement, ...]:
        """Write those that are not there yet, all with one stroke; says which."""
        self.look()
        known = {one.id for one in self.kept}
        new = tuple({one.id: one for one in judgements if one.id not in known}.values())
        if new:
            self._write("".join(one.line() + "\n" for one in new).encode())
            self.kept = tuple(sorted((*self.kept, *new), key=lambda one: one.rank))
        return new

    def merge(self, paths: Iterable[str | Path]) -> tuple[Judgement, ...]:
        """Add what other files hold, each judgement once; says what was new. All are read before one is written."""
        theirs: list[Judgement] = []
        for path in map(Path, paths):
            if not path.exists():
                raise BadDecisions(str(path), None, "there is no such file", "name another")
            found = Judgements.load(path)
            if found.torn:
                raise BadDecisions(str(path), len(found) + 1, "its last line breaks off", "get the whole file, or take "
                                   "that line out")
            theirs += found.kept
        return self.append(*sorted(theirs, key=lambda one: one.rank))

    def redact(self, reports: Collection[str]) -> tuple[Judgement, ...]:
        """Empty what judgements about these reports may quote of them; says which. The file is written anew, whole
        before it takes the old one's place; all other lines stay as they are."""
        self.look()
        meant = {one.id: one.emptied() for one in self.kept
                 if not one.redacted and any(report in reports for report, _ in tellings_of(one.deed))}
        for path in (self.path, self.path.with_name(self.path.name + TORN)):
            if path.exists():
                lines = path.read_bytes().splitlines(keepends=True)
                _renewed(path, (_kept_line(line, meant, reports) for line in lines))
        self._size = -1
        self.look()
        return tuple(meant.values())

    def find(self, start: str) -> tuple[Judgement, ...]:
        """Those whose id begins so."""
        return tuple(one for one in self.kept if one.id.startswith(start))

    def active(self) -> tuple[Judgement, ...]:
        return active(self.kept)

    def constraints(self) -> Constraints:
        return self.effects().constraints

    def corrections(self) -> Corrections:
        return self.effects().corrections

    def effects(self, renamed: Mapping[Key, Key] | None = None) -> Effects:
        return effects(self.kept, renamed)

    def stamp(self, clock: datetime) -> str:
        """The time for a new judgement: the clock's, or just after the latest where the clock has gone back, so that
        what is judged last outranks."""
        last = max((one.moment for one in self.kept), default=None)
        now = clock.astimezone(UTC)
        return max(now, last + timedelta(microseconds=1) if last else now).isoformat()

    def look(self) -> None:
        """Read the file where it is not as it was when last looked at."""
        try:
            size = self.path.stat().st_size if self.path.exists() else 0
            if size == self._size:
                return
            data = self.path.read_bytes() if size else b""
        except OSError as error:
            raise NoAccess(str(self.path), error.strerror or str(error)) from error
        self.kept, self.torn = _read(data, self.path)
        self._ended = bool(self.torn) or data[-1:] in (b"", b"\n")
        self._size = len(data)

    def _write(self, lines: bytes) -> None:
        """Add whole lines after the last whole one, and have the disk keep them."""
        try:
            if self.torn:
                _add(self.path.with_name(self.path.name + TORN), self.torn + b"\n")
                os.truncate(self.path, self._size - len(self.torn))
                self._size, self.torn = self._size - len(self.torn), b""
            _add(self.path, lines if self._ended else b"\n" + lines)
            self._size = self.path.stat().st_size
            self._ended = True
        except OSError as error:
            self._taken_back()
            raise NoAccess(str(self.path), error.strerror or str(error)) from error

    def _taken_back(self) -> None:
        """Leave nothing of what could not be written whole, as far as the disk lets us; then look anew."""
        with suppress(OSError):
            if self.path.stat().st_size > self._size >= 0:
                os.truncate(self.path, self._size)
        self._size = -1


def _read(data: bytes, path: Path) -> tuple[tuple[Judgement, ...], bytes]:
    """The judgements of a file in their order, each once, and what is left of a line that was never finished."""
    *whole, rest = data.split(b"\n")
    found: dict[str, Judgement] = {}
    for number, line in enumerate((*whole, rest), start=1):
        if not line.strip():
            continue
        try:
            one = Judgement.read(line.decode())
        except ValueError as error:
            if number > len(whole):
                return _in_order(found), rest
            raise BadDecisions(str(path), number, str(error), "put the line back as it was, or take it out") from error
        found[one.id] = one
    return _in_order(found), b""


def _in_order(found: Mapping[str, Judgement]) -> tuple[Judgement, ...]:
    return tuple(sorted(found.values(), key=lambda one: one.rank))


def _kept_line(line: bytes, meant: Mapping[str, Judgement], reports: Collection[str]) -> bytes:
    """A line of the file without words of these reports; a torn one, which nobody can read, goes if it names one."""
    try:
        name: str | None = json.loads(line)["id"] if line.strip() else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return b"" if any(report.encode() in line for report in reports) else line
    return meant[name].line().encode() + b"\n" if name is not None and name in meant else line


def _renewed(path: Path, lines: Iterable[bytes]) -> None:
    with whole_file(path) as half:
        half.write_bytes(b"".join(lines))


def _add(path: Path, data: bytes) -> None:
    new = not path.exists()
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if new and os.name != "nt":                 # the name of a new file is the folder's to keep
        folder = os.open(path.absolute().parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
