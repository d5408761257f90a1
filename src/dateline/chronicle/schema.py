"""Every table of the store, with a type and a meaning for each column: what plain SQL, R and Python meet.

Plain names (``events``, ``incidents``) are for everybody. The schema ``kept`` holds what the store needs for itself and
what it was given: records whole, in every version, and what new reports are compared by. The flat tables (`FLAT`) hold
the newest record of each report; what is added up from them (`DERIVED`) can be made again. `docs/schema.md` is made
from this page.

Lists of codes are joined by ``;`` so that every column can go into CSV. Days are dates, inclusive at both ends. Words
of a report stand beside ``start_char`` and ``end_char``, which count characters of the report's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

Cell = Literal["text", "int", "real", "flag", "day"]

TYPES: dict[Cell, str] = {
    "text": "VARCHAR", "int": "BIGINT", "real": "DOUBLE", "flag": "BOOLEAN", "day": "DATE",
}


class Column(NamedTuple):
    type: Cell
    meaning: str


class Table(NamedTuple):
    meaning: str
    columns: Mapping[str, Column]


def _table(meaning: str, **columns: tuple[Cell, str]) -> Table:
    return Table(meaning, {name: Column(*column) for name, column in columns.items()})


def _spot(of: str) -> dict[str, tuple[Cell, str]]:
    return {
        "country": ("text", f"country of {of}, ISO 3166-1 alpha-3"),
        "lat": ("real", "degrees north"), "lon": ("real", "degrees east"),
        "geonameid": ("int", "its number in GeoNames"),
        "precision": ("text", "site, city, region, country or area"),
    }


_REPORT: dict[str, tuple[Cell, str]] = {"report": ("text", "id of the report")}
_EVENT: dict[str, tuple[Cell, str]] = {"event": ("text", "id of the event, unique within its report")}
_INCIDENT: dict[str, tuple[Cell, str]] = {"incident": ("text", "id of the incident")}
_WORDS: dict[str, tuple[Cell, str]] = {
    "words": ("text", "the words of the report"),
    "start_char": ("int", "where they begin in its text"), "end_char": ("int", "where they end, exclusive"),
}


def ddl(name: str, table: Table) -> str:
    """The statement that makes a table, or one of the schema ``kept`` where its name begins so."""
    columns = ", ".join(f'"{column}" {TYPES[kind]}' for column, (kind, _) in table.columns.items())
    return f"CREATE TABLE {name} ({columns})"


# ── what came in ─────────────────────────────────────────────────────────────────────────────────

GIVEN: dict[str, Table] = {
    "reports": _table(
        "Every report, one row each.",
        id=("text", "digest of text, outlet, address and day of publication"),
        ref=("text", "what its giver calls it"), title=("text", "headline"), outlet=("text", "who published it"),
        url=("text", "its address"), language=("text", "ISO 639-1"),
        published_start=("day", "first day on which it may have come out"),
        published_end=("day", "last day on which it may have come out"),
        published_basis=("text", "stated, metadata or inferred"), text=("text", "its text, cleaned"),
        record=("text", "id of its newest record, in kept.records"),
        family=("text", "its source family: the least report id among it and its near copies"),
        number=("int", "order of arrival, from 1"),
    ),
    "failures": _table(
        "Reports that could not be read or coded.",
        source=("text", "what was to be read"), error=("text", "kind of error"),
        message=("text", "what was met, and what to do"),
    ),
    "tombstones": _table(
        "Reports that were taken down; nothing of their text is left.",
        report=("text", "id it had"), when_=("text", "ISO time of the taking down"), who=("text", "by whom"),
        why=("text", "for what reason"), digest=("text", "of its words: the same text is not taken in again unasked"),
    ),
}

# ── the newest record of each report, flat ───────────────────────────────────────────────────────

FLAT: dict[str, Table] = {
    "headings": _table("Lines of reports that are headings, not prose.", **_REPORT, **_WORDS),
    "reasons": _table(
        "Why a report without a day is thought to be of these days.", **_REPORT,
        start_day=("day", "first day the words allow"), end_day=("day", "last day they allow"),
        why=("text", "what they tell"), **_WORDS),
    "actors": _table(
        "Whoever a report names or describes.", **_REPORT,
        id=("text", "unique within its report"), name=("text", "fullest name or description"),
        kind=("text", "person, government, organization, armed_group, party, company, media, international, "
                      "population, country, place or unknown"),
        country=("text", "ISO 3166-1 alpha-3, or PLOVER's code for what has no country"),
        sector=("text", "PLOVER sector"), sectors=("text", "further sectors"),
        candidates=("text", "whom the table of actors knows by this name, where the report does not tell which")),
    "mentions": _table("Where reports mention their actors.", **_REPORT,
                       actor=("text", "id of the actor in this report"), **_WORDS),
    "roles": _table(
        "Offices of actors.", **_REPORT, actor=("text", "id of the actor in this report"), title=("text", "the office"),
        organization=("text", "of what"), start_day=("day", "since when"), end_day=("day", "until when"),
        holding=("text", "current, former, acting or future"),
        basis=("text", "stated by the report, or known from the table of actors")),
    "events": _table(
        "Who did what to whom: every event of each report.", **_REPORT,
        id=("text", "digest of report, trigger and type"), type=("text", "PLOVER type"), modes=("text", "PLOVER modes"),
        contexts=("text", "PLOVER contexts"), quad=("text", "verbal or material, cooperation or conflict"),
        score=("real", "PLOVER's intensity, -10 to 10"), event_code=("text", "CAMEO code, as GDELT's EventCode"),
        event_root_code=("text", "its first two digits"), quad_class=("int", "GDELT's QuadClass, 1 to 4"),
        goldstein_scale=("real", "Goldstein's score of the CAMEO code"),
        status=("text", "occurred, ongoing, future, conditional, hypothetical or negated"),
        historical=("flag", "background, not the news of this report"),
        disputed=("flag", "somebody denies or doubts it"), confidence=("real", "share of such events that are right"),
        claim=("text", "innermost claim that carries it; null where the report itself says so"),
        trigger_words=("text", "the word that carries the type"), start_char=("int", "where it begins in the text"),
        end_char=("int", "where it ends, exclusive"), evidence=("text", "the clauses that tell it"),
        condition=("text", "on which condition"), deadline=("day", "until when"),
        deadline_time=("text", "until which hour"), time_start=("day", "first day"), time_end=("day", "last day"),
        time_grain=("text", "minute, hour, day, week, month, quarter, year or decade"),
        time_basis=("text", "stated, relative, or assumed from the day of publication"),
        place=("text", "name of the place"), **_spot("the place")),
    "participants": _table(
        "Actors in events.", **_REPORT, **_EVENT, role=("text", "actor or recipient"),
        actor=("text", "id of the actor in this report"), **_WORDS,
        then_country=("text", "country on the day of the deed, where it was another"),
        then_sector=("text", "sector on that day, likewise"), then_title=("text", "office on that day, likewise")),
    "instruments": _table("Means of events.", **_REPORT, **_EVENT, kind=("text", "kind of weapon or means"), **_WORDS),
    "figures": _table(
        "Numbers that events give.", **_REPORT, **_EVENT,
        kind=("text", "killed, injured, missing, displaced, detained, released, participants, troops, destroyed, "
                      "aided, money or other"),
        low=("real", "at least"), high=("real", "at most; null where open"),
        claim=("text", "claim that gives the number"), **_WORDS),
    "claims": _table(
        "Who says what.", **_REPORT, id=("text", "unique within its report"),
        actor=("text", "id of the speaker in this report"), source=("text", "words that name the speaker"),
        cue=("text", "word of saying"), content=("text", "what is said"), form=("text", "direct, indirect or mixed"),
        stance=("text", "asserts, denies, doubts, believes, promises, threatens or asks"),
        within=("text", "claim that quotes this one")),
    "event_claims": _table("Which claims carry which events.", **_REPORT, **_EVENT, claim=("text", "id of the claim"),
                           stance=("text", "its stance towards the event")),
    "relations": _table(
        "What holds between two actors.", **_REPORT, subject=("text", "id of an actor"),
        relation=("text", "holds_office, leads, member_of, part_of, supports, allied_with or opposes"),
        object=("text", "id of an actor, or words"), holding=("text", "current, former, acting or future"),
        evidence=("text", "words that tell it"), time_start=("day", "since when"), time_end=("day", "until when"),
        claim=("text", "claim that says so")),
    "evidence": _table("The words behind each event and claim, a row a span.", **_REPORT,
                       of_kind=("text", "event or claim"), of_id=("text", "its id"), **_WORDS),
    "names": _table("Every name read.", **_REPORT, label=("text", "person, organization, place, event or date"),
                    actor=("text", "id of the actor it names"), **_WORDS),
    "times": _table(
        "Every expression of time.", **_REPORT, type=("text", "DATE, TIME, DURATION or SET"),
        value=("text", "TIMEX3 value"), from_day=("day", "first day"), to_day=("day", "last day"), **_WORDS),
    "places": _table(
        "Every place name.", **_REPORT,
        name=("text", "name of the place that is meant"), **_spot("the place"), **_WORDS,
        use=("text", "name, adjective or part of another name"), within=("text", "the place that the words put it in"),
        reason=("text", "what decided"), runner_up=("text", "the place of this name that came next"),
        runner_up_country=("text", "its country"), runner_up_geonameid=("int", "its number in GeoNames")),
    "coverage": _table(
        "Which countries and regions a report speaks of, by its places and actors: what tells no event from no report.",
        **_REPORT, day=("day", "first day on which the report may have come out"),
        country=("text", "ISO 3166-1 alpha-3, or PLOVER's code: one row without a region for each"),
        region=("text", "first-level region, as GeoNames names it: one row for each")),
}

# ── what the reports add up to ───────────────────────────────────────────────────────────────────

DERIVED: dict[str, Table] = {
    "links": _table(
        "Pairs of tellings that were weighed, what spoke for one happening and what against. Rows are only ever added.",
        a_report=("text", "report of the one"), a_event=("text", "event of the one"),
        b_report=("text", "report of the other"), b_event=("text", "event of the other"),
        weight=("real", "log-odds that both are one happening"), reasons=("text", "JSON: [[name, log-odds], …]"),
        made=("int", "number of the batch that weighed them; what was coded anew later is weighed anew"),
        a=("int", "the one in kept.accounts"), b=("int", "the other")),
    "incidents": _table(
        "Happenings, each once, as their tellings together support them.",
        id=("text", "that of its leading telling"), label=("text", "short name"), type=("text", "PLOVER type"),
        modes=("text", "PLOVER modes"), contexts=("text", "PLOVER contexts"),
        quad=("text", "verbal or material, cooperation or conflict"), score=("real", "PLOVER's intensity, -10 to 10"),
        status=("text", "occurred, ongoing, future, conditional, hypothetical or negated"),
        historical=("flag", "told only as background"), disputed=("flag", "somebody denies or doubts it"),
        time_start=("day", "first day"), time_end=("day", "last day"),
        time_grain=("text", "minute, hour, day, week, month, quarter, year or decade"),
        time_basis=("text", "stated, relative, assumed from the day of publication, or judged"),
        place=("text", "name of the place"), region=("text", "first-level region of the place, as GeoNames names it"),
        **_spot("the place"),
        reports=("int", "reports that tell it"), outlets=("int", "outlets that tell it"),
        independent=("int", "voices among them: copies and reports of one outlet count once"),
        first_told=("day", "day of the first report"), last_told=("day", "day of the last"),
        confidence=("real", "share of such incidents that are right")),
    "tellings": _table("Which events of which reports tell which incident; every event is in exactly one.",
                       **_INCIDENT, **_REPORT, **_EVENT),
    "incident_parties": _table(
        "Who took part.", **_INCIDENT, side=("text", "actor or recipient"),
        name=("text", "name, as most reports have it"),
        country=("text", "ISO 3166-1 alpha-3, or PLOVER's code"), sector=("text", "PLOVER sector"),
        kind=("text", "as in actors.kind"), tellings=("int", "tellings that name this party")),
    "incident_figures": _table(
        "Every value of every figure, with whoever gives it.", **_INCIDENT, kind=("text", "as in figures.kind"),
        **_REPORT, **_EVENT, low=("real", "at least"), high=("real", "at most; null where open"),
        by=("text", "who gives the number; null: the report itself"), date=("day", "of which day the number is"),
        **_WORDS,
        contested=("flag", "two speakers stand by values of this kind that cannot both be right"),
        updated=("flag", "later values of this kind replace earlier ones")),
    "incident_claims": _table("Claims that carry a telling of an incident.", **_INCIDENT, **_REPORT,
                              claim=("text", "id of the claim in its report"), stance=("text", "its stance")),
    "commitments": _table(
        "What was promised, threatened or demanded, and what became of it as of the newest day in the store.",
        **_INCIDENT, kind=("text", "promise, threat, demand or ultimatum"), actor=("text", "who is bound or asks"),
        owed_to=("text", "to whom"), condition=("text", "on which condition"), deadline=("day", "until when"),
        state=("text", "met, broken, lapsed, open or unknown"), settled_by=("text", "report that settles it"),
        settled_by_event=("text", "event of that report"), settled_on=("day", "when it was settled"),
        as_of=("day", "day as of which the state is told"),
        open_until=("day", "until when it is open where nothing settles it")),
    "aliases": _table("Every id an incident ever had, and the incident that now has that telling.",
                      id=("text", "digest of a telling's report and event"), **_INCIDENT),
    "event_aliases": _table(
        "Ids that events had before their report was coded anew.",
        old_event=("text", "id it had"), **_REPORT, event=("text", "id of the event that now has its words")),
    "changes": _table(
        "The change feed: what each batch did to incidents and reports.",
        number=("int", "number of the batch"), at=("text", "ISO time"),
        what=("text", "added, changed, merged, split or withdrawn"),
        incident=("text", "id of the incident, or of the report"),
        others=("text", "JSON: ids of the incidents it was merged with or split into"), field=("text", "what changed"),
        before=("text", "value before"), after=("text", "value after"), reason=("text", "why")),
    "decisions": _table(
        "Human judgements, mirrored from the file of decisions beside the store.",
        id=("text", "digest of the rest"), at=("text", "ISO time with zone"), by=("text", "who judged"),
        what=("text", "join, part, correct, verdict, actor_join, actor_part, state or undo"),
        body=("text", "JSON: the judgement whole"), active=("flag", "not undone")),
}

# What of an incident a query can ask for: it stands beside each pair of its parties, so that who deals with whom is
# counted in one table (pairs.py).
ASKED = ("id", "type", "modes", "contexts", "quad", "score", "status", "historical", "disputed", "time_start",
         "time_end", "place", "region", "country", "reports", "outlets", "independent", "confidence")

# ── the store's own ──────────────────────────────────────────────────────────────────────────────

KEPT: dict[str, Table] = {
    "kept.store": _table(
        "The store itself: one row.", format=("int", "of these tables"),
        purge=("flag", "the file is to be written anew, so that nothing is left of what was taken down"),
        shape=("text", "digest of the fields of a telling, as the bodies in kept.accounts have them")),
    "kept.batches": _table(
        "Every transaction that added or took away.", number=("int", "from 1"), at=("text", "ISO time"),
        reports=("int", "reports it added, coded anew or took down")),
    "kept.records": _table(
        "Every record ever given, whole.", id=("text", "digest of report and versions"), **_REPORT,
        dateline=("text", "version of the program"), reader=("text", "version of the reader"),
        codebook=("text", "digest of the codebook"), number=("int", "order of arrival, from 1"),
        body=("text", "JSON of the record without its report's text")),
    "kept.accounts": _table(
        "What of each event is compared with others, and which incident it tells.", **_REPORT, **_EVENT,
        id=("int", "of report and event in one number"), number=("int", "batch that wrote it"),
        since=("int", "day of the report, counted from 0001-01-01; null where not known"),
        copy=("int", "the same for the same words in copies of one report"),
        lead=("int", "id of the first of these, which is compared in their stead"),
        component=("int", "the same for all that links lead to"), **_INCIDENT,
        body=("text", "JSON of the telling without the words of its whole report")),
    "kept.stories": _table("The words of each report by their weight.", **_REPORT, body=("text", "JSON")),
    "kept.keys": _table(
        "By which an event finds others that may be the same happening.",
        hash=("int", "of a type with names, places, …"),
        day_from=("int", "first day on which others are met, counted from 0001-01-01"), day_to=("int", "last such day"),
        id=("int", "of the event, in kept.accounts")),
    "kept.story_keys": _table(
        "By which a report finds others of its story.", hash=("int", "of two of its weightiest words"),
        day=("int", "day of the report, counted from 0001-01-01; null where not known"), **_REPORT),
    "kept.bonds": _table(
        "Promises, threats and demands.", id=("int", "of the event, in kept.accounts"), **_REPORT,
        day_from=("int", "first day on which a report may tell what settles it, counted from 0001-01-01"),
        day_to=("int", "last such day")),
    "kept.parties": _table(
        "By whom a commitment finds what may settle it.", hash=("int", "of a party of the event"),
        id=("int", "of the event, in kept.accounts")),
    "kept.ends": _table(
        "Which telling of a commitment may be settled by which deed.", bond=("int", "of the one, in kept.accounts"),
        deed=("int", "of the other")),
    "kept.pairs": Table(
        "Each actor of an incident with each of its recipients, as a copy of `incidents` and `incident_parties`.", {
            **{name: DERIVED["incidents"].columns[name] for name in ASKED},
            **{f"{side}_{part}": Column("text", f"{part} of {whom}")
               for side, whom in (("actor", "who did it"), ("recipient", "whom it was done to"))
               for part in ("name", "country", "sector")}}),
    "kept.signatures": _table(
        "What finds copies of a report.", **_REPORT, words=("int", "words of its text"),
        whole=("int", "of these words, in their order"),
        text=("int", "number of the text: the same for the same words")),
    "kept.bands": _table("By which texts find near copies.", hash=("int", "of a band of the sketch of a text"),
                         text=("int", "number of the text")),
}

TABLES: dict[str, Table] = GIVEN | FLAT | DERIVED | KEPT
