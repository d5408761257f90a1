"""How long: numbers in words, units, and the TIMEX3 values of durations."""

from __future__ import annotations

import re

from dateline.record.timewords import words

DURATION = {"S": "PT{}S", "M": "PT{}M", "H": "PT{}H", "D": "P{}D", "W": "P{}W", "WE": "P{}WE", "MO": "P{}M",
            "Q": "P{}Q", "Y": "P{}Y", "DE": "P{}DE", "C": "P{}CE", "F": "P{}W"}
SMALLER = {"M": ("S", 60), "H": ("M", 60), "D": ("H", 24), "Y": ("MO", 12), "DE": ("Y", 10), "C": ("Y", 100)}


def number(text: str | None) -> float | None:
    """How many; of "two or three" the lower; None where the word does not say ("several")."""
    if not text:
        return 1
    plain = re.sub(r"\s+", " ", re.split(r"\s(?:or|to)\s|(?<=\w)[–-](?=\d)", text.strip())[0].lower()).replace(",", "")
    half = plain.endswith(" and a half") or "½" in plain
    plain = plain.removesuffix(" and a half").replace("½", "").strip()
    if (parts := re.fullmatch(r"(\d+) (\d)/(\d)", plain)) and parts[3] != "0":
        return int(parts[1]) + int(parts[2]) / int(parts[3])
    try:
        return float(plain) + half / 2
    except ValueError:
        known = [words().numbers.get(w) for w in (plain, *re.split(r"[ -]", plain))]
    first, rest = known[0], known[1:]
    whole = first or (rest[0] + rest[1] if len(rest) == 2 and rest[0] and rest[1] and rest[0] > 19 else None)
    return whole + half / 2 if whole else None


def duration(count: str | None, unit: str | None, half: bool = False) -> str:
    letter, many = words().units[unit or ""], number(count)
    if many is None:
        return DURATION[letter].format("X")
    many = (many + half / 2) * (2 if letter == "F" else 1)
    if many == int(many):
        return DURATION[letter].format(int(many))
    small, times = SMALLER.get(letter, ("", 0))
    rest = (many - int(many)) * times
    if small and rest == int(rest) and int(many):
        lower = DURATION[small].format(int(rest)).lstrip("P")
        whole = DURATION[letter].format(int(many))
        return whole + (lower.lstrip("T") if "T" in whole else lower)
    return DURATION[letter].format(many)


def days_of(value: str | None) -> tuple[str, int] | None:
    """Unit and number of a TIMEX3 duration that counts whole units: ("W", 2) for "P2W"; else None."""
    found = re.fullmatch(r"P(T?)(\d+)(S|H|D|W|M|Q|Y|DE)", value or "")
    if found is None:
        return None
    letter = "MO" if found[3] == "M" and not found[1] else found[3]
    return letter, int(found[2])
