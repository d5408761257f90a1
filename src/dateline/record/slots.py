"""What fills the slots of a predicate: the deep subject and object, clauses, prepositions.

Universal Dependencies says who hangs on what; here passives, relative clauses, control, participles
and shared subjects are undone, so that a frame can name its arguments once for all of them. Slots of
verbs and nouns are those of docs/codebook.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.codebook.actors import wordlist
from dateline.codebook.reality import reality
from dateline.record.phrases import antecedent, base, case_of, dependents, feature, remembered

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X"})
SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass")
RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
# what those do whom a deed of others brings to court: "approved the extradition of the banker to face trial"
TRIED = frozenset({"face", "stand", "answer", "serve"})
# verbs whose subject does what their infinitive says, an object or not: "called the premier to thank her"
KEEPING = frozenset({"promise", "threaten", "vow", "call", "phone", "telephone", "visit", "meet", "use", "take",
                     "break", "join", "hold", "host", "block", "seize", "occupy", "write", "address", "receive"})
# words that part two joined deeds: who questioned him need not be who "then jailed" him
LATER = frozenset({"then", "later", "subsequently", "afterwards", "afterward", "eventually", "finally", "since"})
TOGETHER = frozenset({"together", "along", "jointly"})      # and how who joins in stands, by the reader's slips
WITH = ("with", "along with", "together with", "jointly with", "alongside")
# verbs by which talks are over, and what there is not then: "the talks ended without an accord"
ENDING = frozenset({"adjourn", "break", "close", "collapse", "conclude", "end", "fail", "finish", "part"})
# what somebody is charged with, or answers for, he is told to have done: by word and preposition
CHARGED = frozenset({("accuse", "of"), ("accused", "of"), ("suspect", "of"), ("convict", "of"), ("guilty", "of"),
                     ("charge", "with"), ("blame", "for"), ("indict", "for"), ("wanted", "for"), ("want", "for"),
                     ("responsible", "for"), ("try", "for"), ("implicate", "in"), ("complicit", "in")})
# what hangs on a verb that has an object, however the tree calls it: "killed more than ten"
GIVEN = frozenset({"obj", "iobj", "ccomp", "xcomp", "aux", "cop"})
MEASURED = frozenset({"than", "about", "around", "over", "up to", "between"})
ADVERBS = ("compound:prt", "advmod", "xcomp")
DEEP = 6  # how many governors up a subject is looked for; news sentences share one over few


@remembered
def fill(predicate: Token, part: str, slot: str) -> tuple[Token, ...]:
    """The heads of the phrases in a slot of the predicate, conjuncts included; () where it is empty."""
    if part == "noun" and not slot.startswith("clause:"):
        found = _of_noun(predicate, slot)
    elif slot == "subject":
        found = [*deep_subject(predicate), *joining(predicate)]
    elif slot == "object":
        found = [*deep_object(predicate), *joined_to_object(predicate)]
    elif slot == "indirect":
        found = [t for t in dependents(predicate) if t.dep_ == "iobj"]
    elif slot == "clause":
        found = clauses(predicate)
    elif slot.startswith("clause:"):
        held = _of_noun(predicate, "clause") if part == "noun" else clauses(predicate)
        found = [t for c in held for t in fill(c, "verb", slot.removeprefix("clause:"))]
    else:
        found = _by_preposition(predicate, slot)
    return tuple(dict.fromkeys(c for t in found for c in together(meant(t))))


def together(token: Token) -> Iterator[Token]:
    """A token and what is joined to it by "and", or by a hyphen: "Peruvian-Chilean talks"."""
    yield token
    for child in dependents(token):
        if child.dep_ == "conj" or _listed(child, token):
            alike = (child.pos_ in NOMINAL) == (token.pos_ in NOMINAL)
            if alike and not _turns(child, token) and past_clause(child) is None and not _opens_clause(child):
                yield from together(child)
        elif child.dep_ in ("acl", "acl:relcl") and child.i > token.i:
            yield from (t for c in child.subtree if past_clause(c) == token for t in together(c))
        elif child.i == token.i - 2 and _hyphened_to(token, child):
            yield from together(child)


@remembered
def opening(verb: Token) -> Token | None:
    """The subject that the tree joins to what stands before it: "caught two men and | a patrol drove off others"."""
    below = dependents(verb)
    helpers = [c for c in below if c.dep_ in ("aux", "aux:pass", "cop", "advmod", "neg") and c.i < verb.i]
    finite = any("Fin" in feature(t, "VerbForm") for t in (verb, *helpers))
    alone = not any(c.dep_ in (*SUBJECTS, "cc", "mark") and c.i < verb.i for c in below)
    start = min(t.i for t in (verb, *helpers))
    if not (finite and alone and verb.dep_ in ("conj", "parataxis") and start):
        return None
    noun = verb.doc[start - 1]
    while noun.dep_ != "conj" and noun.head.i != noun.i and noun.head.right_edge.i == start - 1:
        noun = noun.head
    joined = noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and noun.right_edge.i == start - 1
    return noun if joined and noun.head.i > verb.head.i and any(c.dep_ == "cc" for c in dependents(noun)) else None


def _opens_clause(noun: Token) -> bool:
    """Does a conjunct do what the verb behind it says, and not share in what stands before it?"""
    after = noun.right_edge.i + 1
    verb = next((t for t in noun.doc[after : after + 4] if t.pos_ == "VERB"), None)
    return verb is not None and noun not in verb.subtree and opening(verb) == noun


def _listed(child: Token, token: Token) -> bool:
    """Is it one more of a list, though the tree takes it for an apposition: "Roa, mayor Ada Lind and the bank"?"""
    if child.dep_ != "appos":
        return False
    opened = any(c.dep_ == "cc" and c.i == child.left_edge.i for c in dependents(child))
    names = child.ent_type_ == token.ent_type_ == "person"
    again = any(c.dep_ == "appos" and token.i < c.i < child.i for c in dependents(token))   # "their chief, Ada Roa, …"
    ends = again and any(c.dep_ == "conj" and c.i > child.i for c in dependents(token))    # "…, Lind and two"
    return opened or ends or ((names or again) and any(c.dep_ == "conj" for c in dependents(child)))


def _turns(conjunct: Token, first: Token) -> bool:
    """Has it a preposition of its own, another than the first: "work with the rebels and at the UN"?"""
    own = case_of(conjunct)
    return bool(own and case_of(first)) and own != case_of(first)


@remembered
def past_clause(token: Token) -> Token | None:
    """The noun that a conjunct joins where the tree hangs it inside the clause set off by commas between the two.

    "Ghana, led by Roa, and Mali agreed": Mali joins Ghana, not Roa. A list of three inside the clause stays there.
    """
    first = token.head
    if token.dep_ != "conj" or sum(c.dep_ == "conj" for c in dependents(first)) > 1 or first.pos_ not in NOMINAL:
        return None
    links = [c for c in dependents(token) if c.dep_ == "cc" and c.i < token.i]
    clause = next((t for t in (first.head, first.head.head) if t.dep_ in ("acl", "acl:relcl")), None)
    if not links or token.doc[links[0].i - 1].text != "," or clause is None or clause.head.i > clause.i:
        return None
    start = min(t.i for t in clause.subtree if not t.is_punct)
    noun = clause.head.head if clause.head.dep_ == "appos" else clause.head
    return noun if start and token.doc[start - 1].text == "," else None


def _hyphened_to(token: Token, child: Token) -> bool:
    """Two names of peoples or places in one hyphened word."""
    pair = child.dep_ in ("amod", "compound") and token.nbor(-1).text in ("-", "–")
    return pair and child.text[0].isupper() and token.text[0].isupper()


@remembered
def sharing(noun: Token) -> list[Token]:
    """Those who share one noun behind them: the two of "Peru and Chile's ministers", "Peruvian and Chilean police"."""
    before = [c for c in dependents(noun) if c.i < noun.i and c.dep_ in ("nmod:poss", "amod", "compound", "nmod")]
    owners = [c for c in before if c.dep_ == "nmod:poss"]
    if len(owners) > 1:
        return owners
    return next((found for c in before if len(found := [*together(c)]) > 1), [])


@remembered
def joining(verb: Token) -> list[Token]:
    """Those who do it with its subject: "together with Ghana", "joined by the king", "Peru left, as did Chile"."""
    met = [c.i for c in dependents(verb) if c.dep_ == "obj" and c.i > verb.i]
    beside = [t for t in _along(verb) if not met or t.i < met[0]]
    aside = [c for s in dependents(verb) for c in (s, *(dependents(s) if s.dep_ == "nsubj" else ()))]
    joined = [c for c in aside if c.dep_ in ("acl", "advcl") and c.lemma_ == "join" and c.i < verb.i]
    beside += [t for c in joined for t in _agents(c)]
    doing = [c for c in dependents(verb) if c.dep_ == "advcl" and c.lemma_ == "do"]
    also = [c for c in doing if any(m.lower_ == "as" for m in dependents(c))]
    return [*beside, *(s for c in also for s in dependents(c) if s.dep_ == "nsubj")]


@remembered
def joined_to_object(verb: Token) -> list[Token]:
    """Those to whom it is done with its object: "held the envoy along with his guard"."""
    met = [c.i for c in dependents(verb) if c.dep_ == "obj" and c.i > verb.i]
    return [t for t in _along(verb) if met and t.i > met[0]]


def _along(verb: Token) -> list[Token]:
    near = [w for w in (verb, *dependents(verb)) if w == verb or w.dep_ in SUBJECTS[:2] or w.lower_ in TOGETHER]
    return [t for w in near for c in WITH for t in with_case(w, c) if c != "with" or _is_together(t)]


def _is_together(token: Token) -> bool:
    """Does "together" or "along" stand right before its "with"?"""
    cases = [c.i for c in dependents(token) if c.dep_ == "case" and c.lower_ == "with"]
    return bool(cases) and cases[0] > 0 and token.doc[cases[0] - 1].lower_ in TOGETHER


def meant(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    return antecedent(token) or token


def denoted(token: Token, partitives: frozenset[str]) -> Iterator[Token]:
    """What a phrase is about, through words of quantity and grouping: "dozens of people" is people too."""
    yield token
    if token.lemma_.lower() in partitives or token.pos_ == "NUM":
        for child in dependents(token):
            if child.dep_.startswith("nmod") and case_of(child) in ("of", "among"):
                yield from denoted(child, partitives)


@remembered
def with_case(predicate: Token, wanted: str) -> list[Token]:
    cases = (wanted, f"out {wanted}", f"from {wanted}", f"off {wanted}")  # "out of the talks"
    phrases = [t for t in dependents(predicate) if t.dep_.startswith(("obl", "nmod")) or (
        t.dep_ == "obj" and case_of(t))]                        # the reader's slip
    found = [t for t in phrases if case_of(t) in cases]
    if found:
        return found
    # a gerund after the preposition is a clause, not a filler; a particle verb, or a day, may carry the phrase
    carriers = [t for t in phrases if t.i > predicate.i and t.lower_ in wordlist("calendar")]
    carriers += [t for t in dependents(predicate) if t.dep_ == "compound:prt" or (
        t.dep_ == "advmod" and t.lower_ in ("back", "home"))]
    return [t for p in carriers for t in dependents(p) if case_of(t) == wanted]


def _shared_of(noun: Token) -> list[Token]:
    """Of whom two joined nouns tell together: "the capture and release of the nurses" is the release of them too."""
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and noun.head.i < noun.i and not _has_own(noun):
        return [t for t in with_case(noun.head, "of") if t.i > noun.i]
    joined = [c for c in dependents(noun) if c.dep_ == "conj" and c.i == noun.i + 2 and not _has_own(c)]
    suffered = noun.lemma_.lower() in wordlist("suffered")
    return [t for c in joined for t in with_case(c, "of")] if suffered else []


def _shared_by(noun: Token) -> list[Token]:
    """Who did two joined deeds: "shelling and air raids by the army"."""
    over = noun.head if noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and noun.head.i < noun.i else None
    below = [c for c in dependents(noun) if c.dep_ == "conj" and c.pos_ == "NOUN" and not _has_own(c)]
    return [t for n in ([over] if over else below) for t in with_case(n, "by") if t.i > max(n.i, noun.i)]


def _has_own(noun: Token) -> bool:
    return any(c.dep_ in ("det", "nmod:poss", "case", "nummod") for c in dependents(noun))


def _by_preposition(verb: Token, slot: str) -> list[Token]:
    """A verb's prepositional phrase; where it has none, its object's: "reached a deal with the company"."""
    wanted = "nmod:poss" if slot == "poss" else ""
    own = [] if wanted else with_case(verb, slot)
    if own:
        return own
    objects = deep_object(verb)
    if wanted:
        return [c for o in objects for c in dependents(o) if c.dep_ == wanted]
    found = [t for o in objects for t in (with_case(o, slot) or _lower(o, slot))] if slot != "by" else []
    return found or (_far_against(verb) if slot == "against" else [])


def _far_against(verb: Token) -> list[Token]:
    """ "against" hung on some nearer noun still tells whom the verb is against: "sued in Lima against the bank"."""
    near = [c for c in dependents(verb) if c.i > verb.i and c.dep_.split(":")[0] in ("obl", "obj")]
    lower = [d for c in near for d in dependents(c) if d.dep_.startswith("nmod")]
    return [t for c in (*near, *lower) for t in with_case(c, "against")]


@remembered
def clauses(predicate: Token) -> list[Token]:
    """Complement clauses: that, infinitive, or a gerund after a preposition ("accused of shelling")."""
    return [t for t in dependents(predicate) if t.dep_ in ("ccomp", "xcomp", "csubj:pass") or _gerund(t)]


def _gerund(token: Token) -> bool:
    return token.dep_ in ("advcl", "acl") and any(
        c.dep_ in ("mark", "case")
        and c.lower_ in ("of", "from", "for", "to", "against", "into", "with", "over")
        for c in dependents(token)
    )


# ── verbs ────────────────────────────────────────────────────────────────────────────────────────


@remembered
def is_passive(verb: Token) -> bool:
    """Whether the surface subject undergoes: "was shelled", "the town shelled by", "… and burned"."""
    deps = {c.dep_ for c in dependents(verb)}
    finite = "Fin" in feature(verb, "VerbForm") and "aux" not in deps  # the reader's slip: "the truce held"
    named = any(c.dep_ == "aux:pass" and c.text == "IS" for c in dependents(verb))
    if {"nsubj", "obj"} <= deps or (named and "obj" in deps):           # "IS fighters killed two": no "is"
        return False
    if "aux:pass" in deps or (deps & {"nsubj:pass", "csubj:pass"} and not finite):
        return True
    if (finite and (_is_fronted(verb) or _is_naming(verb))) or _is_undergone(verb):
        return True
    if deps & {"nsubj", "aux"} or "Part" not in feature(verb, "VerbForm"):
        return False
    if verb.dep_ in ("acl", "advcl", "amod", "xcomp"):
        return "Past" in feature(verb, "Tense") and "obj" not in deps
    return verb.dep_ == "conj" and is_passive(verb.head)


def _is_fronted(verb: Token) -> bool:
    """ "Asked why, the mayor laughed": a participle that opens a sentence, which the reader took for a past tense."""
    opens = verb.dep_ == "advcl" and verb.left_edge == verb and verb.i < verb.head.i and verb.lower_.endswith("ed")
    return opens and "Past" in feature(verb, "Tense") and not any(c.dep_ in ("obj", "xcomp") for c in dependents(verb))


def _is_undergone(verb: Token) -> bool:
    """ "Two nurses gunned down in Lima": a verb that always has an object has none; headlines drop "were"."""
    below = dependents(verb)
    forms = {verb.lemma_.lower(), *(f"{verb.lemma_.lower()} {c.lower_}" for c in below if c.dep_ in ADVERBS)}
    past = "Past" in feature(verb, "Tense") and verb.dep_ != "acl:relcl"
    read_so = "Pass" in feature(verb, "Voice") and not forms.isdisjoint(wordlist("undergone_at_times"))
    if not past or (not read_so and forms.isdisjoint(wordlist("undergone"))):
        return False
    subjects = [c for c in below if c.dep_ in SUBJECTS[:2] and c.i < verb.i and c.pos_ != "PRON"]
    given = [c for c in below if (base(c) in GIVEN and c.lower_ != "dead") or (base(c) == "obl" and _is_measured(c))]
    return bool(subjects) and not given and not _strayed(verb) and not _shared_object(verb)


def _is_measured(noun: Token) -> bool:
    """Is it an object, though the tree takes what measures it for a preposition: "arrested more than ten"?"""
    counted = noun.pos_ == "NUM" or any(c.dep_ == "nummod" for c in dependents(noun))
    return counted and (case_of(noun) in MEASURED or not case_of(noun))


def _is_naming(verb: Token) -> bool:
    """ "A nurse called Maria": a participle with a name behind it, which the reader took for a past tense."""
    named = any(c.dep_ == "xcomp" and c.pos_ in ("NOUN", "PROPN", "ADJ") and c.i > verb.i for c in dependents(verb))
    alone = not any(c.dep_ in ("nsubj", "obj", "aux") for c in dependents(verb))
    return verb.dep_ == "acl" and "Past" in feature(verb, "Tense") and named and alone


@remembered
def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The subject as the sentence has it, found through control and coordination when it is left out."""
    own = [c for c in dependents(verb) if c.dep_ in SUBJECTS[:3] and c.pos_ != "VERB" and not _is_sayers(c, verb)]
    own = own or [c for told in dependents(verb) if told.i < verb.i for c in dependents(told) if _is_sayers(c, told)]
    own = own or _taken(verb) or [t for t in (opening(verb),) if t is not None]
    if own or depth > DEEP:
        return own
    above = verb.head
    if above is verb or above.i == verb.i:
        return []
    if verb.dep_ == "conj":
        return surface_subject(above, depth + 1)
    if verb.dep_ == "acl":
        return _of_participle(verb, above, depth)
    if verb.dep_ in ("acl:relcl",):
        return []
    if verb.dep_ in ("xcomp", "advcl", "ccomp", "parataxis", "dep"):
        return _controlled(verb, above, depth)
    return []


