"""Who did it to whom: the parties of a deed where the words name a thing, a deed or a promise instead."""

from __future__ import annotations

import pytest

import dateline
from dateline.codebook import load
from dateline.codebook.actors import registry
from dateline.record import code, what
from dateline.record.who import cast
from dateline.report import report_from_text


def parties(text: str, reader, type_: str) -> list[tuple[set[str], set[str]]]:
    """The (actors, recipients) of every event of a type, by their head words."""
    report = report_from_text(text)
    doc = reader.read_one(text)
    people = cast(doc, report, registry())
    found = what.happenings(doc, load(), people, skip=lambda t: False)
    return [({t.text for t in f.actors}, {t.text for t in f.recipients}) for f in found if f.type == type_]


@pytest.mark.parametrize("text, type_, actors, recipients", [
    # whose the thing is
    ("The army shelled Peruvian positions.", "ASSAULT", {"army"}, {"Peruvian"}),
    ("Rebels bombed a depot of the guards.", "ASSAULT", {"Rebels"}, {"guards"}),
    ("Gunmen attacked a bus carrying pupils.", "ASSAULT", {"Gunmen"}, {"pupils"}),
    # who answers for a deed that is blamed, refused or praised
    ("Ghana condemned the army's raid.", "ACCUSE", {"Ghana"}, {"army"}),
    ("The court rejected an appeal filed by miners.", "REJECT", {"court"}, {"miners"}),
    ("The president rejected a Kenyan proposal.", "REJECT", {"president"}, {"Kenyan"}),
    ("The bishops rejected a plan by the ministry.", "REJECT", {"bishops"}, {"ministry"}),
    # who bears what is lifted or eased
    ("The court lifted restrictions imposed on Ana Roa.", "RETREAT", {"court"}, {"Ana"}),
    # whom a promise, threat or refusal is for
    ("Norway is willing to lend money to Ghana.", "AGREE", {"Norway"}, {"Ghana"}),
    ("Peru has refused to send soldiers to Chad.", "REJECT", {"Peru"}, {"Chad"}),
    ("The premier threatened to cut off aid unless the rebels disarmed.", "THREATEN", {"premier"}, {"rebels"}),
    # nobody acts on his own arms, nor on what is not there yet
    ("The rebels agreed to lay down their weapons.", "AGREE", {"rebels"}, set()),
    ("Norway agreed to establish a force.", "AGREE", {"Norway"}, set()),
    # who stands behind what kills, and behind words that accuse
    ("Peruvian tanks shelled a village.", "ASSAULT", {"Peruvian"}, {"village"}),
    ("The league put out a report accusing the army of fraud.", "ACCUSE", {"league"}, {"army"}),
    # two who share one noun, and talks named after both
    ("Peru and Chile's ministers met in Lima.", "CONSULT", {"Peru", "Chile"}, set()),
    ("Kenyan and Ugandan officials met on Monday.", "CONSULT", {"Kenyan", "Ugandan"}, set()),
    ("Peruvian-Chilean talks began in Lima.", "CONSULT", {"Peruvian", "Chilean"}, set()),
    # whose meeting one attends, between whom one mediates
    ("Ana Roa attended a meeting of the Andean Council.", "CONSULT", {"Ana", "Council"}, set()),
    ("Norway launched a mediation effort to end the feud between Chad and Mali.", "CONSULT", {"Norway"},
     {"Chad", "Mali"}),
    # the purpose of a deed is its doer's, and who told of it did none of it
    ("The army launched a sweep to arrest students.", "COERCE", {"army"}, {"students"}),
    ("Rebels shelled the town, killing two nurses, residents said.", "ASSAULT", {"Rebels"}, {"nurses"}),
    # who agree do it to one another
    ("Peru and Chile agreed to share data on fish with each other.", "AGREE", {"Peru", "Chile"}, set()),
    # who is charged with a deed, or answers for it
    ("Five soldiers were charged with the murder of the bishop.", "ASSAULT", {"soldiers"}, {"bishop"}),
    ("Prosecutors charged five soldiers with the murder of the bishop.", "ASSAULT", {"soldiers"}, {"bishop"}),
    ("The cartel is responsible for the killing of two nurses.", "ASSAULT", {"cartel"}, {"nurses"}),
    ("Police said the Blue Army was behind the attack on two nurses.", "ASSAULT", {"Army"}, {"nurses"}),
    # a person's own harm is done to him, a body's deed is its own
    ("The judge's murder shocked the town.", "ASSAULT", set(), {"judge"}),
    ("The army's killing of two nurses was condemned.", "ASSAULT", {"army"}, {"nurses"}),
    ("The gang's kidnappings went on.", "ASSAULT", {"gang"}, set()),
    # who joins in, on either side; lists that read like appositions
    ("The premier together with the mayor condemned the raid.", "ACCUSE", {"premier", "mayor"}, set()),
    ("The premier, along with the mayor, condemned the raid.", "ACCUSE", {"premier", "mayor"}, set()),
    ("Police detained the mayor along with three others.", "COERCE", {"Police"}, {"mayor", "others"}),
    ("Foreign minister Ada Lind, premier Jon Roa and the bank condemned the raid.", "ACCUSE", {"Ada", "Jon", "bank"},
     set()),
    # an office before the name that a preposition governs
    ("The Kenyan premier held talks with the Somali President Hassan Roa in Nairobi on Monday.", "CONSULT",
     {"premier", "Hassan"}, set()),
    # the doer of the whole does what a comma sets off; whoever is extradited faces the charges
    ("Rebels attacked a convoy carrying nurses, killing four.", "ASSAULT", {"Rebels"}, {"nurses"}),
    ("Rebels attacked a convoy carrying nurses, killing four.", "ASSAULT", {"Rebels"}, {"four"}),
    ("A court approved the extradition of the banker to face charges of fraud.", "ACCUSE", set(), {"banker"}),
    # whom a deed that is a noun hit, whence it comes
    ("The general was the target of an assassination attempt in Lima.", "ASSAULT", set(), {"general"}),
    ("The explosion killed a guard working for the embassy.", "ASSAULT", set(), {"guard"}),
    ("Norway said it would defend Mali against attacks from Chad.", "ASSAULT", {"Chad"}, set()),
    # who met somebody does the next thing; whom a strike presses
    ("After a meeting with King Juan in Lima, the premier said the road was open.", "CONSULT", {"Juan", "premier"}, set()),
    ("A strike was called by the teachers' union to press the government for higher pay.", "PROTEST", {"union"},
     {"government"}),
    # each accuses the other
    ("Both sides accused each other of breaking the truce.", "ASSAULT", {"sides"}, set()),
    # a participle between the doer and his verb
    ("Three people were killed when miners protesting there threw stones at a bank.", "ACCUSE", {"miners"}, {"bank"}),
    # who must act first, who is let in, who gets the letter
    ("The miners will not end the strike until the firm pays them.", "REJECT", {"miners"}, {"firm"}),
    ("Ana Roa sent a letter to the mayor threatening to sue.", "THREATEN", {"Ana"}, {"mayor"}),
    ("Ghana complained to the court over two Kenyan raids.", "ACCUSE", {"Ghana"}, {"Kenyan"}),
    ("The police announced the arrest of two students.", "COERCE", {"police"}, {"students"}),
    ("Norway vowed to end fishing in Chad.", "AGREE", {"Norway"}, {"Chad"}),
    ("Workers staged a strike in response to the firm's decision to sack cooks.", "PROTEST", {"Workers"}, {"firm"}),
    ("Mali agreed to a truce in northern Chad.", "AGREE", {"Mali"}, {"Chad"}),
    # from whom marchers demand something
    ("Nurses staged a protest against the ministry over their pay.", "PROTEST", {"Nurses"}, {"ministry"}),
    # who calls to do something does it
    ("The premier called the king to thank him.", "SUPPORT", {"premier"}, {"him"}),
    # who joins in, and who belongs to what stands before an insertion
    ("Together with Ghana, Kenya condemned the army's raid.", "ACCUSE", {"Kenya", "Ghana"}, {"army"}),
    ("India welcomed the truce between Mali and Chad, as did Peru.", "SUPPORT", {"India", "Peru"}, {"Mali", "Chad"}),
    ("The premier, joined by the king, criticised the army.", "ACCUSE", {"premier", "king"}, {"army"}),
    ("Norway welcomed the truce between Peru, led by Ana Roa, and Chile, led by Juan Pou.", "SUPPORT", {"Norway"},
     {"Peru", "Chile"}),
    ("Kenya agreed to work together with the rebels and at the United Nations.", "AGREE", {"Kenya"}, {"rebels"}),
    # two who share an owner; one who judges a deed has not done it
    ("The army's raids and strikes killed two nurses.", "ASSAULT", {"army"}, {"nurses"}),
    ("The raid, condemned by the premier, killed two nurses.", "ASSAULT", set(), {"nurses"}),
    ("The mayor was questioned by a lawyer and then arrested.", "COERCE", set(), {"mayor"}),
    # who takes a deed upon himself, and who answers with one
    ("The rebels claimed responsibility for the attack on the mayor.", "ASSAULT", {"rebels"}, {"mayor"}),
    ("The blast, for which rebels claimed responsibility, killed two nurses.", "ASSAULT", {"rebels"}, {"nurses"}),
    ("The army responded with air strikes on the rebels.", "ASSAULT", {"army"}, {"rebels"}),
    ("The army retaliated by firing dozens of rounds of artillery into Mali.", "ASSAULT", {"army"}, {"Mali"}),
    # whom one asks or blames is no place, no topic, nor whoever suffers
    ("Norway called for an end to the army's attacks on Goma.", "REQUEST", {"Norway"}, {"army"}),
    ("Kenya requested money to help the nurses.", "REQUEST", {"Kenya"}, set()),
    ("Mali keeps a policy which Norway criticised.", "ACCUSE", {"Norway"}, {"Mali"}),
    ("The judge criticised the report, which the ministry published.", "ACCUSE", {"judge"}, {"ministry"}),
    ("Labour backed the dispatch of the ships to the Gulf.", "SUPPORT", {"Labour"}, set()),
    ("Kenya stands by Ghana.", "SUPPORT", {"Kenya"}, {"Ghana"}),
    ("Ana Roa travelled to the town to meet with Juan Pou.", "CONSULT", {"Ana"}, {"Juan"}),
])
def test_parties(reader, text, type_, actors, recipients):
    assert (actors, recipients) in parties(text, reader, type_)


