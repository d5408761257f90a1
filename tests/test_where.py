"""Place names on the map, and the place of an event: a table of sentences for each rule."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codebook.places import gazetteer
from dateline.reading import Reader
from dateline.record.where import event_place, places
from dateline.report import report_from_text


def read(reader: Reader, text: str):
    report = report_from_text(text)
    return reader.read_one(report.text), report


def found(reader: Reader, text: str):
    doc, report = read(reader, text)
    return places(doc, report, gazetteer()), report.text


@pytest.mark.parametrize("text, name, country, precision", [
    ("Soldiers entered Gori, Georgia, on Monday.", "Gori", "GEO", "city"),
    ("Police in Cali, Colombia, arrested two men.", "Cali", "COL", "city"),
    ("A storm hit Paris, Texas, on Monday.", "Paris", "USA", "city"),
    ("A storm hit Paris on Monday.", "Paris", "FRA", "city"),
    ("The mayor of London, Ontario, resigned on Monday.", "London", "CAN", "city"),
    ("Officials in Springfield, Ill., closed the school.", "Springfield", "USA", "city"),
    ("Protesters marched through Tbilisi before the parliament of Georgia met.", "Georgia", "GEO", "country"),
    ("Voters in Atlanta, Georgia, queued for hours.", "Georgia", "USA", "region"),
    ("The American senators met in Paris. The US envoy thanked the American pilots.", "Paris", "FRA", "city"),
    ("Rebels seized two towns in Darfur last week.", "Darfur", "SDN", "region"),
    ("Aid reached the Gaza Strip on Sunday.", "Gaza Strip", "PSE", "region"),
    ("Troops crossed into northern Syria on Friday.", "Syria", "SYR", "country"),
    ("The state of Israel is at peace, the president said.", "Israel", "ISR", "country"),
])
def test_a_name_means_the_place_that_its_words_say(reader, text, name, country, precision):
    names, _ = found(reader, text)
    hit = [p for p in names if p.name == name]
    assert [(p.country, p.precision) for p in hit] == [(country, precision)]
    assert hit[0].lat is not None


@pytest.mark.parametrize("text", [
    "The Bank of England raised its rate on Thursday.",
    "Paris Hilton arrived late on Thursday.",
    "Jack London wrote about dogs.",
])
def test_persons_and_bodies_named_like_places_are_none(reader, text):
    names, words = found(reader, text)
    assert [words[p.start:p.end] for p in names if p.precision == "city"] == []


@pytest.mark.parametrize("text, words, precision", [
    ("Gunmen burned houses in the village of Qarazut on Monday.", "Qarazut", "city"),
    ("Troops left Samangul district, in Afghanistan, on Monday.", "Samangul", "region"),
])
def test_a_name_the_gazetteer_lacks_keeps_what_its_words_say(reader, text, words, precision):
    names, whole = found(reader, text)
    hit = [p for p in names if words in whole[p.start:p.end]]
    assert [(p.lat, p.lon, p.geonameid, p.precision) for p in hit] == [(None, None, None, precision)]


def test_the_dateline_names_a_place(reader):
    names, text = found(reader, "Two Killed in Blast\n\nTBILISI, Sept 26 (Wire) - A bomb killed two people.\n")
    assert [(text[p.start:p.end], p.country) for p in names] == [("TBILISI", "GEO")]


def test_namesakes_of_one_report_are_one_place(reader):
    names, _ = found(reader,
                     "A fire destroyed a mill in Cambridge, Massachusetts. People in Cambridge wept.")
    assert {(p.country, p.geonameid) for p in names if p.name == "Cambridge"} == {("USA", 4931972)}


@pytest.mark.parametrize("text, words, name, use", [
    ("Kenyan police arrested two men.", "Kenyan", "Kenya", "adjective"),
    ("South Korean sailors waved.", "South Korean", "South Korea", "adjective"),
    ("European leaders met in Riga.", "European", "Europe", "adjective"),
    ("The University of Leeds closed on Monday.", "Leeds", "Leeds", "part"),
    ("Doctors met in Saxony-Anhalt on Monday.", "Saxony-Anhalt", "Saxony-Anhalt", "name"),  # read as two names
    ("Envoys from Guinea-Bissau left on Monday.", "Guinea-Bissau", "Guinea-Bissau", "name"),
    ("Talks began in Dar es Salaam on Monday.", "Dar es Salaam", "Dar es Salaam", "name"),
    ("A fire broke out in Bozeman, Mont., on Monday.", "Mont.", "Montana", "name"),
    ("Tankers sailed through the Gulf on Monday.", "Gulf", "Persian Gulf", "name"),
])
def test_how_words_use_a_place(reader, text, words, name, use):
    names, whole = found(reader, text)
    assert [(p.name, p.use) for p in names if whole[p.start:p.end] == words] == [(name, use)]


@pytest.mark.parametrize("text, words", [
    ("Most Kenyans speak English at work.", "Kenyans"),             # a people
    ("Most Kenyans speak English at work.", "English"),             # a language
    ("An African American senator spoke on Monday.", "African"),    # a people of one country
])
def test_peoples_and_languages_are_no_places(reader, text, words):
    names, whole = found(reader, text)
    assert words not in [whole[p.start:p.end] for p in names]


@pytest.mark.parametrize("text, words, country, precision", [
    ("Police in Franklin County, Ohio, closed a road.", "Franklin County", "USA", "region"),
    ("Votes were counted in Adams and Boulder counties, in Colorado.", "Adams", "USA", "region"),
    ("The New York governor signed the bill on Monday.", "New York", "USA", "region"),
    ("The mayor of New York signed the bill on Monday.", "New York", "USA", "city"),
    ("Farmers in Mayo, in Ireland, lost hay.", "Mayo", "IRL", "region"),
    ("The sheriff of Salt Lake City spoke on Monday.", "Salt Lake City", "USA", "city"),    # no kind of its own
])
def test_counties_and_states(reader, text, words, country, precision):
    names, whole = found(reader, text)
    assert [(p.country, p.precision) for p in names if whole[p.start:p.end] == words] == [(country, precision)]


def test_company_decides_between_namesakes(reader):
    names, whole = found(reader, "The road from Waterloo to Cedar Rapids was shut. Snow fell on Dubuque and Waterloo.")
    assert {(p.country, p.reason) for p in names if whole[p.start:p.end] == "Waterloo"} == {("USA", "context")}
    rival = next(p.runner_up for p in names if whole[p.start:p.end] == "Waterloo")
    assert rival is not None and (rival.country, rival.lat) != ("USA", None)


@pytest.mark.parametrize("text, words, within", [
    ("He died at Mercy Hospital in Leeds on Monday.", "Leeds", None),
    ("Crowds filled Leeds Town Hall. In Leeds nobody slept.", "Leeds Town Hall", "Leeds"),
])
def test_a_site_has_the_point_of_the_town_that_words_put_it_in(reader, text, words, within):
    names, whole = found(reader, text)
    assert [(p.within, p.lat is not None) for p in names if whole[p.start:p.end] == words] == [(within, True)]


@pytest.mark.parametrize("text, words", [
    ("A lorry hit a wall in Quarrybank Street on Monday.", "Quarrybank Street"),
    ("Gunmen burned houses in Qarazutabad on Monday.", "Qarazutabad"),
])
def test_what_no_gazetteer_has_gets_no_point(reader, text, words):
    names, whole = found(reader, text)
    assert [(p.lat, p.geonameid, p.reason) for p in names if whole[p.start:p.end] == words] == [(None, None, "no entry")]


def test_the_country_of_the_outlet_counts(reader):
    text = "A man from Newcastle was fined on Monday. Newcastle is quiet."
    doc = reader.read_one(text)
    at_home = [places(doc, report_from_text(text, url=url), gazetteer())[0].country
               for url in ("https://news.example.com.au/a", "https://news.example.co.uk/a")]
    assert at_home == ["AUS", "GBR"]


def place_of(reader: Reader, text: str, word: str):
    doc, report = read(reader, text)
    trigger = next(t for t in doc if t.text == word)
    return event_place(trigger, places(doc, report, gazetteer()), doc, report), report.text


@pytest.mark.parametrize("text, word, name", [
    ("Rebels killed ten people in Gori on Monday.", "killed", "Gori"),
    ("In Gori, rebels killed ten people on Monday.", "killed", "Gori"),
    ("Drones struck the Ukrainian town of Bakhmut overnight.", "struck", "Bakhmut"),
    ("A blast in Gori wounded two soldiers.", "blast", "Gori"),
    ("A blast in Gori wounded two soldiers.", "wounded", "Gori"),
    ("The talks in Geneva ended without a result.", "talks", "Geneva"),
    ("Talks on security are to open in Geneva next week.", "Talks", "Geneva"),
    ("The shelling of Tskhinvali went on all night.", "shelling", "Tskhinvali"),
    ("Moscow poured tanks into Chechnya.", "poured", "Chechnya"),
    ("Mourners were attacked at a burial in Bago on Sunday.", "attacked", "Bago"),
    ("A bomb exploded in the city of Mosul in Iraq, killing ten.", "killing", "Mosul"),  # shared
    ("Police clashed with students in Nairobi, Kenya.", "clashed", "Nairobi"),       # the most exact
    ("Troops withdrew from Kherson on Friday.", "withdrew", "Kherson"),              # a departure
    ("In Geneva the council, meeting at night, took a vote.", "meeting", "Geneva"),   # what opens the sentence
    ("Rebels seized and burned a post near Gori.", "burned", "Gori"),               # … and what it shares
    ("Jets struck families sheltering in Gori.", "struck", "Gori"),
    ("A mob burned houses in nearby villages.", "burned", "nearby villages"),
    ("Jets bombed a village.", "bombed", "village"),
    ("Gunners shot down a plane over Armenia on Monday.", "shot", "Armenia"),
    ("A rocket tore into a school in Gori on Sunday.", "tore", "Gori"),
    ("The mayor flew to Belfast, where he vowed revenge.", "vowed", "Belfast"),
    ("Rebels robbed shops in Gori and attacked the hospital.", "attacked", "Gori"),
    ("The rebels lifted a blockade of Kathmandu on Monday.", "lifted", "Kathmandu"),
    ("The army placed Tbilisi under a curfew on Monday.", "curfew", "Tbilisi"),
    ("The town of Gori came under artillery fire.", "came", "Gori"),
    ("The rebels agreed to abandon posts near Gori.", "agreed", "Gori"),            # where what is planned is to be
    ("Two men were killed when a shell struck a house in Gori.", "killed", "Gori"),
    ("The burning of a church near Gori shocked them.", "burning", "Gori"),
    ("Miners in Gori, who stopped work on Monday, went home.", "stopped", "Gori"),
    ("Moscow's attack on Tbilisi failed on Monday.", "attack", "Tbilisi"),           # whose it is, not where
])
def test_an_event_is_where_its_clause_says(reader, text, word, name):
    place, whole = place_of(reader, text, word)
    assert place is not None and place.name == name
    assert place.text is not None and name in whole[slice(*place.text)]


def test_a_site_without_a_name_lies_in_the_town_that_opens_the_sentence(reader):
    place, _ = place_of(reader, "In Tamale armed men abducted seven priests from their school.", "abducted")
    assert place is not None and (place.name, place.country, place.precision) == ("Tamale", "GHA", "site")


@pytest.mark.parametrize("text, word", [
    ("France condemned the killings on Monday.", "condemned"),              # a party, not a place
    ("The minister from Kenya criticised the plan.", "criticised"),         # an origin
    ("Washington imposed sanctions on Iran on Monday.", "sanctions"),       # a recipient
    ("Georgian troops opened fire on Monday.", "opened"),                   # a nationality
    ("The two leaders met on Monday in silence.", "met"),
    ("Voters rejected the accord signed in Gori.", "rejected"),             # where the accord was made
    ("The bishop condemned the bombings in Gori.", "condemned"),            # where the bombings were
    ("In Geneva the envoy said troops had fled.", "fled"),                  # where it was said
    ("BOGOTA, Sept 26 (Wire) - The government rejected the plan.", "rejected"),    # the dateline is none
])
def test_where_the_words_do_not_say_there_is_no_place(reader, text, word):
    place, _ = place_of(reader, text, word)
    assert place is None


@pytest.mark.parametrize("text, word, name, words", [
    ("GORI, Georgia, Aug 13 (Wire) - Tanks rolled into this town on Monday.", "rolled", "Gori",
     "this town"),
    ("Students marched through the capital on Monday. Kenya is tense, Kenya said.", "marched", "Nairobi",
     "the capital"),
    ("Nine leaders met in the Indonesian capital on Saturday.", "met", "Jakarta", "the Indonesian capital"),
])
def test_words_that_point_at_a_place(reader, text, word, name, words):
    place, whole = place_of(reader, text, word)
    assert place is not None and place.text is not None
    assert (place.name, whole[slice(*place.text)]) == (name, words)


def test_a_site_is_as_exact_as_its_noun(reader):
    text = "A bomb exploded outside the Russian headquarters in Tskhinvali on Friday."
    place, whole = place_of(reader, text, "exploded")
    assert place is not None
    assert (place.name, place.precision, place.geonameid) == ("Tskhinvali", "site", None)
    assert whole[slice(*place.text)] == "the Russian headquarters in Tskhinvali"


def test_the_other_side_of_the_city_is_in_the_city(reader):
    place, _ = place_of(reader, "GORI, Georgia, Aug 13 (Wire) - She held a vigil on the other side of the city.", "held")
    assert place is not None and place.name == "Gori"


def test_a_place_that_nobody_names_lies_in_the_country_of_the_report(reader):
    place, _ = place_of(reader, "NAIROBI, Kenya, Aug 13 (Wire) - The two men met at a police station.", "met")
    assert place is not None
    assert (place.name, place.country, place.lat, place.precision) == ("police station", "KEN", None, "site")


@pytest.mark.parametrize("text, words, country, precision", [
    ("Ships crossed the Pacific. The United States sent two, the United States said.", "Pacific", None, "area"),
    ("Peru, Chile and Brazil signed.", "Peru", "PER", "country"),           # a list, no town in Chile
    ("Mexico closed schools in Puebla, Toluca and Pachuca.", "Mexico", "MEX", "country"),
])
def test_what_no_town_is(reader, text, words, country, precision):
    names, whole = found(reader, text)
    assert [(p.country, p.precision) for p in names if whole[p.start:p.end] == words] == [(country, precision)]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(
    ["Gori", "the", "in", "near", "Georgia", ",", ".", "killed", "New York", "'s", "North", "\n", "of",
     "village", "é", "🙂", "TBILISI", "capital", "this"]), max_size=14).map(" ".join))
def test_any_words_at_all_are_read_and_quoted_exactly(text):
    reader = Reader.load()
    if not text.strip():
        return
    doc, report = read(reader, text)
    names = places(doc, report, gazetteer())
    assert all(0 <= p.start < p.end <= len(report.text) and report.text[p.start:p.end].strip() for p in names)
    for token in doc:
        place = event_place(token, names, doc, report)
        assert place is None or (place.text and report.text[slice(*place.text)].strip())
