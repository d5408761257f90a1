"""The query language: one for the command line, Python and pages. Text in, a frozen tree out, and its SQL condition.

    query  = or                              Peru type:protest
    or     = and {"OR" and}                  strike OR walkout
    and    = not {["AND"] not}               strike miners
    not    = ("-" | "NOT") not | atom        -rumour
    atom   = "(" or ")" | field | words
    field  = NAME ":" value {"," value} | NAME ":" "(" value {"OR" value} ")"
    words  = word | "quoted words"           both may end in *

Operators are capitals, as Google, Gmail, GitHub and Lucene have them. The fields are rows of fields.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal, NamedTuple

from dateline.chronicle.fields import DEFAULTS, FIELDS, HINTS, Field
from dateline.chronicle.terms import hyphened, terms
from dateline.chronicle.values import Sql, Unfit
from dateline.errors import BadQuery

LONGEST, DEEPEST = 4000, 30             # characters, brackets within brackets
OPENING = {'"': '"', "“": "”", "„": "“”", "«": "»"}
OPERATORS = {"OR": "OR", "|": "OR", "||": "OR", "AND": "AND", "&": "AND", "&&": "AND", "NOT": "NOT"}


# ── the tree ─────────────────────────────────────────────────────────────────────────────────────

@dataclass(frozen=True, slots=True)
class Words:
    """A word, or several in a row; a * at the end stands for any ending."""

    text: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A field that has one of these values, each as its kind writes it."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Node = Words | Filter | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked; no tree asks for everything. ``str`` gives the canonical text, which parses to the same."""

    tree: Node | None = None

    def __str__(self) -> str:
        return _text(self.tree) if self.tree else ""

    def fields(self) -> frozenset[str]:
        """The fields it names."""
        return frozenset(node.field for node in nodes(self.tree) if isinstance(node, Filter))


def all_of(*parts: Node) -> Node:
    """All of these hold; nested ones are laid flat, so that a query has one tree."""
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat)


def any_of(*parts: Node) -> Node:
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, Or) else (part,)))
    return flat[0] if len(flat) == 1 else Or(flat)


def none_of(part: Node) -> Node:
    return part.part if isinstance(part, Not) else Not(part)


def nodes(tree: Node | None) -> Iterator[Node]:
    """Every node, from the top."""
    if tree is None:
        return
    yield tree
    for part in tree.parts if isinstance(tree, And | Or) else (tree.part,) if isinstance(tree, Not) else ():
        yield from nodes(part)


def wanted(tree: Node | None) -> Iterator[Words]:
    """The words that are looked for, not those that must be absent: what is ranked by and highlighted."""
    if isinstance(tree, Words):
        yield tree
    elif isinstance(tree, And | Or):
        for part in tree.parts:
            yield from wanted(part)


# ── its canonical text ───────────────────────────────────────────────────────────────────────────

_FIELD = re.compile(r"([^\W\d_][\w.]*):")
_BARE = re.compile(r"[^\s()\"“„«]+")


def _text(node: Node) -> str:
    if isinstance(node, Words):
        return node.text if _is_bare_word(node.text) else quoted(node.text)
    if isinstance(node, Filter):
        return f"{node.field}:" + ",".join(v if _is_bare_value(v) else quoted(v) for v in node.values)
    if isinstance(node, Not):
        return "-" + (f"({_text(node.part)})" if isinstance(node.part, And | Or) else _text(node.part))
    if isinstance(node, And):
        return " ".join(f"({_text(part)})" if isinstance(part, Or) else _text(part) for part in node.parts)
    return " OR ".join(_text(part) for part in node.parts)


def _is_bare_word(text: str) -> bool:
    return (bool(_BARE.fullmatch(text)) and text[0] != "-" and "*" not in text.rstrip("*") and text not in OPERATORS
            and not _FIELD.match(text))


def _is_bare_value(text: str) -> bool:
    return bool(_BARE.fullmatch(text)) and "," not in text


