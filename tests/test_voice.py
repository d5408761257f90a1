"""Who says what: each way of saying it, with its source, cue, content, form and stance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook.actors import registry
from dateline.codebook.cues import cues
from dateline.reading import Reader
from dateline.record.quotes import quotations
from dateline.record.voice import claims
from dateline.record.who import cast
from dateline.report import report_from_text


def heard(text, reader, **more):
    report = report_from_text(text, **more)
    doc = reader.read_report(report)
    return report, claims(doc, report, cast(doc, report, registry()), cues())


def told(text, reader, **more):
    """Every claim as (source, cue, content, form, stance), pieces joined by a bar."""
    report, found = heard(text, reader, **more)
    words = lambda spans: " | ".join(report.text[s:e] for s, e in spans)  # noqa: E731
    return [(words(c.source.spans), words(c.cue), words(c.content), c.form, c.stance) for c in found]


INDIRECT = [
    ("The mayor said the bridge was shut.", "The mayor", "said", "the bridge was shut", "asserts"),
    ("The bridge was shut, the mayor said.", "the mayor", "said", "The bridge was shut", "asserts"),
    ("The bridge, the mayor said, was shut.", "the mayor", "said", "The bridge | was shut", "asserts"),
    ("The bridge was shut, according to the mayor.", "the mayor", "according to", "The bridge was shut", "asserts"),
    ("According to two witnesses, the guards fled.", "two witnesses", "According to", "the guards fled", "asserts"),
    ("In the words of the mayor, the bridge was a wreck.", "the mayor", "In the words of", "the bridge was a wreck",
     "asserts"),
    ("The mayor told the council that the bridge was shut.", "The mayor", "told", "that the bridge was shut", "asserts"),
    ("Ada Brown, the mayor, said the bridge was shut.", "Ada Brown, the mayor", "said", "the bridge was shut", "asserts"),
    ("A statement from the army said the raid was over.", "A statement from the army", "said", "the raid was over",
     "asserts"),
    ("It is claimed that the guards fled.", "", "is claimed", "that the guards fled", "asserts"),
    ("The guards are said to have fled.", "", "are said", "The guards | to have fled", "asserts"),
    ("The guards are believed to have fled.", "", "are believed", "The guards | to have fled", "believes"),
    ("The guards allegedly fled.", "", "allegedly", "The guards | fled", "asserts"),
    ("The army denied shelling the village.", "The army", "denied", "shelling the village", "denies"),
    ("The army denied the charge.", "The army", "denied", "the charge", "denies"),
    ("The army denied that it shelled the village.", "The army", "denied", "that it shelled the village", "denies"),
    ("The army did not deny that it shelled the village.", "The army", "did not deny", "that it shelled the village",
     "believes"),
    ("The envoy accused the rebels of shelling the village.", "The envoy", "accused",
     "the rebels of shelling the village", "asserts"),
    ("The envoy blamed the rebels for the blast.", "The envoy", "blamed", "the rebels for the blast", "asserts"),
    ("The rebels vowed to fight on.", "The rebels", "vowed", "to fight on", "promises"),
    ("The rebels vowed to fight on unless the army left.", "The rebels", "vowed", "to fight on unless the army left",
     "threatens"),
    ("The rebels threatened to burn the port.", "The rebels", "threatened", "to burn the port", "threatens"),
    ("The envoy urged the rebels to leave.", "The envoy", "urged", "the rebels to leave", "asks"),
    ("The envoy called on the rebels to leave.", "The envoy", "called on", "the rebels to leave", "asks"),
    ("The union demanded higher pay.", "The union", "demanded", "higher pay", "asks"),
    ("Observers doubted that the vote was fair.", "Observers", "doubted", "that the vote was fair", "doubts"),
    ("Observers questioned whether the vote was fair.", "Observers", "questioned", "whether the vote was fair", "doubts"),
    ("Officials do not believe that the pilot is alive.", "Officials", "do not believe", "that the pilot is alive",
     "doubts"),
    ("Officials hope the pilot is alive.", "Officials", "hope", "the pilot is alive", "believes"),
    ("The minister confirmed that the pilot was dead.", "The minister", "confirmed", "that the pilot was dead", "asserts"),
    ("Sources said the talks had failed.", "Sources", "said", "the talks had failed", "asserts"),
    ("The firm called the report a lie.", "The firm", "called", "the report a lie", "denies"),
    ("The rebels said they would free the hostages.", "The rebels", "said", "they would free the hostages", "promises"),
    # what stands before a saying between commas is said too
    ("If the dam breaks, he said, the town will drown.", "he", "said", "If the dam breaks | the town will drown", "asserts"),
    ("In any case, the mayor said, the bridge was shut.", "the mayor", "said", "In any case | the bridge was shut",
     "asserts"),
    ("The mayor on Monday said the bridge was shut.", "The mayor", "said", "the bridge was shut", "asserts"),
    ("It is a plan that officials say will work.", "officials", "say", "that | will work", "asserts"),
    # what follows the one accused, and its doer, belong to what is condemned
    ("The premier condemned the killing of the teachers by the rebels.", "The premier", "condemned",
     "the killing of the teachers by the rebels", "asserts"),
    # nobody named asked the mayor
    ("Asked how the town could pay, the mayor laughed.", "", "Asked", "how the town could pay", "asks"),
    ("He said the road was shut and added that the bridge would open on Friday.", "He", "said", "the road was shut",
     "asserts"),
    # of whom it is said is a part of it, and does not say it
    ("The rebels are reported to have fled.", "", "are reported", "The rebels | to have fled", "asserts"),
    ("The clerk who hopes to leave spoke.", "who", "hopes", "to leave", "believes"),
    # an order to the one told, not a report of what he did
    ("The guards were told to leave the mill.", "", "were told", "The guards | to leave the mill", "asks"),
    ("The bridge was shut, as the mayor said.", "the mayor", "said", "The bridge was shut", "asserts"),
    ("The army denied having shelled the village.", "The army", "denied", "having shelled the village", "denies"),
    ("The report details killings by both sides.", "The report", "details", "killings by both sides", "asserts"),
    ("The union charged that the guards had beaten its members.", "The union", "charged",
     "that the guards had beaten its members", "asserts"),
    ("A court held the firm responsible for the leak.", "A court", "held", "the firm responsible for the leak", "asserts"),
]


@pytest.mark.parametrize("text, expected", [(text, rest) for text, *rest in INDIRECT])
def test_indirect_speech(text, expected, reader):
    *words, stance = expected
    assert (*words, "indirect", stance) in told(text, reader)


@pytest.mark.parametrize(
    "text, stance",
    [
        ("The rebels told the villagers that they would face war.", "threatens"),
        ("The army told the villagers that they would be arrested.", "threatens"),
        ("The army warned that any boat near the island would be attacked.", "threatens"),
        ("The army warned that the rebels planned to attack the port.", "asserts"),
        ("The army told the villagers that the road was open.", "asserts"),
        ("The minister warned that his government might expel the envoy.", "threatens"),
        ("The minister said his government might expel the envoy.", "asserts"),
        ("The general said his soldiers would leave the valley.", "promises"),
        ("The general said his daughter would leave the valley.", "asserts"),
        ("It said on Monday that it would leave the valley.", "promises"),
        ("The rebels said they would attack the port.", "threatens"),
        ("The rebels vowed to fight on if the army did not leave.", "threatens"),
        ("The rebels vowed to leave if the army left.", "promises"),
    ],
)
def test_what_is_a_promise_and_what_a_threat(text, stance, reader):
    assert [c[4] for c in told(text, reader)] == [stance]


DIRECT = [
    ('"We will not sell," the owner said.', "the owner", "said", "We will not sell", "direct", "promises"),
    ('"If they come," she said, "we leave."', "she", "said", "If they come | we leave", "direct", "asserts"),
    ('The mayor said the plan was "a disgrace".', "The mayor", "said", 'the plan was "a disgrace', "mixed", "asserts"),
    ('“The bridge is shut,” said the mayor.', "the mayor", "said", "The bridge is shut", "direct", "asserts"),
    ('The mayor said: "The bridge is shut. Nobody can pass."', "The mayor", "said",
     "The bridge is shut. Nobody can pass", "direct", "asserts"),
    ('"The bridge is shut," the mayor said. "Nobody can pass it today."', "the mayor", "said",
     "The bridge is shut | Nobody can pass it today", "direct", "asserts"),
    ('"I hope the rain stops," the mayor said.', "the mayor", "said", "I hope the rain stops", "direct", "believes"),
    # opened in one style and closed in the other
    ('"The bridge is shut,” said the mayor.', "the mayor", "said", "The bridge is shut", "direct", "asserts"),
    ('"The firm acted like a bully," he said, and added that the town was at its limits.', "he", "said",
     "The firm acted like a bully", "direct", "asserts"),
    # what follows the saying outside the quotation marks is not said
    ('"The bridge is shut," the mayor said in an interview at his house.', "the mayor", "said", "The bridge is shut",
     "direct", "asserts"),
    ('The mayor said the bridge was shut. "Nobody can pass it today."', "The mayor", "said",
     "the bridge was shut | Nobody can pass it today", "mixed", "asserts"),
    ('"The bridge is shut," the mayor said.\n\n"Nobody can pass it today."\n\nThe rain went on.', "the mayor", "said",
     "The bridge is shut | Nobody can pass it today", "direct", "asserts"),
]


@pytest.mark.parametrize("text, expected", [(text, rest) for text, *rest in DIRECT])
def test_direct_speech(text, expected, reader):
    assert tuple(expected) in told(text, reader)


def test_of_his_own_words_the_outer_claim_is_the_one(reader):
    found = told("The mayor said he had proposed changes to the plan.", reader)
    assert [c[:3] for c in found] == [("The mayor", "said", "he had proposed changes to the plan")]


def test_what_is_yet_to_be_said_is_no_claim(reader):
    assert [c[1] for c in told("The rebels vowed to ask the king to go.", reader)] == ["vowed"]


def test_an_open_quotation_goes_on_in_the_next_paragraph(reader):
    text = '"The bridge is shut," the mayor said. "It will stay shut.\n"Nobody can pass it before the spring."\n'
    (claim,) = [c for c in told(text, reader) if c[1] == "said"]
    assert claim[2] == "The bridge is shut | It will stay shut | Nobody can pass it before the spring"


@pytest.mark.parametrize(
    "text",
    [
        "The plan calls for patience.",
        "The flood claimed ten lives.",
        "Police arrested two men.",
        "The army did not say whether the raid was over.",
        "The mayor declined to say whether the bridge was shut.",
        "The bank holds shares in the mill.",
        "The plan requires both armies to go.",
        "The Army of Dawn (Arabic: Jaysh) is a band of rebels.",
        "The rebels agreed to leave the port.",
        "Rebels burned a post; the army answered with air strikes.",
        "No group has claimed the attack.",
        "Nobody said who had fired.",
        "He sang an old song as the crowd went on playing.",
        "A film showing guards beating a boy was found.",
        "The number of people claiming benefits rose.",
        "Planes will help in denying them refuge.",
    ],
)
def test_what_nobody_says(text, reader):
    assert told(text, reader) == []


def test_who_said_it_is_an_actor(reader):
    report, (claim,) = heard("The army denied shelling the village.", reader)
    people = cast(reader.read_one(report.text), report, registry())
    assert claim.source.actor is not None
    assert "army" in people.get(claim.source.actor).name.lower()


def test_claims_nest(reader):
    text = "The mayor said the army had denied that it shelled the village."
    report, found = heard(text, reader)
    outer, inner = found
    assert (outer.within, inner.within) == (None, outer.id)
    assert report.text[slice(*inner.content[0])] == "that it shelled the village"


def test_a_participle_behind_a_comma_opens_the_next_claim(reader):
    found = told("The mayor said the bridge was shut, adding that nobody was hurt.", reader)
    assert [c[2] for c in found] == ["the bridge was shut", "that nobody was hurt"]
    assert {c[0] for c in found} == {"The mayor"}


STATEMENT = """Minister visits the delta