def _taken(verb: Token) -> list[Token]:
    """A subject that the tree gives to the participle behind it: "when miners | protesting there threw stones"."""
    if verb.dep_ not in ("conj", "parataxis", "ccomp", "advcl") or "Fin" not in feature(verb, "VerbForm"):
        return []
    before = next((t for t in reversed(verb.doc[verb.sent.start : verb.i]) if t.lower_.endswith("ing")), None)
    parted = before is None or any(t.is_punct or t.dep_ == "cc" for t in verb.doc[before.i : verb.i])
    if before is None or parted or before.pos_ != "VERB":
        return []
    helped = any(c.dep_ in ("aux", "aux:pass", "cop") for c in dependents(before))
    return [c for c in dependents(before) if c.dep_ == "nsubj" and c.i < before.i and not helped]


def _is_sayers(subject: Token, told: Token) -> bool:
    """Is it the subject of the verb of saying behind what is told: "Rebels left, said | their leader"?"""
    said = told.head
    behind = told.dep_ in ("ccomp", "parataxis") and told.i < said.i < subject.i
    return behind and subject.dep_ in SUBJECTS[:3]


def _of_participle(verb: Token, noun: Token, depth: int) -> list[Token]:
    if "Inf" not in feature(verb, "VerbForm"):
        return [noun]
    if owners := _owners(noun):
        return owners
    governor = noun.head
    return deep_subject(governor, depth + 1) if noun.dep_ == "obj" and governor.pos_ == "VERB" else []


