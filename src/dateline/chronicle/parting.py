"""Which copies stand alone: those that people part from others in the very same words.

Tellings in the same words in copies of one report are one for what is weighed. What a person parts from one of them is
parted from all; only where somebody tells two of them apart must each be weighed by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.chronicle.judgements import Constraints, Key


class Parting:
    """Who is kept from whom, as people judged."""

    def __init__(self, constraints: Constraints) -> None:
        self._barred: dict[Key, set[Key]] = {}
        for one, other in constraints.cannot:
            self._barred.setdefault(one, set()).add(other)
            self._barred.setdefault(other, set()).add(one)
        self._tied: dict[Key, set[Key]] = {}
        for one, other in constraints.must if self._barred else ():
            group = self._tied.get(one, {one}) | self._tied.get(other, {other})
            self._tied.update(dict.fromkeys(group, group))

    def others(self, key: Key) -> set[Key]:
        """Those that it is parted from, and all that are one with them."""
        return self._of(self._barred.get(key, ()))

    def concerned(self, keys: Iterable[Key]) -> set[Key]:
        """Those that are parted from one of these, or from what is one with it."""
        return {barred for key in self._of(keys) for barred in self._barred.get(key, ())}

    def _of(self, keys: Iterable[Key]) -> set[Key]:
        return {tied for key in keys for tied in self._tied.get(key, {key})}
