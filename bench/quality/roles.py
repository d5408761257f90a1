"""Who, whom and with what of a report against ``events/muc4`` (CEAF-REE). Scorer: score_roles.py.

The key knows incidents of political violence against people and things that do not fight: a battle is none, nor is
what may yet come. So the roles are taken from a record's ASSAULT events that happened, without those whose
parties all act alike, and without armed recipients. Each filler is one string, as the key has them: its
name at its fullest, else the noun phrase that took part.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.quality.events import coded, noun_mention
from bench.quality.scoring import Scores, with_spread
from dateline.model import Actor, Event, Participant, Record
from dateline.reading import Reader

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
BODIES = frozenset({"government", "organization", "armed_group", "party", "company", "international"})
PEOPLE = frozenset({"person", "population"})
ARMED = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "SPY"})
THINGS = frozenset({"unknown", "place", "company", "organization", "media", "government"})
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several")
TITLES = "|".join((
    "general", "gen", "colonel", "col", "lieutenant", "lt", "major", "maj", "captain", "capt", "sergeant", "sgt",
    "admiral", "monsignor", "msgr", "bishop", "archbishop", "father", "sister", "dr", "doctor", "mr", "mrs",
    "president", "minister", "senator", "deputy", "mayor", "governor", "judge", "ambassador", "engineer",
    "journalist", "retired", "former", "the",
))
AREAS = ("towns?", "villages?", "city", "cities", "neighbou?rhoods?", "regions?", "departments?", "provinces?",
         "areas?", "zones?", "country", "countries", "territory", "highway", "district", "capital", "places?")
LAND = rf"\b(?:{'|'.join(AREAS)})\b(?!.*\b(?:office|headquarters|building|hall|station))"
FORCES = r"\b(?:army|military|police|armed forces|air force|navy|national guard)$"
GROUPING = r"\b(?:members?|groups?|columns?|elements?|personnel|units?|bands?|number|leaders?|hundreds|dozens)$"
NOISE = frozenset({"fire", "gunfire", "force", "arms", "weapons"})      # ways of fighting, no weapon of the key


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of every file that is no train side."""
    for gold in sorted((data / "events" / "muc4").glob("*.jsonl")):
        if "train" in gold.stem:
            continue
        records = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
        found = [{"id": r["id"], "roles": roles(coded(r["text"], r.get("date"), reader))} for r in records]
        yield f"muc4 {gold.stem}", [gold], with_spread("score_roles.py", records, found)


def roles(record: Record) -> dict[str, list[str]]:
    """Every filler once."""
    found: dict[str, dict[str, None]] = {role: {} for role in ROLES}
    for event in record.events:
        if is_incident(event):
            for role, words in fillers(event, record):
                found[role][words] = None
    return {role: fullest(words) for role, words in found.items()}


def fullest(fillers: Iterable[str]) -> list[str]:
    """Without those that another one holds: "Ruiz" beside "Anna Ruiz" is nobody else."""
    words = {filler: set(filler.upper().split()) for filler in fillers}
    return [one for one in words if not any(words[one] < words[other] for other in words)]


def is_incident(event: Event) -> bool:
    """Done or tried, to somebody or something or with a weapon: those who only fight are no perpetrators of the key."""
    tried = event.status not in ("future", "conditional")
    return event.type == "ASSAULT" and tried and bool(event.recipients or event.instrument)


def fillers(event: Event, record: Record) -> Iterator[tuple[str, str]]:
    """(role, words) of all who took part."""
    known = {a.id: a for a in record.actors}
    met = [(known[p.actor], p) for p in event.recipients]
    if met and all(fights(a, record) for a, _ in met):
        return
    for did in event.actors if harms(event, met) else ():
        yield from doers(known[did.actor], did, record)
    for actor, party in met:
        if actor.kind in PEOPLE and named_in(actor, record):
            yield "Victim", untitled(words_for(party, record))
        elif actor.kind in THINGS and actor.sector not in ARMED and not is_land(party, record):
            yield "Target", counted(words_for(party, record))
    for tool in event.instrument:
        words = record.report.text[slice(*tool.text)]
        if words.lower() not in NOISE:
            yield "Weapon", words


def doers(actor: Actor, did: Participant, record: Record) -> Iterator[tuple[str, str]]:
    """A body by its name; those who are no body by their noun, and the body they belong to."""
    words = words_for(did, record)
    if is_state(actor):
        return
    if re.search(FORCES, words, re.I) or (actor.kind in BODIES and named_in(actor, record)):
        yield "PerpOrg", words
        return
    yield "PerpInd", band(words)
    yield from (("PerpOrg", body) for body in bodies_in(did, record))


def harms(event: Event, met: list[tuple[Actor, Participant]]) -> bool:
    """Is somebody or something hit, or a bomb laid? Who only fires acts in a battle, which is no incident."""
    return bool(met) or "explosives" in event.modes


def is_state(actor: Actor) -> bool:
    """States and their offices are no doers of the key; their armies and police are."""
    return actor.kind in ("government", "country", "place") and actor.sector not in ARMED


def fights(actor: Actor, record: Record) -> bool:
    """Those who bear arms; one of them whom the report names is killed for who he is."""
    return actor.sector in ARMED and not (actor.kind == "person" and named_in(actor, record))


def band(words: str) -> str:
    """Unnamed doers without what is told of them: "alleged rebels of the Front" are "rebels"; of members, groups
    and columns the words behind say who they are."""
    words = re.sub(r"^(?:(?:the|an?|alleged|suspected|some|yesterday)\s+)+", "", " ".join(words.split()), flags=re.I)
    head, *rest = re.split(r"\s+(?:of|from|belonging to)\s+", words, maxsplit=1, flags=re.I)
    return head if rest and not re.search(GROUPING, head, re.I) else words


def untitled(name: str) -> str:
    """A name as the key has it, without rank and title."""
    return re.sub(rf"^(?:(?:{TITLES})\.?\s+)+", "", " ".join(name.split()), flags=re.I) or name


def counted(words: str) -> str:
    """ "three buses" as the key has it: "buses"."""
    return re.sub(r"^(?:the |at least |some |about )*(?:\d+|" + "|".join(NUMBERS) + r")\s+", "", words, flags=re.I)


def is_land(party: Participant, record: Record) -> bool:
    """Towns and countries are where it happened."""
    if re.search(LAND, record.report.text[party.start : party.end], re.I):
        return True
    return any(p.geonameid and party.start <= p.start and p.end == party.end for p in record.places)


def bodies_in(party: Participant, record: Record) -> list[str]:
    """The bodies named in the words for somebody: "members of the Front"."""
    kinds = {a.id: a.kind for a in record.actors}
    return [max(named_in(a, record), key=len) for a in record.actors if a.id != party.actor and kinds[a.id] in BODIES
            and any(party.start <= s and e <= party.end for s, e in a.mentions) and named_in(a, record)
            and not is_state(a)]


def named_in(actor: Actor, record: Record) -> list[str]:
    """The names that the text gives an actor."""
    return [record.report.text[n.start : n.end] for n in record.names if n.actor == actor.id]


def words_for(party: Participant, record: Record) -> str:
    actor = next(a for a in record.actors if a.id == party.actor)
    return max(named_in(actor, record), key=len, default=record.report.text[slice(*noun_mention(party, record))])
