"""Texts that are all of one kind, at any length: ``python -m tests.fuzz.shapes 5000`` codes each at this length and at twice it,
and tells the seconds of the processor. What grows by more than twice is no longer linear.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

# what is said again and again, and what ends it
AGAIN: Mapping[str, tuple[str, str]] = {
    "quotes in quotes": ("“He said ‘", "they left’ ”"),
    "open brackets": ("Police (", ""),
    "one word": ("a", ""),
    "one sentence": ("The army shelled the town and ", "left."),
    "said that said": ("Diaz said that ", "it rained."),
    "numbers": ("12 killed, 1,200 injured, ", ""),
    "times": ("on Monday 3 March 2015 and last week ", ""),
    "capitals": ("POLICE ARREST TWO MEN IN GORI. ", ""),
    "headlines": ("Police arrest two\n\n", ""),
    "one name": ("Diaz ", ""),
    "pronouns": ("He told him that she met them. ", ""),
    "scripts": ("東京 police تظاهر met ", ""),
    "unseen signs": ("\x00\x01 police\u200b met\u202e ", ""),
    "a list of lands": ("Peru, Chile, ", "signed."),
    "hyphens": ("a-", ""),
    "lines": ("x\n", ""),
    "initials": ("Mr. A. B. C. ", ""),
    "places": ("in Paris, Texas, near London, ", ""),
    "money": ("$5m to $6 million and ", ""),
    "quotation marks": ('"', ""),
    "apostrophes": ("'s ", ""),
}


def shape(name: str, length: int) -> str:
    """A text of about this many characters."""
    again, end = AGAIN[name]
    return again * (length // len(again)) + end


def main(length: int, names: list[str]) -> None:
    from tests.fuzz.texts import Coder

    coder = Coder()
    coder(b"Police arrested two men in Gori on Monday.")
    for name in names or AGAIN:
        took = [_seconds(coder, shape(name, size)) for size in (length, 2 * length)]
        print(f"{name:18} {took[0]:7.2f} s {took[1]:7.2f} s   times {took[1] / took[0]:.1f}", flush=True)


def _seconds(coder: Callable[[bytes], None], text: str) -> float:
    began = time.process_time()
    coder(text.encode())
    return time.process_time() - began


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