def _owners(noun: Token) -> list[Token]:
    """Whose a noun is, and who suffers its deed: "the extradition of the banker to face trial"."""
    owners = [c for c in dependents(noun) if c.dep_ == "nmod:poss"]
    return owners or (with_case(noun, "of") if noun.lemma_.lower() in wordlist("suffered") else [])


def _controlled(verb: Token, above: Token, depth: int) -> list[Token]:
    """Whose doing an infinitive is: "urged rebels to leave" theirs, "vowed to leave" the vower's."""
    if verb.dep_ == "ccomp" or (verb.dep_ == "parataxis" and "Fin" in feature(verb, "VerbForm")):
        return []
    told = _told_before(verb, above)
    if told is not None:
        return surface_subject(told, depth + 1)
    if (over := _set_off(verb, above)) is not None:
        return deep_subject(over, depth + 1)
    objects = [c for c in dependents(above) if c.dep_ in ("obj", "iobj")]
    deeds = [o for o in objects if o.lemma_.lower() in wordlist("suffered")]
    if verb.dep_ == "advcl" and verb.lemma_ in TRIED and (tried := [t for o in deeds for t in _owners(o)]):
        return tried                                            # "approved | his extradition | to face trial"
    if above.lemma_ == "give" and (given := [c for c in objects if c.dep_ == "iobj"]):
        return given                                            # "gives the rebels until Friday to leave"
    if above.lemma_ == "give" and objects and (given := [c for c in dependents(above) if c.dep_ == "nsubj:pass"]):
        return given                                            # "the rebels were given a week to leave"
    takes_object = verb.dep_ == "xcomp" or (_gerund(verb) and not _is_purpose(verb, above))
    if takes_object and objects and above.lemma_ not in KEEPING:
        both = objects[-1].lower_ == "each" and any(c.lower_ == "other" for c in dependents(objects[-1]))
        return surface_subject(above, depth + 1) if both else objects[-1:]
    if takes_object and not objects and verb.dep_ == "xcomp" and above.lemma_ == "call":
        return with_case(above, "on")
    return surface_subject(above, depth + 1)