The minister said:

I am appalled by the attack on the clinic, which killed two nurses.

The rebels burned the ward. We will rebuild it.

It is vital that help arrives.

Notes

The delta was flooded in May.
"""


def test_a_statement_without_quotation_marks_goes_on_to_the_next_heading(reader):
    (claim,) = [c for c in told(STATEMENT, reader) if c[1] == "said"]
    assert claim[0] == "The minister"
    assert claim[2] == ("I am appalled by the attack on the clinic, which killed two nurses | "
                        "The rebels burned the ward. We will rebuild it | It is vital that help arrives")


def test_a_colon_over_a_line_in_the_third_person_takes_that_paragraph_alone(reader):
    text = "The mayor added:\n\nThe bridge is shut.\n\nThe rebels burned the mill on Monday.\n"
    (claim,) = told(text, reader)
    assert claim[2] == "The bridge is shut"


def test_what_somebody_is_said_to_allege_is_his_claim_alone(reader):
    found = told("The union said the guards had allegedly beaten a boy.", reader)
    assert [c[1] for c in found] == ["said"]


def test_who_stands_for_the_noun_before_it(reader):
    report, (claim,) = heard("The union, which denied the charge, met on Monday.", reader)
    people = cast(reader.read_one(report.text), report, registry())
    assert claim.source.actor is not None and "union" in people.get(claim.source.actor).name.lower()


def test_denied_this_takes_the_words_denied(reader):
    found = told("The rebels said the army had shelled the village. The army denied this.", reader)
    assert ("The army", "denied", "the army had shelled the village", "indirect", "denies") in found


def test_a_headline_names_its_speaker_behind_a_colon(reader):
    text = "Police: Two dead in blast\nA bomb went off on Monday.\n"
    found = told(text, reader, title="Police: Two dead in blast")
    assert ("Police", ":", "Two dead in blast", "indirect", "asserts") in found


def test_the_dateline_says_nothing(reader):
    text = "GORI, Georgia, Aug 8 (Reuters) - The bridge was shut.\n"
    assert told(text, reader) == []


@pytest.mark.parametrize(
    "text, quoted",
    [
        ('He said "no" and "yes".', ["no", "yes"]),
        ("He said “no” and left.", ["no"]),
        ("He said ``no'' and left.", ["no"]),
        ('"One.\n"Two," he said.', ["One.", "Two,"]),
        ("He left.", []),
    ],
)
def test_quotation_marks(text, quoted, reader):
    doc = reader.read_one(text)
    assert [doc[s:e].text.strip() for s, e in quotations(doc)] == quoted


PARTS = ["The mayor said ", '"', "“", "”", "the bridge was shut", ", ", ". ", "\n", "adding that ", "according to ", "he ",
         "denied this", ": ", "which ", "said", " not ", "it ", "Police", "''", "``", "; "]


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=25))
def test_every_claim_points_at_words_of_its_report(parts):
    text = "Oslo " + "".join(parts)
    report, found = heard(text, Reader.load())
    assert len({c.id for c in found}) == len(found)
    for claim in found:
        spans = [*claim.source.spans, *claim.cue, *claim.content]
        assert claim.content and all(0 <= s < e <= len(report.text) for s, e in spans)
        assert all(report.text[s:e].strip() for s, e in spans)
        assert all(a[1] <= b[0] for a, b in zip(claim.content, claim.content[1:], strict=False))
        assert claim.within is None or claim.within in {c.id for c in found}
