"""How well the day of a report is inferred where its date is taken out: the worked cases, our stories, GUM's news.

The date is cut out of the dateline or the line that bears it, and what remains is read as a report without one. An
answer is right when the true day lies within it. The worked cases and our stories tell well-known history, some of
which codebook/milestones.csv holds; GUM's news (Wikinews) seldom does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median

from bench.quality.scoring import Scores
from dateline.model import Published
from dateline.reading import Reader
from dateline.record.dated import dated
from dateline.report import report_from_text

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
LINE = re.compile(rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?P<day>(?:{MONTHS}) \d{{1,2}}, \d{{4}})\s*")
SHORT = re.compile(rf",?\s*\b(?:{MONTHS}|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\b\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?")
Dated = tuple[str, date]                    # a text without its date, and its day


def measure(data: Path, folders: dict[str, Path], reader: Reader) -> Iterator[tuple[str, list[Path], Scores]]:
    """(name, gold files, scores): each folder of worked cases, GUM's news, and all of them together."""
    sets = {name: (list(_of_cases(folder)), [folder / "meta.jsonl"]) for name, folder in folders.items()}
    gum = sorted((data / "syntax").glob("gum-*.conllu"))
    sets["gum news"] = ([found for file in gum for found in _of_gum(file)], gum)
    everything: list[tuple[date, Published]] = []
    for name, (reports, gold) in sets.items():
        answers = [(day, _answer(text, reader)) for text, day in reports]
        everything += answers
        if answers:
            yield f"undated {name}", gold, scored(answers)
    if everything:
        yield "undated all", [path for _, gold in sets.values() for path in gold], scored(everything)


def scored(answers: list[tuple[date, Published]]) -> Scores:
    """Shares of reports that are answered, and of answers that hold the day; median number of days of an answer, and of
    all reports where one without an answer counts as endless (then 0, for nothing)."""
    given = [(day, date.fromisoformat(p.start), date.fromisoformat(p.end)) for day, p in answers if p.start and p.end]
    widths = [(end - start).days + 1 for _, start, end in given]
    return {"n": len(answers), "answered": len(given) / len(answers),
            "inside": sum(s <= day <= e for day, s, e in given) / max(len(given), 1),
            "median days": median(widths) if widths else None,
            "within 21 days": sum(w <= 21 for w in widths) / len(answers)}


def _answer(text: str, reader: Reader) -> Published:
    report = report_from_text(text)
    return dated(reader.read_report(report), report).published


def _of_cases(folder: Path) -> Iterator[Dated]:
    """Those whose day is known, with the date cut out of the dateline."""
    meta = folder / "meta.jsonl"
    for line in meta.read_text(encoding="utf-8").splitlines() if meta.exists() else ():
        told = json.loads(line)
        text = (folder / told["file"]).read_text(encoding="utf-8")
        if told["published"]:
            first, _, body = text.partition("\n")
            yield f"{first}\n{SHORT.sub('', body[:80], count=1)}{body[80:]}", date.fromisoformat(told["published"][:10])


def _of_gum(file: Path) -> Iterator[Dated]:
    """News whose page or metadata name a day, without the line that tells it."""
    for document in file.read_text(encoding="utf-8").split("# newdoc id = ")[1:]:
        created = re.search(r"^# meta::dateCreated = (\d{4}-\d\d-\d\d)$", document, re.M)
        if "_news_" not in document.partition("\n")[0] or created is None:
            continue
        parts = re.findall(r"^# (newpar|text = .*)", document, re.M)
        text = "".join("\n\n" if p.startswith("newpar") else p.removeprefix("text = ") + " " for p in parts)
        page = LINE.search(text[:600])
        day = _day(page["day"]) if page else date.fromisoformat(created[1])
        yield (text[: page.start()] + text[page.end() :] if page else text), day


def _day(words: str) -> date:
    month, day, year = words.replace(",", "").split()
    return date(int(year), MONTHS.split("|").index(month) + 1, int(day))