def _set_off(verb: Token, above: Token) -> Token | None:
    """The verb whose doer does it too, where the tree hangs it on a participle that no comma parts from its noun:
    "attacked a bus carrying nurses, killing four"."""
    noun, doc, first = above.head, verb.doc, verb.left_edge.i
    apart = doc[first].text == "," or (first and doc[first - 1].text == ",")
    marked = any(c.dep_ == "mark" for c in dependents(above))      # "on suspicion of selling"
    close = above.dep_ == "acl" and not marked and not any(t.text == "," for t in doc[noun.i : above.i])
    later = verb.dep_ == "advcl" and verb.i > above.i and verb.lower_.endswith("ing")
    return noun.head if apart and close and later and noun.head.pos_ == "VERB" else None


def _told_before(verb: Token, saying: Token) -> Token | None:
    """The clause that a side clause belongs to where the tree hangs it on the verb of saying behind both.

    "Rebels shelled the town, killing two, residents said."
    """
    if verb.dep_ != "advcl" or verb.i > saying.i:
        return None
    told = [c for c in dependents(saying) if c.dep_ in ("ccomp", "parataxis") and c.i < verb.i]
    return told[-1] if told else None


def _is_purpose(verb: Token, above: Token) -> bool:
    """Does the doer of the whole do it too: "launched a sweep to find them"? Whoever is told to does it himself."""
    infinitive = any(c.dep_ == "mark" and c.lower_ == "to" for c in dependents(verb))
    return verb.dep_ == "advcl" and infinitive and above.lemma_ not in wordlist("directing")