def quoted(text: str) -> str:
    """
    >>> quoted('the "old" port')
    '"the \\\\"old\\\\" port"'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# ── tokens ───────────────────────────────────────────────────────────────────────────────────────

class Token(NamedTuple):
    kind: Literal["(", ")", "-", "OR", "AND", "NOT", "field", ",", "word", "end"]
    text: str
    at: int                             # where it begins, from 0
    quoted: bool = False


def tokens(query: str) -> Iterator[Token]:
    """The pieces of a query; a value follows its field without a space."""
    at = 0
    while at < len(query):
        letter = query[at]
        if letter.isspace():
            at += 1
        elif letter in "()":
            yield Token("(" if letter == "(" else ")", letter, at)
            at += 1
        elif letter == "-" and at + 1 < len(query) and not query[at + 1].isspace():
            yield Token("-", letter, at)
            at += 1
        elif found := _FIELD.match(query, at):
            yield Token("field", found[1], at)
            at = found.end()
            for token in _values(query, at):
                yield token
                at = _end(query, token)
        else:
            token = _word(query, at, r"[^\s()\"“„«]+")
            yield token
            at = _end(query, token)
    yield Token("end", "", len(query))


def _values(query: str, at: int) -> Iterator[Token]:
    """Values and commas up to the next space or bracket."""
    while at < len(query) and not query[at].isspace() and query[at] not in "()":
        token = Token(",", ",", at) if query[at] == "," else _word(query, at, _value_at(query, at))
        yield token
        at = _end(query, token)


def _value_at(query: str, at: int) -> str:
    """A comma parts values, save in "1,200"."""
    return r"(?:[^\s()\"“„«,]|(?<=\d),(?=\d{3}(?!\d)))+"


def _word(query: str, at: int, pattern: str) -> Token:
    closing = OPENING.get(query[at])
    if closing is None:
        found = re.compile(pattern).match(query, at)
        assert found
        text = found[0]
        if text in OPERATORS:
            return Token(OPERATORS[text], text, at)        # type: ignore[arg-type]
        return Token("word", text, at)
    end = at + 1
    while end < len(query) and query[end] not in closing:
        end += 2 if query[end] == "\\" and query[end + 1:end + 2] in ("\\", '"') else 1
    if end >= len(query):
        raise BadQuery(query, at + 1, f"the quotation mark {query[at]} has no other end",
                       f"put {closing[-1]} behind the words")
    return Token("word", query[at + 1:end], at, True)


def _end(query: str, token: Token) -> int:
    return token.at + len(token.text) + 2 * token.quoted


def _plain(token: Token) -> str:
    """What a token says, without escapes."""
    return re.sub(r"\\([\\\"])", r"\1", token.text) if token.quoted else token.text


# ── the parser ───────────────────────────────────────────────────────────────────────────────────

def parse(query: str, *, also: Mapping[str, frozenset[str]] | None = None) -> Query:
    """The tree of a query. `also`: codes that fields may have beside the shipped ones (types of a user's own codebook).

    Raises BadQuery, which names the column and a remedy.

    >>> str(parse("country:peru (strike OR  walkout) -rumour type:protest,Coerce"))
    'country:PER (strike OR walkout) -rumour type:PROTEST,COERCE'
    """
    if len(query) > LONGEST:
        raise BadQuery(query[:60] + "…", 1, f"the query has {len(query):,} characters", f"{LONGEST:,} are the most")
    return Query(_Parser(query, also or {}).whole())


class _Parser:
    """Recursive descent over the tokens, one of them looked ahead at."""

    def __init__(self, query: str, also: Mapping[str, frozenset[str]]) -> None:
        self.query, self.also = query, also
        self.tokens = list(tokens(query))
        self.next = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def step(self) -> Token:
        self.next += 1
        return self.tokens[self.next - 1]

    def bad(self, token: Token, problem: str, remedy: str) -> BadQuery:
        return BadQuery(self.query, token.at + 1, problem, remedy)

    def whole(self) -> Node | None:
        if self.token.kind == "end":
            return None
        tree = self.either()
        if self.token.kind == ")":
            raise self.bad(self.token, "this bracket closes none", "take it away, or open one before")
        return tree

    def either(self) -> Node:
        parts = [self.both()]
        while self.token.kind == "OR":
            operator = self.step()
            self.wants(operator)
            parts.append(self.both())
        return any_of(*parts)

    def both(self) -> Node:
        parts = [self.one()]
        while self.token.kind not in ("end", ")", "OR"):
            if self.token.kind == "AND":
                self.wants(self.step())
            parts.append(self.one())
        return all_of(*parts)

    def wants(self, operator: Token) -> None:
        """Something must follow an operator."""
        if self.token.kind in ("end", ")", "OR", "AND"):
            raise self.bad(operator, f"nothing follows {operator.text}",
                           f"put what you look for behind it, or {quoted(operator.text)} to find the word itself")

    def one(self) -> Node:
        token = self.step()
        if token.kind in ("-", "NOT"):
            self.wants(token)
            return none_of(self.deeper(token, self.one))
        if token.kind == "(":
            return self.bracket(token)
        if token.kind == "field":
            return self.filter(token)
        if token.kind == "word":
            return self.words(token)
        raise self.bad(token, f"nothing stands before {token.text or 'the end'}",
                       "put what you look for on both sides of it" if token.kind in ("OR", "AND") else "take it away")

    def deeper(self, token: Token, read: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.bad(token, f"more than {DEEPEST} brackets or signs within each other", "ask in a simpler form")
        tree = read()
        self.depth -= 1
        return tree

    def bracket(self, opening: Token) -> Node:
        if self.token.kind in (")", "end"):
            raise self.bad(opening, "nothing stands in these brackets" if self.token.kind == ")" else
                           "this bracket is not closed", "put what you look for into them, or take them away")
        tree = self.deeper(opening, self.either)
        if self.token.kind != ")":
            raise self.bad(opening, "this bracket is not closed", "put ) where it ends")
        self.step()
        return tree

    # ── words ────────────────────────────────────────────────────────────────────────────────────

    def words(self, token: Token) -> Node:
        text = " ".join(_plain(token).split())
        if not any(terms(text)):
            shown = text or token.text or '""'
            raise self.bad(token, f"{shown} holds no letter or digit that could be found",
                           "leave the query empty to get all" if text == "*" else "take it away")
        body = text.rstrip("*")
        if "*" in body and not token.quoted:
            raise self.bad(token, f"in {text} a * stands before the end of the word",
                           f"write its beginning, like {text[:max(2, text.index('*'))].rstrip('*')}*")
        if body != text and len([*terms(body)][-1].word) < 2 and body[-1].isascii():
            raise self.bad(token, f"{text} would find nearly every word", "put two letters at least before the *")
        return Words(body + "*" if body != text else text)

    # ── fields ───────────────────────────────────────────────────────────────────────────────────

    def filter(self, token: Token) -> Node:
        field = self.field(token)
        if self.token.kind == "(" and self.token.at == token.at + len(token.text) + 1:
            values = self.listed(field)
        else:
            values = [self.value(field, token)]
            while self.token.kind == ",":
                values.append(self.value(field, self.step()))
        return Filter(field.name, tuple(dict.fromkeys(values)))

    def field(self, token: Token) -> Field:
        name = token.text.lower()
        if name in FIELDS:
            return FIELDS[name]
        near = [HINTS[name]] if name in HINTS else get_close_matches(name, FIELDS, n=2, cutoff=0.6)
        meant = f"did you mean {' or '.join(f'{n}:' for n in near)}? " if near else ""
        raise self.bad(token, f"there is no field {token.text}:",
                       f"{meant}Put the whole in quotation marks to find it as words" if near else
                       f"put it in quotation marks to find it as words; fields are {', '.join(FIELDS)}")

    def value(self, field: Field, before: Token) -> str:
        token = self.token
        if token.kind not in ("word", "OR", "AND", "NOT") or token.at != _end(self.query, before) + (
                before.kind == "field"):
            problem = f"{field.name}: has no value" if before.kind == "field" else "no value follows this comma"
            raise self.bad(before, problem, f"write it without a space, like {field.examples[0]}")
        return self.read(field, self.step())

    def read(self, field: Field, token: Token) -> str:
        text = " ".join(_plain(token).split())
        for code in self.also.get(field.name, ()):
            if code.casefold() == text.casefold():
                return code
        try:
            return field.kind.read(text)
        except Unfit as error:
            raise self.bad(token, f"{field.name}: {error.problem}",
                           error.remedy or f"for example {field.examples[0]}") from None

    def listed(self, field: Field) -> list[str]:
        """Lucene's way: field:(one OR other)."""
        opening, values = self.step(), []
        while True:
            if self.token.kind != "word":
                raise self.bad(self.token, f"a value of {field.name}: should stand here", f"like {field.examples[0]}")
            values.append(self.read(field, self.step()))
            closing = self.step()
            if closing.kind == ")":
                return values
            if closing.kind == "end":
                raise self.bad(opening, "this bracket is not closed", "put ) where it ends")
            if closing.kind != "OR":
                raise self.bad(closing, f"between the values of {field.name}: stands no OR",
                               f"write OR, or one {field.name}: for each where all must hold")


# ── the condition ────────────────────────────────────────────────────────────────────────────────

Leaf = Callable[[str], Sql]             # an FTS5 expression to a condition on what its words stand in


def condition(query: Query, leaf: Leaf, today: date | None, *, lift: Collection[str] = (),
              of_report: bool = False) -> Sql:
    """A query as an SQL condition on a row ``i`` of incidents, its parameters in the order of its question marks.

    `leaf` tells where words stand; `today` is what "last 7 days" counts from. What a query does not ask for is as
    DEFAULTS says, save for those of `lift`. With `of_report` a row ``r`` of reports stands beside it, and outlet and
    the like are those of this report, not of any that tells the incident.
    """
    parts: list[Sql] = [_sql(query.tree, leaf, today, of_report)] if query.tree else []
    lifted = {name for field in query.fields() for name in FIELDS[field].lifts} | set(lift)
    parts += [(sql, ()) for name, sql in DEFAULTS.items() if name not in lifted]
    return _joined(" AND ", parts) if parts else ("TRUE", ())


def _sql(node: Node, leaf: Leaf, today: date | None, of_report: bool) -> Sql:
    if (words := expression(node)) is not None:
        return leaf(words)
    if isinstance(node, Filter):
        return FIELDS[node.field].sql(node.values, today, of_report=of_report)
    if isinstance(node, Not):
        sql, values = _sql(node.part, leaf, today, of_report)
        return f"NOT {sql}", values
    assert isinstance(node, And | Or)
    texts = [part for part in node.parts if expression(part) is not None]
    others = [part for part in node.parts if expression(part) is None]
    gathered = [(all_of if isinstance(node, And) else any_of)(*texts)] if texts else []
    return _joined(" AND " if isinstance(node, And) else " OR ",
                   [_sql(part, leaf, today, of_report) for part in (*gathered, *others)])


def _joined(sign: str, parts: list[Sql]) -> Sql:
    return "(" + sign.join(sql for sql, _ in parts) + ")", tuple(value for _, values in parts for value in values)


def expression(node: Node) -> str | None:
    """Words, joined by AND and OR alone, as an FTS5 expression; None where a field or a sign stands among them.

    >>> expression(And((Words("cease-fire"), Words("Sana'a"), Words("peace tal*"))))
    '(("cease fire" OR "ceasefire") AND "sanaa" AND "peace tal" *)'
    """
    if isinstance(node, Words):
        return _phrase(node.text)
    if isinstance(node, And | Or):
        parts = [expression(part) for part in node.parts]
        known = [part for part in parts if part is not None]
        return f"({(' AND ' if isinstance(node, And) else ' OR ').join(known)})" if len(known) == len(parts) else None
    return None


def _phrase(text: str) -> str:
    found = list(terms(text))
    star = " *" if text.endswith("*") else ""
    phrase = f'"{" ".join(term.word for term in found)}"{star}'
    joined = [whole for whole, (start, end) in hyphened(text, found) if (start, end) == (found[0].start, found[-1].end)]
    return f'({phrase} OR "{joined[0]}"{star})' if joined else phrase
