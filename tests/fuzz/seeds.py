"""What is sound, to be broken: texts, queries, judgements, tables and requests, all invented."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
HOME = HERE.parent

TIMES = (
    "on Monday", "by March 3", "in 1999", "last week", "12 and 13 March", "April 24 and 25, 2024", "5am (0300 GMT) on Saturday",
    "three-quarters of an hour", "the second quarter of 2025", "quarter to four", "between May and July", "two years ago", "the 1990s",
    "mid-2003", "overnight", "10 p.m. Wednesday", "every day", "Feb. 29", "31 April", "2026-03-05T14:00", "noon", "since then",
    "the day after tomorrow", "Good Friday", "the year 99999", "a century", "several decades ago", "the early hours", "now",
    "nine months ended September 30", "32 January 0000", "25:61", "00:00", "1/2/03", "13/13/2013", "FY24", "Q5 2020", "the 5th", "May",
    "march", "second", "fall", "Sun", "this morning", "next", "last", "earlier this", "of", "and", "the", "from", "to", "until", "-", "–",
)
NUMBERS = (
    "at least", "more than", "fewer than", "up to", "about", "nearly", "between", "and", "to", "or", "-", "–", "two dozen", "dozens",
    "tens of thousands", "hundreds", "1.5 million", "1,200", "1,2,3", "12,34", "nobody", "no one", "none", "a", "an", "half a million",
    "1e400", "9" * 400, "0", "-5", "1.", ".5", "1k", "2bn", "3tn", "20-30", "twenty-one", "two hundred and three hundred thousand",
    "million", "thousand", "trillion", "of", "some", "several", "₁", "٣٤", "½", "²", "1½", "五", "10%", "$5m", "3.14.15", "zero",
)
PARTIES = (
    "Police", "the army", "The rebels", "Peru", "the United Nations", "President Ana Diaz", "Diaz", "she", "they", "who", "both sides",
    "two men", "Tintaya Copper", "the ministry", "MINISTRY OF THE INTERIOR", "Gori", "in Paris", "Georgia", "Jordan", "it", "itself",
)
DEEDS = (
    "arrested", "killed", "did not kill", "promised to free", "denied shelling", "threatened to", "would meet", "fired on", "was attacked by",
    "said that", "said", "told reporters", "according to", "if", "unless", "had", "has been", "signed", "walked out", "a raid on", "talks with",
    "released", "sanctions against", "withdrew", "will", "might", "to", "by", "of", "with", "and", "or", "that", "which", "because",
)
SAYINGS = ('"', "“", "”", "'", "‘", "’", "he said:", "\n\n", ".", ",", "(", ")", "[", "]", "—", ";", "OSLO, May 2 (Wire) -", "# ", "- ", "> ")
REPORT_WORDS = TIMES + NUMBERS + 3 * PARTIES + 3 * DEEDS + SAYINGS
TEXTS = (
    "Troops shelled the port of Lampa on Monday, killing at least 12 people, officials said.\n\nThe army denied that it had fired.",
    "OSLO, May 2 (Wire) - “We will free the prisoners by Friday,” Ana Diaz, the minister, told reporters. “If they do not,” she "
    "added, “we shall meet the rebels.” Neither side's spokesman had said that the talks, which began in 2019, were over.",
    "STRIKE CLOSES MINE\nMINERS WALK OUT IN LAMPA AS TALKS FAIL\n\nSome 1,200 miners went on strike on Tuesday. According to the union, "
    "police arrested between 20 and 30 of them; the ministry put the figure at nine. It was the third strike since January.",
    "The president of Peru, who had met his Chilean counterpart a week earlier, threatened to expel the envoy unless the ships left by "
    "noon on 5 March.",
)
QUERIES = (
    "Peru type:protest", "strike OR walkout", "strike AND miners", "-rumour", "NOT (a OR b)", "type:protest,coerce", "in:Peru",
    "time:2026-03", "time:2026-01..2026-02", "time:last-7-days", "killed:>3", "reports:>1", 'actor:"Ana Diaz"', "status:(met OR broken)",
    '"peace talks"', "cease-fire", "min*", "“peace talks”", "country:PER sector:LAB", "claim:denies", "by:police", "outlet:\"Puno Radio\"",
    "confidence:>=0.8", "disputed:yes", "deadline:..2026-03-20", "stance:denies", "historical:any", "東京", "تظاهر", "state:open", "score:<-5",
)
QUERY_WORDS = (
    "(", ")", "((", "))", '"', "“", "”", "„", "«", "»", "-", "--", "NOT", "AND", "OR", "|", "||", "&", ",", ":", "*", "**", "..", ">", "<",
    ">=", "=", "!", "'", "\\", '\\"', "\\\\", ";", "--x", "/*", "' OR 1=1 --", "NULL", "?", "$1", "%", "_", "{", "}", "^", "+", "NEAR(", "col:",
    "2026-02-30", "0000", "99999-01-01", "1e999", "nan", "inf", "9" * 30, "last", "days", "miners", "Perú", "a*", "type:", "time:", "in:",
)
GIVEN = (
    "2016-09-26T23:10:00-05:00", "2016-02", "Mon, 26 Sep 2016 23:10:00 GMT", "Sept. 26, 2016", "Tuesday, March 3, 2015", "10 JAN 90", "20160926",
    "2016/09/26", "2016-W39-1", "3 March 2015", "2016-09-26 23:10", "1457136000", "0001-01-01", "9999-12-31T23:59:59Z",
)
DAY_WORDS = ("Mon", ",", "26", "Sep", "2016", "GMT", "+14:00", "-23:59", "T", "Z", "24:00", "00", "13", "31", "/", "-", ".", "W53", "٢٠١٦", "99999", "am", "st", "0")
VALUES = (
    "protest", "PER", "Peru", "last 7 days", "2026-03", "2026-01..2026-02", "..2026", ">3", "killed>10", "injured=10..20", "3", "yes", "Ana Diaz", "x*", "1,200",
    "0.8", ">=0.8", "met", "3f9c", "today", "March 2026", "2026-03-05", "labor", "any", "1k", "-5", "two", "monday", "last year", "Q1 2026", "2026-W10",
)
REQUESTS = (
    b"GET /incidents.json?q=in:Peru&page=1 HTTP", b"GET /incidents.csv?q=strike", b"GET /search.json?q=miners&page=2", b"GET /claims.json?stance=denies",
    b"GET /actors.json?q=&page=1", b"GET /actors/police.json", b"GET /map.json?q=", b"GET /map/place.json?place=Lampa", b"GET /network.json?q=",
    b"GET /network/words.json?one=police&other=miners", b"GET /inbox.json?sort=newest&flag=copies", b"GET /inbox/stack.json?report=x",
    b"GET /inbox/failures.json?settled=true", b"GET /review.json?queue=x", b"GET /review/agreement.json", b"GET /review/like.json?id=1",
    b"GET /peek.json?id=1", b"GET /copy.json?id=1", b"GET /session.json", b"GET /views.json", b"GET /fields.json", b"GET /openapi.json",
    b"GET /export.json?q=", b"GET /export/tables.zip?q=", b"GET /judgements.json?page=1", b"GET /changes.json?since=1", b"GET /reports/x.json",
    b"GET /incidents/x.json", b"GET /reader/places.json?q=Lam", b"HEAD /incidents.json", b"OPTIONS /incidents", b"GET /assets/../../x",
    b"PUT /views/mine\n\n{\"path\": \"/incidents\", \"query\": \"q=x\"}", b"DELETE /views/mine", b"POST /looked\n\n{\"batch\": 1}",
    b"PUT /marks\n\n{\"marks\": {\"x\": \"seen\"}}", b"POST /judgements\n\n{\"by\": \"Mina\", \"deed\": {\"kind\": \"join\", \"one\": [\"a\", \"b\"]}}",
    b"POST /judgements/undo\n\n{\"by\": \"Mina\", \"of\": \"x\"}", b"POST /export/had\n\n{\"q\": \"x\"}", b"POST /inbox/leave\n\n{\"keys\": [\"x\"]}",
    b"PUT /reports/x/mark\nContent-Type: text/plain\nContent-Length: 5\n\n{\"mark\": \"seen\"}", b"GET /%2e%2e/%2e%2e/etc/passwd", b"GET /incidents/%00.json",
    b"GET /\nHost: example.org", b"GET /\nOrigin: http://example.org", b"POST /looked\nX-Dateline-Token: wrong\n\n{}",
)
REQUEST_PIECES = (
    b"?", b"&", b"=", b"q=", b"page=0", b"page=-1", b"page=99999999999999999999", b"page=1e3", b"%00", b"%ff", b"%c3%28", b"%F0%9F%92%A3", b"+", b"..", b"/",
    b".json", b".csv", b"\n", b"\n\n", b"Accept: text/html", b"Accept: */*;q=a", b"Range: bytes=0-", b"If-None-Match: *", b"Transfer-Encoding: chunked",
    b"Content-Length: -1", b"Expect: 100-continue", b"Origin: null", b"Host: [::1", b"Cookie: \xff", b"{", b"}", b"[", b"]", b"null", b"true", b"1e999", b"NaN",
    b"\"\\ud800\"", b"\"\\u0000\"", b"[" * 2000, b"{\"a\":" * 500, b"9" * 400, b"\"__class__\"", b"\"by\"", b"\"kind\"", b"sort=", b"as_of=2026-02-30", b"as_of=1",
    b"limit=0", b"limit=1000000", b"type=x", b"day=0001-01-01", b"from=9999-12-31", b"to=0000-01-01", b"by=%27%3B--", b"name=", b"../../x",
)
JUDGEMENT_WORDS = (
    '"id"', '"at"', '"by"', '"deed"', '"what"', '"join"', '"part"', '"correct"', '"undo"', '"of"', "null", "true", "1e999", "NaN", "[]", "{}",
    '"\\ud800"', '"2026-03-05T12:00:00+00:00"', '"0001-01-01T00:00:00+23:59"', '"2026-03-05"', "[[", "]]", ",", ":", "\n", '"redacted"',
)
TABLE_WORDS = (
    "[[frame]]", "[type.X]", "[class]", "type = ", "verb = ", "noun = ", '["x"]', "needs", "never", "only", "= {", "}", "[", "]", '"""', "'''", "1979-05-27",
    "inf", "nan", "0x7fffffffffffffffff", "true", "@any", "{A ", "{R ", "\n", "=", "#", '"\\uD800"', '"\\U0010FFFF"', "quad", "score", "modes", "examples",
)
ACTOR_WORDS = (
    ",", '"', "|", "\n", ";", "\t", "person", "armed_group", "noun", "PER", "GOV", "2024-02-30", "2019", "0000", "9999", "-", "<890101", ">890101", "[~GOV 1990-2000]",
    "[", "]", "{", "}", "+", "!X! = a, b", "_", "(ABC)", "#", "name", "aliases", "kind", "start", "end", "title", '{"id":"Q1"', '"P39"', "leader", "year",
)
MAP_WORDS = ("text", "title", "published", "url", "preset", "acled", "=", "[", "]", '"', "widths", "first", "second", "has", "none", "-1", "1e9", "\n", "{}")