@remembered
def deep_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: an active's subject, a passive's "by"."""
    if not is_passive(verb):
        return surface_subject(verb, depth)
    own = _agents(verb)
    if own or depth > 0:
        return own
    joined = [c for c in dependents(verb) if c.dep_ == "conj" and is_passive(c)]
    later = any(c.lower_ in LATER for c in dependents(verb))
    joined += [verb.head] if verb.dep_ == "conj" and is_passive(verb.head) and not later else []
    return [t for j in joined for t in _agents(j)]


def _agents(passive: Token) -> list[Token]:
    """The "by" of a passive; where it has none, the one that hangs on a phrase of its own.

    "killed in an attack by rebels", "urged to stay at home by the mayor".
    """
    found = [c for c in dependents(passive) if c.dep_ == "obl:agent" and c.i > passive.i]
    found = found or [c for c in with_case(passive, "by") if "Ger" not in feature(c, "VerbForm") and c.i > passive.i]
    found = found or [t for hand in with_case(passive, "at") if hand.lower_ == "hands" for t in with_case(hand, "of")]
    if found:
        return found
    lower = [c for c in dependents(passive) if c.i > passive.i and c.dep_ in ("obl", "xcomp", "obl:unmarked")]
    lower += [g for c in lower for g in dependents(c) if g.dep_ == "obl" and c.dep_ == "xcomp"]
    return [t for c in lower if not is_passive(c) for t in (*with_case(c, "by"), *_agent_children(c))
            if "Ger" not in feature(t, "VerbForm")]


def _agent_children(token: Token) -> list[Token]:
    return [c for c in dependents(token) if c.dep_ == "obl:agent"]


@remembered
def deep_object(verb: Token) -> list[Token]:
    """To whom it is done: an active's object, a passive's subject, the noun a relative clause leaves out."""
    if is_passive(verb):
        return surface_subject(verb)
    own = [c for c in dependents(verb) if c.dep_ == "obj"]
    own = own or [c for c in dependents(verb) if c.dep_ == "iobj"]     # "urged the army to leave"
    if own:
        return own
    if verb.dep_ == "acl:relcl" and verb.i > verb.head.i:
        subjects = [c for c in dependents(verb) if c.dep_ in SUBJECTS]
        gapped = any(c.lower_ in RELATIVES for c in subjects) or not subjects
        return [] if gapped else [verb.head]
    return _strayed(verb) or _shared_object(verb)


def _strayed(verb: Token) -> list[Token]:
    """An object that the tree hangs on the clause behind it: "accused | the firm | of hiding the letter"."""
    return [o for c in dependents(verb) if c.dep_ in ("advcl", "xcomp") for m in dependents(c) if m.dep_ == "mark"
            for o in dependents(c) if o.dep_ == "obj" and verb.i < o.i < m.i]


def _shared_object(verb: Token) -> list[Token]:
    """ "shelled and burned the village": the object stands once, after the last verb."""
    if verb.dep_ == "conj":
        after = [c for c in dependents(verb.head) if c.dep_ == "obj" and c.i > verb.i]
        return after or _left_out(verb)
    joined = [c for c in dependents(verb) if c.dep_ == "conj" and c.pos_ == "VERB" and c.i - verb.i <= 3]
    return [
        c
        for j in joined
        for c in dependents(j)
        if c.dep_ == "obj" and not any(k.dep_ in SUBJECTS for k in dependents(j))
    ]


def _left_out(verb: Token) -> list[Token]:
    """ "a truce which he called in May and later extended": what the clause asks about is the object of both."""
    first = verb.head
    relative = first.dep_ == "acl:relcl" and first.i > first.head.i and first.i < verb.i
    own = any(c.dep_ in SUBJECTS for c in dependents(verb))
    return [c for c in dependents(first) if relative and not own and c.dep_ == "obj" and c.lower_ in RELATIVES]


# ── nouns ────────────────────────────────────────────────────────────────────────────────────────


@remembered
def governor(noun: Token) -> tuple[Token, bool] | None:
    """The light or occurrence verb over a noun, and whether its subject is the noun's doer."""
    first = noun
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    if first.dep_ in ("acl:relcl", "root") or first.head.i == first.i:
        return None
    verb, slot = first.head, _slot_under(first)
    if (verb.lemma_.lower(), slot) in CHARGED and _is_certain(noun):
        return verb, True
    if verb.dep_ == "obj" and first.dep_ == "nmod":             # "claimed responsibility for the attack"
        verb, slot = verb.head, f"{verb.lemma_} {case_of(first)}"
    judged = slot == "object" and any(c.dep_ == "xcomp" and c.pos_ in ("ADJ", "NOUN") for c in dependents(verb))
    lends = reality().light.get((verb.lemma_.lower(), slot))
    if judged or _is_counted(verb) or verb.pos_ not in ("VERB", "AUX") or lends is None:
        return None                                             # "called the raid outrageous": she raided nobody
    return verb, lends


