"""The law of the whole: any text at all is coded, and every span of its record quotes words of it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.texts import spans

from dateline import code, from_data, to_data
from dateline.model import Record

# Words of news and what stands between them, so that heaps of them meet every rule.
PARTS = [
    "Police", "Troops", "The minister", "President Ada Lund", "rebels", "Norway", "Gori", "the UN", "they", "who", "it",
    "said", "denied", "arrested", "shelled", "would meet", "did not agree", "threatened to", "was killed", "vowed", "plans",
    "talks", "an attack", "killing", "12 people", "between 3 and 5", "$4 billion", "thousands", "no", "not", "if", "unless",
    "on Monday", "by March 3", "in 1999", "last week", "since", "that", "and", "or", "of", "in", "against", "with", "to",
    ",", ".", "?", ";", ":", "-", "(", ")", "\"", "“", "”", "'", "’s", "\n", "\n\n", "OSLO, May 2 (Wire) -", "# A heading",
    "🙂", "e\u0301", "\u200b", "العربية", "…", "\t", "\x00", "\ud800",
]
HEAPS = st.lists(st.sampled_from(PARTS), max_size=45).map(" ".join)


@settings(max_examples=120)
@given(st.text(st.characters(), max_size=300) | HEAPS, st.none() | st.just("2026-03-05"))
def test_any_text_is_coded_and_quoted_exactly(text: str, published: str | None) -> None:
    record = code(text, published=published)
    assert record == code(text, published=published) == from_data(to_data(record))
    for start, end in spans(record):
        assert 0 <= start < end <= len(record.report.text) == len(text)
        assert record.report.text[start:end].strip()


def test_spans_are_found_wherever_they_stand() -> None:
    record = code("Police arrested two men in Oslo on Monday, a minister said.", published="2026-03-05")
    assert isinstance(record, Record)
    met = {record.report.text[start:end] for start, end in spans(record)}
    assert met >= {"Police", "arrested", "two men", "Oslo", "Monday", "a minister", "said"}