def encoded(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


def judgements() -> tuple[bytes, ...]:
    """Files with a line of every kind."""
    from dateline.chronicle import judgements as j

    deeds = (
        j.Join(("a", "1"), (("b", "2"), ("c", "3"))), j.Part(("a", "1"), (("b", "2"),)), j.Correct("a", "1", "type", "PROTEST", "ASSAULT"),
        j.Verdict("a", "1", "status", True), j.Verdict("a", "1", None, None), j.ActorJoin("Diaz", "Ana Diaz"), j.ActorPart("Diaz", "Ana Diaz"),
        j.Settle(("a", "1"), "open", "met"))
    made = [j.Judgement.make(deed, by="Mina", at=f"2026-03-05T12:{n:02}:00+00:00", why="because") for n, deed in enumerate(deeds)]
    made.append(j.Judgement.make(j.Undo(made[0].id), by="Bo", at="2026-03-06T12:00:00+01:00"))
    lines = [one.line().encode() + b"\n" for one in made]
    return (b"".join(lines), b"".join(lines[:3]), lines[-2], b"".join(reversed(lines)))


def notes() -> tuple[bytes, ...]:
    told = {"views": {"mine": {"path": "/incidents", "query": "q=x"}}, "marks": {"a": "seen"}, "looked": 3, "exports": {"q": 2}}
    return (json.dumps(told).encode(),)


def waiting() -> tuple[bytes, ...]:
    told = {"id": "0123456789ab", "at": "2026", "state": "running", "awaited": 1, "new": 2, "seconds": 1.5, "trouble": None,
            "files": [{"number": 1, "name": "a.txt", "bytes": 5, "expected": 1, "read": False}],
            "unread": [{"number": 1, "source": "a.txt", "error": "UnreadableInput", "message": "a.txt: is empty; x"}]}
    return (json.dumps(told).encode(), b'{"k": "left", "l": "read"}')


def codebooks() -> tuple[bytes, ...]:
    """The codebook that the documentation shows."""
    text = (HOME / "docs" / "codebook.md").read_text(encoding="utf-8")
    return tuple(part.partition("```")[0].encode() for part in text.split("```toml\n")[1:])


def actors() -> tuple[bytes, ...]:
    return encoded(
        "name,aliases,kind,country,sector,sectors,title,organization,start,end,parent,source\n"
        "Amara Diallo,A. Diallo,person,GIN,GOV,,Prime Minister,,2024-02-27,,,own notes\n"
        "Northern Watch,NW|the Watch,armed_group,MLI,REB,,,,2019,,,own notes\n",
        "!GROUP! = A, B\nAMARA_DIALLO_ ; notes\n+A._DIALLO_\n\t[GINGOV 240227-260101]\n\t[GINOPP <20240227]\nWATCH_(NW)_ [MLIREB]\n",
        "stateabb,ccode,leader,year,month,elected\nGIN,438,Diallo,2024,2,1\n",
        '[\n{"id":"Q1","labels":{"en":{"value":"Amara Diallo"}},"claims":{"P39":[{"mainsnak":{"datavalue":{"value":{"id":"Q2"}}}}]}},\n]\n')


def maps() -> tuple[bytes, ...]:
    return encoded('text = "story"\ntitle = ["headline", "head"]\npublished = "day"\n', 'preset = "acled"\nnote = "x"\n', "text = 3\nurl = 5\n")