@pytest.mark.parametrize("text", [
    "The Gori rally drew thousands of farmers.",
    "Last week's Gori attack killed two guards.",
    "The Gori bombing killed two guards.",
])
def test_a_town_before_a_deed_has_not_done_it(text):
    record = dateline.code(text, published="2020-02-02")
    towns = {a.id for a in record.actors if a.kind == "place"}
    assert record.events and not any(p.actor in towns for e in record.events for p in e.actors)


@pytest.mark.parametrize("text", [
    "The army mobilised troops for a war.",
    "The minister resigned on the steps of the palace.",
    "The crew dismissed both numbers as nonsense.",
])
def test_what_concerns_nobody(reader, text):
    report, doc = report_from_text(text), reader.read_one(text)
    people = cast(doc, report, registry())
    assert all(not f.recipients for f in what.happenings(doc, load(), people, skip=lambda t: False))


def test_nobody_acts_on_himself(reader):
    report = report_from_text("Ana Roa said she will not resign.")
    record = code(reader.read_report(report), report, load())
    assert record.events and all(e.actors and not e.recipients for e in record.events)


@pytest.mark.parametrize("text, triggers", [
    ("The army killed three rebels and wounded four nurses.", ["killed"]),
    ("Soldiers were using gas to kill and injure civilians.", ["using"]),
    ("The army shelled and burned a village.", ["shelled"]),
    ("The rebels kidnapped and killed the mayor.", ["kidnapped", "killed"]),
])
def test_one_blow_is_one_deed(reader, text, triggers):
    report = report_from_text(text)
    record = code(reader.read_report(report), report, load())
    assert [text[slice(*e.trigger)] for e in record.events if e.type == "ASSAULT"] == triggers