def _is_counted(verb: Token) -> bool:
    """ "Police put the march at 30,000": who counts a deed does not do it."""
    counts = verb.lemma_ in ("put", "place", "set", "estimate") and any(t.like_num for t in verb.subtree)
    return counts and bool(with_case(verb, "at"))


def _slot_under(noun: Token) -> str:
    if noun.dep_ == "obj":
        return "object"
    if noun.dep_ == "nsubj:pass":
        return "object"
    if noun.dep_ == "nsubj":
        return "object" if is_passive(noun.head) else "subject"
    return case_of(noun) if noun.dep_.startswith("obl") else ""


def _of_noun(noun: Token, slot: str) -> list[Token]:
    if slot == "poss":
        return possessors(noun)
    if slot == "modifier":
        return modifiers(noun, ("amod", "compound", "nmod", "nmod:desc", "nmod:unmarked", "nmod:attr"))
    if slot == "clause":
        return [c for c in dependents(noun) if c.dep_ in ("acl", "ccomp") and c.i > noun.i]
    if slot == "ending":
        ended = noun.head if case_of(noun) == "without" and noun.head.lemma_ in ENDING else None
        return deep_subject(ended) if ended else []
    over = governor(noun)
    relative = [c for c in dependents(noun) if c.dep_ == "acl:relcl" and _lends_in(c, noun)]
    if slot in ("light", "subject"):
        verbs = [over[0]] if over and over[1] else relative
        verbs += [
            c
            for c in dependents(noun)
            if c.dep_ == "acl" and is_passive(c) and reality().light.get((c.lemma_.lower(), "object"))
        ]
        return [*(t for v in verbs for t in _lending(v, noun)), *_behind(noun)]
    shared = _shared_of(noun) if slot == "of" else _shared_by(noun) if slot == "by" else []
    own = with_case(noun, slot) or shared or _lower(noun, slot) or [t for c in relative for t in with_case(c, slot)]
    own = own or _between(noun, slot)
    if own or over is None or _is_charged(over[0], noun):
        return own
    return with_case(over[0], slot)


