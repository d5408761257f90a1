"""Which reports tell one story, and which words tell one event, on ECB+ (Cybulska and Vossen 2014).

Documents are grouped by the words of each whole report (chronicle/likeness.py, `stories`). Mentions are given as gold
spans, most of them of deeds without a type of PLOVER's: each becomes an account as an event of ours would, of no type,
and is weighed against all others of reports that may tell one story; what holds together is one event. A mention
stands for a report of its own, for the weights within one report are of events that the coder has already told apart.
Scorer: score_stories.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from bench.quality.scoring import Scores, score
from dateline.chronicle.groups import gathered
from dateline.chronicle.likeness import ODDS, link, stories, story_odds
from dateline.chronicle.tellings import Account, accounts, story_vector
from dateline.codebook import load
from dateline.model import Event, Participant, Record, Report
from dateline.reading import Reader
from dateline.record import code
from dateline.record.phrases import chars, children, clause
from dateline.record.slots import deep_object, deep_subject
from dateline.record.when import event_time
from dateline.record.where import event_place
from dateline.record.who import Cast, cast
from dateline.report import report_from_text

Item = Mapping[str, Any]
OWNERS = ("nmod:poss", "compound", "amod")      # where a noun's doer stands
NONE = ""                                       # the type of what has none


def measure(data: Path, reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores) of the documents, then of the mentions."""
    for gold in sorted((data / "stories" / "ecbplus").glob("*.jsonl")):
        if gold.stem != "train":
            yield f"ecbplus {gold.stem}", [gold], score("score_stories.py", gold, documents(lines(gold)))
            mentions = data / "stories" / "ecbplus_mentions" / gold.name
            told = told_by(lines(gold), lines(mentions), reader)
            yield f"ecbplus_mentions {gold.stem}", [mentions], score("score_stories.py", mentions, grouped(told))


def documents(items: Iterable[Item]) -> list[dict[str, str]]:
    """Each document with the story it is put in."""
    groups = stories({one["id"]: story_vector(one["text"]) for one in items})
    return [{"id": name, "story": group[0]} for group in groups for name in group]


def grouped(told: Mapping[str, Account]) -> list[dict[str, str]]:
    """Each mention with the event it is put in."""
    links = (link(a, b) for a, b in met(told.values()))
    groups = gathered(told, {(x.one[1], x.other[1]): x.weight for x in links})
    return [{"id": name, "story": group[0]} for group in groups for name in group]


def met(told: Iterable[Account]) -> Iterator[tuple[Account, Account]]:
    """All pairs of mentions whose reports may tell one story."""
    texts: dict[int, Mapping[str, float]] = {}
    of_text: dict[int, list[Account]] = {}
    for account in told:
        texts[id(account.story)] = account.story
        of_text.setdefault(id(account.story), []).append(account)
    for inner in of_text.values():
        yield from combinations(inner, 2)
    for one, other in combinations(texts, 2):
        if story_odds(texts[one], texts[other]) > ODDS[0]:
            yield from ((a, b) for a in of_text[one] for b in of_text[other])


def told_by(items: Iterable[Item], mentions: Iterable[Item], reader: Reader) -> dict[str, Account]:
    """Each mention, by its name, as an account."""
    reports = ((one["id"], report_from_text(one["text"], ref=one["id"], published=one["published"])) for one in items)
    return dict(read_mentions(((name, report, reader.read_report(report)) for name, report in reports), mentions))


def read_mentions(read: Iterable[tuple[str, Report, Doc]], mentions: Iterable[Item]) -> Iterator[tuple[str, Account]]:
    """(name, account) of the mentions of each document that is read."""
    given: dict[str, list[Item]] = {}
    for mention in mentions:
        given.setdefault(mention["doc"], []).append(mention)
    for name, report, doc in read:
        for account in accounts(_with_mentions(doc, report, given.get(name, []))):
            yield account.event, replace(account, report=account.event)


def _with_mentions(doc: Doc, report: Report, mentions: Sequence[Item]) -> Record:
    """The record of a report whose events are the mentions given."""
    record = code(doc, report, load())
    people = cast(doc, record.report, load().actors, record.places, record.times)
    events = tuple(_event(one, doc, record, people) for one in mentions)
    return replace(record, actors=people.actors, events=events)


def _event(mention: Item, doc: Doc, record: Record, people: Cast) -> Event:
    """A mention as an event: as the coder has it, if he has; else with what its clause says."""
    span = mention["start"], mention["end"]
    known = next((e for e in record.events if e.trigger[0] < span[1] and span[0] < e.trigger[1]), None)
    if known:
        return replace(known, id=mention["id"], trigger=span, type=NONE, modes=())
    token = doc.char_span(*span, alignment_mode="expand").root
    over = token.head if token.pos_ != "VERB" and token.head.pos_ == "VERB" else token
    actors, recipients = (tuple(_party(t, people) for t in side if people.of(t)) for side in _sides(token))
    return Event(
        id=mention["id"], type=NONE, modes=(), contexts=(), quad="", score=None, actors=actors, recipients=recipients,
        trigger=span, evidence=(chars(doc, *clause(over)),), status="occurred",
        time=event_time(token, record.times, doc, record.report),
        place=event_place(token, record.places, doc, record.report))


def _sides(token: Token) -> tuple[list[Token], list[Token]]:
    if token.pos_ in ("VERB", "AUX"):
        return list(deep_subject(token)), list(deep_object(token))
    return list(children(token, *OWNERS)), list(children(token, "nmod"))


def _party(token: Token, people: Cast) -> Participant:
    return Participant(people.of(token) or "", *people.mention(token))


def lines(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
