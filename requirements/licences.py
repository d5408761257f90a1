"""The table in NOTICE of what Dateline runs with: name, version and licence of each package of run.txt.

    python requirements/licences.py             write it anew (`make lock` does)

Licences are those that the installed packages state, as SPDX names them; what a package says in its own words is put
into these by `WORDS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOTICE = HERE.parent / "NOTICE"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;]+)", re.MULTILINE)
HEADING = "Dateline runs with these packages, none of which it contains; each is under its own licence:\n"

# What may stand together with a program under Apache-2.0 that is given away whole: nothing binds what calls it.
FREE = {"0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MPL-1.1",
        "MPL-2.0", "PSF-2.0", "Zlib"}
WORDS = {
    "3-Clause BSD License": "BSD-3-Clause", "The BSD 2-Clause License": "BSD-2-Clause", "Apache 2.0": "Apache-2.0",
    "MIT License": "MIT", "ISC License": "ISC", "OSI Approved :: MIT License": "MIT",
    "OSI Approved :: BSD License": "BSD", "OSI Approved :: Apache Software License": "Apache-2.0",
}
ELSEWHERE = {"colorama": "BSD-3-Clause"}        # installed on other systems alone


def rows() -> Iterator[tuple[str, str, str]]:
    """Name, version and licence of each package, in the order of run.txt."""
    for name, version in PIN.findall((HERE / "run.txt").read_text(encoding="utf-8")):
        yield name, version, licence(name)


def licence(package: str) -> str:
    """What a package states; its name in a question where it states nothing, which no test lets pass."""
    if package in ELSEWHERE:
        return ELSEWHERE[package]       # whether or not another package brings a copy of its own
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return f"{package}?"
    kinds = [one.removeprefix("License :: ") for one in told.get_all("Classifier") or () if one.startswith("License")]
    stated = next((one.strip() for one in (told["License-Expression"], told["License"], *kinds)
                   if one and "\n" not in one.strip()), f"{package}?")
    return WORDS.get(stated, stated)


def may_be_used(expression: str) -> bool:
    """Whether one of the choices that an expression gives is free in all its parts.

    >>> may_be_used("MPL-1.1 OR GPL-2.0-only"), may_be_used("MIT AND GPL-3.0-only"), may_be_used("Proprietary")
    (True, False, False)
    """
    return any(all(part.strip("() ") in FREE for part in choice.split(" AND ")) for choice in expression.split(" OR "))


def table() -> str:
    """The rows as text."""
    found = [(f"{name} {version}", kind) for name, version, kind in rows()]
    width = max(len(name) for name, _ in found) + 2
    return HEADING + "".join(f"  {name:<{width}}{kind}\n" for name, kind in found)


def written(notice: str) -> str:
    """A notice with the table at its end, in the place of the one that stood there."""
    return f"{notice.partition(HEADING)[0].rstrip()}\n\n{table()}"


if __name__ == "__main__":
    NOTICE.write_text(written(NOTICE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