def _is_certain(noun: Token) -> bool:
    """Is it some deed, "charged with the murder of", not the name of a crime, "guilty of murder"?"""
    own = {c.dep_.split(":")[0] for c in dependents(noun)}
    return "Plur" in feature(noun, "Number") or not own.isdisjoint(("det", "nmod", "acl"))


def _is_charged(over: Token, noun: Token) -> bool:
    """Is its doer whoever answers for it by the word over it: "responsible for the raid"?"""
    first = noun.head if noun.dep_ == "conj" else noun
    return (over.lemma_.lower(), case_of(first)) in CHARGED


def _lending(over: Token, noun: Token) -> list[Token]:
    """Who does the noun's deed by the word over it: its subject, or whoever is charged with it."""
    if not _is_charged(over, noun):
        return deep_subject(over)
    if over.pos_ == "VERB":
        return deep_object(over)
    return [over.head] if over.dep_ == "amod" else surface_subject(over)


def _behind(noun: Token) -> list[Token]:
    """ "the gang behind the raid", "the guards were behind the raid"."""
    if case_of(noun) != "behind":
        return []
    return [noun.head] if noun.dep_ == "nmod" else [c for c in dependents(noun) if c.dep_ == "nsubj"]


def _between(noun: Token, slot: str) -> list[Token]:
    """What the tree hangs on the verb but stands before it: "the killing of two nurses by soldiers was condemned"."""
    verb = noun.head
    subject = slot == "by" and noun.dep_ in ("nsubj", "nsubj:pass")
    return [t for t in with_case(verb, slot) if noun.i < t.i < verb.i] if subject else []


