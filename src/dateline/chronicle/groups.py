"""What holds together: tellings whose mean weight is above JOIN, as far as people who judged them allow.

Average linkage (Sokal and Michener 1958): the two groups of the greatest mean weight are joined while that is above
JOIN. Pairs that never met are taken to weigh UNSEEN, so only groups with a link between them are ever looked at, and
the work grows with the links. Weights are counted in whole thousandths, and ties go to the lesser name, so that the
answer is the same whatever the order.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from heapq import heapify, heappop, heappush
from typing import Any, TypeVar

JOIN = 0.0          # the mean weight above which two groups are one
UNSEEN = -4.0       # what two tellings that never met are taken to weigh
UNIT = 1000         # steps in which weights are counted

K = TypeVar("K", bound=Hashable)
Pair = tuple[K, K]


def gathered(names: Iterable[K], weighed: Mapping[Pair[K], float], must: Collection[Pair[K]] = (),
             cannot: Collection[Pair[K]] = ()) -> list[list[K]]:
    """The names in groups, each sorted, in the order of their first.

    weighed  the weight of each pair that met, in either order
    must     pairs that are one group, whatever they weigh
    cannot   pairs that are never in one; where the two contradict each other, this wins
    """
    groups = _Groups(sorted(names))
    groups.bar(cannot)
    for one, other in sorted(must):
        groups.force(one, other)
    groups.weigh(weighed)
    groups.join()
    return sorted(sorted(groups.names[n] for n in group) for group in groups.members.values())


class _Groups:
    """Groups by the least place of their members; what each weighs with its neighbours, and whom it must not join."""

    def __init__(self, names: list[Any]) -> None:
        self.names = names
        self.at = {name: n for n, name in enumerate(names)}
        self.members = {n: [n] for n in range(len(names))}
        self.group = list(range(len(names)))
        self.near: list[dict[int, tuple[int, int]]] = [{} for _ in names]      # sum of weights, number of pairs met
        self.barred: list[set[int]] = [set() for _ in names]
        self.changed = [0] * len(names)

    def bar(self, pairs: Iterable[Pair[Any]]) -> None:
        for one, other in pairs:
            if one in self.at and other in self.at:
                a, b = self.at[one], self.at[other]
                self.barred[a].add(b)
                self.barred[b].add(a)

    def force(self, one: Any, other: Any) -> None:
        if one in self.at and other in self.at:
            a, b = sorted((self.group[self.at[one]], self.group[self.at[other]]))
            if a != b and b not in self.barred[a]:
                self._unite(a, b)

    def weigh(self, weighed: Mapping[Pair[Any], float]) -> None:
        for (one, other), weight in weighed.items():
            a, b = self.group[self.at[one]], self.group[self.at[other]]
            if a != b:
                total, met = self.near[a].get(b, (0, 0))
                self.near[a][b] = self.near[b][a] = total + round(weight * UNIT), met + 1

    def join(self) -> None:
        """Join while a mean is above JOIN; what has grown since it was put on the heap stands there anew."""
        heap = [entry for a in self.members for b in self.near[a] if a < b and (entry := self._entry(a, b))]
        heapify(heap)
        while heap:
            _, a, b, one, other = heappop(heap)
            if a in self.members and b in self.members and (one, other) == (self.changed[a], self.changed[b]):
                self._unite(a, b)
                for c in self.near[a]:
                    if entry := self._entry(*sorted((a, c))):
                        heappush(heap, entry)

    def _entry(self, a: int, b: int) -> tuple[float, int, int, int, int] | None:
        total, met = self.near[a][b]
        pairs = len(self.members[a]) * len(self.members[b])
        mean = (total + round(UNSEEN * UNIT) * (pairs - met)) / pairs
        if mean <= JOIN * UNIT or b in self.barred[a]:
            return None
        return -mean, a, b, self.changed[a], self.changed[b]

    def _unite(self, a: int, b: int) -> None:
        for n in self.members[b]:
            self.group[n] = a
        self.members[a] += self.members.pop(b)
        self.changed[a] += 1
        for c, (total, met) in self.near[b].items():
            del self.near[c][b]
            if c != a:
                own = self.near[a].get(c, (0, 0))
                self.near[a][c] = self.near[c][a] = own[0] + total, own[1] + met
        for c in self.barred[b]:
            self.barred[c].remove(b)
            self.barred[c].add(a)
        self.barred[a] |= self.barred[b]
        self.near[b], self.barred[b] = {}, set()
