"""Lists of actors of other projects into our open form (rows.py), and what of them could not be read.

    phoenix    actor and agent dictionaries of PETRARCH and Phoenix (names, "+" synonyms, dated codes)
    reign      leader lists in the form of REIGN (a row a leader, with months)
    wikidata   entities of a Wikidata JSON dump: one a line or an array; people with the offices they held (P39)
    csv        a table of one's own, with our columns or with others that are said

Every line that cannot be read is named; the rest comes in.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any

import rtoml

from dateline.codebook.actors.rows import Row, countries, day, read_rows
from dateline.errors import BadCodebook


@dataclass(frozen=True, slots=True)
class Imported:
    """The rows of a foreign list, and each line that could not be read with what is wrong with it."""

    rows: tuple[Row, ...]
    unread: tuple[str, ...]


Found = Row | str           # a row, or what is wrong with a line


def imported(form: str, file: str, lines: Iterable[str], columns: dict[str, str] | None = None) -> Imported:
    """The list in one of FORMATS. Raises BadCodebook where nothing of it can be read."""
    if form == "csv":
        return Imported(tuple(read_rows(file, "\n".join(line.rstrip("\r\n") for line in lines), columns)), ())
    rows: list[Row] = []
    unread: list[str] = []
    try:
        for found in FORMATS[form](file, lines):
            if isinstance(found, Row):
                rows.append(found)
            else:
                unread.append(found)
    except csv.Error as error:
        unread.append(f"{file}, after line {len(rows) + len(unread) + 1}: this is no CSV: {error}")
    if not rows:
        raise BadCodebook(file, "1", f"no line of it is an actor in the form {form!r}"
                          + (f" ({unread[0]})" if unread else ""))
    return Imported(tuple(rows), tuple(unread))


@cache
def _foreign() -> Mapping[str, Mapping[str, str]]:
    text = files("dateline.codebook.actors").joinpath("foreign.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = rtoml.loads(text)
    return found


# ── PETRARCH and Phoenix ─────────────────────────────────────────────────────────────────────────

CODE = re.compile(r"\[([^\]]*)\]")
SPAN = re.compile(r"(?P<from>[<>])?(?P<one>\d{6}|\d{8})(?:-(?P<two>\d{6}|\d{8}))?$")
MACRO = re.compile(r"(![A-Z]+!)\s*=\s*(.+)")
IRREGULAR = re.compile(r"\{([^}]*)\}")
SHORT = re.compile(r"[_ ]?\(([A-Z][\w-]+)\)")           # "ANIMAL_LIBERATION_FRONT_(ALF)_"
PIVOT = 30              # two-digit years from here on are of the last century, as PETRARCH reads them
SPELLINGS, LONGEST = 10_000, 1_000      # of one name, and its characters: macros within macros can come to any number
ACRONYM = 6             # letters that an abbreviation has at most


@dataclass(frozen=True, slots=True)
class _Block:
    """A name with its synonyms and the codes that follow, each with its line."""

    names: tuple[tuple[int, str], ...]
    codes: tuple[tuple[int, str], ...]


def _phoenix(file: str, lines: Iterable[str]) -> Iterator[Found]:
    macros: dict[str, list[str]] = {}
    for block in _blocks(lines, macros):
        number, name = block.names[0]
        if not block.codes:
            yield f"{file}, line {number}: {name} has no code in brackets"
            continue
        unfolded = (s for _, raw in block.names for s in _spelled(raw, macros))
        spellings = tuple(dict.fromkeys(islice(unfolded, SPELLINGS)))
        if not spellings:
            yield f"{file}, line {number}: {name!r} has no name in it"
            continue
        for at, code in block.codes:
            yield _coded(file, at, spellings, code)


def _blocks(lines: Iterable[str], macros: dict[str, list[str]]) -> Iterator[_Block]:
    names: list[tuple[int, str]] = []
    codes: list[tuple[int, str]] = []
    for number, raw in enumerate(lines, 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].rstrip()
        if macro := MACRO.match(line):
            macros[macro[1]] = [word.strip() for word in macro[2].split(",")]
            continue
        head = CODE.sub("", line).strip()
        if head and not head.startswith("+"):
            if names:
                yield _Block(tuple(names), tuple(codes))
            names, codes = [], []
        if head:
            names.append((number, head.lstrip("+").strip()))
        codes += [(number, code.strip()) for code in CODE.findall(line)]
    if names:
        yield _Block(tuple(names), tuple(codes))


def _spelled(raw: str, macros: Mapping[str, list[str]]) -> Iterator[str]:
    """The spellings of a name in a dictionary: macros unfolded, each once, plurals in braces beside it."""
    if len(raw) > LONGEST:
        return
    plural = IRREGULAR.search(raw)
    plain = IRREGULAR.sub("", raw)
    for macro, words in macros.items():
        if macro in plain:
            others = {name: meant for name, meant in macros.items() if name != macro}
            yield from (s for word in words for s in _spelled(plain.replace(macro, word), others))
            return
    short = SHORT.search(plain)
    forms = (SHORT.sub("", plain), short[1]) if short else (plain,)
    for form in (*forms, *(plural[1].split(",") if plural else ())):
        if word := " ".join(form.replace("_", " ").split()):
            yield word


def _coded(file: str, number: int, spellings: tuple[str, ...], code: str) -> Found:
    """The row of one code with its days: "AFGGOV 870930-920416", "KORGOV >20130101", "~REB"."""
    word, _, span = code.partition(" ")
    if word.startswith("~") or word.endswith("~"):
        return _noun(file, number, spellings, word.strip("~"))
    try:
        start, end = _days(span.strip())
    except ValueError:
        return f"{file}, line {number}: {spellings[0]}: {span.strip()!r} is no span of days (YYMMDD-YYMMDD)"
    known = _parts(word)
    if known is None:
        return f"{file}, line {number}: {spellings[0]}: no code {word!r} here"
    country, sectors, kind = known
    names = tuple(dict.fromkeys(_written(s, spellings) for s in spellings))
    person = kind == "person" or (bool(start or end) and kind in ("country", "government"))
    return Row(names[0], names[1:], "person" if person else kind, country, next(iter(sectors), ""), sectors[1:],
               start=start, end=end, source=file, line=number)


def _noun(file: str, number: int, spellings: tuple[str, ...], code: str) -> Found:
    known = _parts(code)
    if known is None:
        return f"{file}, line {number}: {spellings[0]}: no sector {code!r} here"
    _, sectors, _ = known
    nouns = tuple(dict.fromkeys(s.lower().replace("- ", "-") for s in spellings))
    return Row(nouns[0], nouns[1:], "noun", "", next(iter(sectors), ""), sectors[1:], source=file, line=number)


def _parts(code: str) -> tuple[str, tuple[str, ...], str] | None:
    """Country, sectors and kind of a code of three-letter parts; None where no part is known."""
    table = _foreign()
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    lands = [p for p in parts if p in countries()]
    special = [table["special"][p] for p in parts if p in table["special"]]
    sectors = tuple(dict.fromkeys(s for p in parts if (s := table["sector"].get(p))))
    kinds = [table["kind"][p] for p in parts if p in table["kind"]]
    if not (lands or special or sectors):
        return None
    kind = kinds[0] if kinds else "international" if special else "organization" if sectors else "country"
    return (lands or special or [""])[0], sectors, kind


def _days(span: str) -> tuple[str, str]:
    if not span:
        return "", ""
    found = SPAN.match(span.replace(" ", ""))
    if not found:
        raise ValueError
    one, two = _day(found["one"]), _day(found["two"]) if found["two"] else ""
    if found["from"]:
        return (one, "") if found["from"] == ">" else ("", one)
    if not two or two < one:
        raise ValueError
    return one, two


def _day(digits: str) -> str:
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= PIVOT else "20") + digits
    year, month, of_month = digits[:4], digits[4:6], digits[6:]
    return date(int(year), int(month), int(of_month)).isoformat()


LITTLE = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "al", "el", "bin", "van", "von", "da", "do"})


def _written(name: str, spellings: Iterable[str]) -> str:
    """A name in capitals as newspapers write it; an abbreviation of another of its names keeps its capitals."""
    if not name.isupper():
        return name
    if " " not in name and any(_initials(s) == name.replace(".", "") for s in spellings if s != name):
        return name
    words = name.lower().split()
    return " ".join(w if n and w in LITTLE else "-".join(p[:1].upper() + p[1:] for p in w.split("-"))
                    for n, w in enumerate(words))


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w.lower() not in LITTLE)[:ACRONYM]


# ── REIGN ────────────────────────────────────────────────────────────────────────────────────────


def _reign(file: str, lines: Iterable[str]) -> Iterator[Found]:
    table = csv.DictReader(lines)
    for number, cells in enumerate(table, 2):
        where = f"{file}, line {number}"
        try:
            own = cells["stateabb"]
            country = _foreign()["cow"].get(own, own)
            first = f"{cells['syear']}-{int(cells['smonth']):02}-{int(cells['sdate']):02}"
            start = day(file, number, first, last=False)
            end = day(file, number, f"{cells['eyear']}-{int(cells['emonth']):02}" if cells["eyear"] else "", last=True)
        except (KeyError, TypeError, ValueError, BadCodebook):
            yield f"{where}: no leader with stateabb, leader, sdate, smonth, syear, emonth and eyear"
            continue
        if country not in countries():
            yield f"{where}: no country {own!r} among the abbreviations of the Correlates of War"
            continue
        yield Row(cells["leader"].strip(), (), "person", country, "GOV", (), "leader", "", start, end, "", file, number)


# ── Wikidata ─────────────────────────────────────────────────────────────────────────────────────

HUMAN = "Q5"
OFFICE, SINCE, UNTIL, CITIZEN, COUNTRY, PLACE_OF_OFFICE, CODE_OF_COUNTRY = (
    "P39", "P580", "P582", "P27", "P17", "P1001", "P298")


def _wikidata(file: str, lines: Iterable[str]) -> Iterator[Found]:
    """People with the offices they held. Labels and country codes are looked up in the same extract."""
    entities: dict[str, dict[str, Any]] = {}
    for number, raw in enumerate(lines, 1):
        line = raw.strip().rstrip(",")
        if line in ("", "[", "]"):
            continue
        try:
            entity = json.loads(line)
            entities[entity["id"]] = {**entity, "line": number}
        except (ValueError, KeyError, TypeError):
            yield f"{file}, line {number}: no entity of Wikidata (a JSON object with an id, one a line)"
    for entity in entities.values():
        if HUMAN in _values(entity, "P31"):
            yield from _offices(file, entity, entities)


def _offices(file: str, entity: Mapping[str, Any], entities: Mapping[str, Mapping[str, Any]]) -> Iterator[Found]:
    where, name = f"{file}, line {entity['line']}", _label(entity)
    if not name:
        yield f"{where}: {entity['id']} has no English label"
        return
    aliases = tuple(a["value"] for a in entity.get("aliases", {}).get("en", ()))
    for claim in entity.get("claims", {}).get(OFFICE, ()):
        office = _value(claim.get("mainsnak", {}))
        meant = entities.get(office or "", {})
        country = _land(meant, entities, PLACE_OF_OFFICE, COUNTRY) or _land(entity, entities, CITIZEN)
        if not _label(meant) or not country:
            lacks = "office" if not _label(meant) else "country (P298)"
            yield f"{where}: {name}: the extract does not hold the {lacks} of {office}; add its entity"
            continue
        start, end = (_time(claim, which) for which in (SINCE, UNTIL))
        yield Row(name, aliases, "person", country, "GOV", (), _label(meant), "", start, end, "",
                  f"Wikidata {entity['id']}", int(entity["line"]))


def _label(entity: Mapping[str, Any]) -> str:
    return str(entity.get("labels", {}).get("en", {}).get("value", ""))


def _value(snak: Mapping[str, Any]) -> str | None:
    value = snak.get("datavalue", {}).get("value")
    return value.get("id") if isinstance(value, dict) and "id" in value else value if isinstance(value, str) else None


def _values(entity: Mapping[str, Any], claim: str) -> list[str]:
    return [v for c in entity.get("claims", {}).get(claim, ()) if (v := _value(c.get("mainsnak", {})))]


def _land(entity: Mapping[str, Any], entities: Mapping[str, Mapping[str, Any]], *claims: str) -> str:
    """The code of the country that one of the claims names."""
    named = (entities.get(q, {}) for claim in claims for q in _values(entity, claim))
    codes = (code for land in named for code in _values(land, CODE_OF_COUNTRY))
    return next((code for code in codes if code in countries()), "")


def _time(claim: Mapping[str, Any], which: str) -> str:
    """A qualifier's day, "+2010-05-00T00:00:00Z" with precision 10 a month; "" where it is not known."""
    for snak in claim.get("qualifiers", {}).get(which, ()):
        value = snak.get("datavalue", {}).get("value", {})
        parts = str(value.get("time", "")).lstrip("+").split("T")[0].split("-")
        kept = parts[: {9: 1, 10: 2}.get(int(value.get("precision", 11)), 3)]
        try:
            return day("", 0, "-".join(kept), last=which == UNTIL)
        except BadCodebook:
            return ""
    return ""


FORMATS: Mapping[str, Callable[[str, Iterable[str]], Iterator[Found]]] = {
    "phoenix": _phoenix, "reign": _reign, "wikidata": _wikidata,
}