def _lends_in(clause: Token, noun: Token) -> bool:
    """Does its relative clause say who did it: "the raid that rebels launched", "for which they claimed credit"?"""
    lending = reality().light
    if noun in map(meant, deep_object(clause)):
        return bool(lending.get((clause.lemma_.lower(), "object")))
    about = [t for o in dependents(clause) if o.dep_ == "obj" for t in (*dependents(clause), *dependents(o))
             if t.dep_ in ("obl", "nmod") and lending.get((clause.lemma_.lower(), f"{o.lemma_} {case_of(t)}"))]
    return noun in map(meant, about)


def _lower(noun: Token, slot: str) -> list[Token]:
    """ "an attack by rebels on the village": what the tree hangs on the nearer noun is the event's. """
    if slot not in ("on", "against", "by", "into", "to", "from", "with", "for"):
        return []
    nearer = [c for c in dependents(noun) if c.dep_.startswith("nmod") and case_of(c)]
    if slot == "for":                                           # "praise from the bishops for the nurses"
        nearer = [c for c in nearer if case_of(c) in ("by", "from")]
    nearer += [d for c in nearer for d in dependents(c) if d.dep_.startswith("nmod") and case_of(d)]
    return [t for c in nearer for t in with_case(c, slot)]


@remembered
def possessors(noun: Token) -> list[Token]:
    """Whose it is; of two joined nouns the first one's owner has both: "its raids and strikes"."""
    own = [c for c in dependents(noun) if c.dep_ == "nmod:poss"]
    return own or [t for first in _sharing_words(noun) for t in possessors(first)]


def modifiers(noun: Token, kinds: tuple[str, ...] = ("amod", "compound")) -> list[Token]:
    """The words before it that say which; a name before the first of two joined nouns is said of both."""
    own = [c for c in dependents(noun) if c.i < noun.i and not case_of(c) and c.dep_ in kinds]
    return own + [t for first in _sharing_words(noun) for t in modifiers(first, kinds) if t.text[0].isupper()]


def _sharing_words(noun: Token) -> list[Token]:
    """The noun before it that it is joined to, where it has no article or owner of its own."""
    alike = noun.dep_ == "conj" and noun.pos_ == noun.head.pos_ == "NOUN"
    return [noun.head] if alike and not _has_own(noun) else []
