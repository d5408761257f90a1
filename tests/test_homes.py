"""Whose country: of people and bodies whose own words do not say it."""

from __future__ import annotations

import pytest

from dateline.codebook.actors import registry
from dateline.codebook.places import gazetteer
from dateline.model import Actor
from dateline.reading import Reader
from dateline.record.where import places
from dateline.record.who import cast
from dateline.report import report_from_text


def meant(text: str, words: str, day: str = "2024-05-06") -> Actor:
    """The last actor with a mention that ends in these words."""
    report = report_from_text(text, published=day)
    doc = Reader.load().read_report(report)
    actors = cast(doc, report, registry(), places(doc, report, gazetteer())).actors
    return [a for a in actors if any(text[s:e].endswith(words) for s, e in a.mentions)][-1]


HOME = "Kenya mourned. Kenyan bakers closed their shops, and Kenya's bells rang. "
WAR = "Russian troops crossed the river. Georgia called for help. Russia denied it, and Georgia rang its bells. "


@pytest.mark.parametrize("text, words, country", [
    # who writes of home seldom names the country: its towns speak for it
    ("Bakers closed their shops in Nakuru. In Mombasa and Kisumu police fired in the air.", "police", "KEN"),
    # people of the land where the sentence plays, or the one before
    ("Ghana sent bakers. Norway sent nurses. Soldiers from Togo fired at marchers in Accra.", "marchers", "GHA"),
    (WAR + "Gunmen fired at shops in Georgia. Police arrested two men.", "two men", "GEO"),
    # armed men may be somebody else's
    (HOME + "Soldiers fired in the air.", "Soldiers", "KEN"),
    (HOME + "Ugandan troops left. Soldiers fired in the air.", "Soldiers", None),
    (HOME + "Ugandan troops left. The army fired in the air.", "army", "KEN"),
    (WAR + "Soldiers fired in the air.", "Soldiers", None),
    (WAR + "The minister resigned.", "minister", None),
    # who deals with a country as with another's is not its own
    (HOME + "Minister Tom Berg praised the government of Kenya.", "Tom Berg", None),
    (HOME + "Minister Tom Berg praised the nurses.", "Tom Berg", "KEN"),
    (HOME + "Tom Berg praised the nurses.", "Tom Berg", "KEN"),
    ("Kenya thanked Ghana. Tom Berg praised the nurses.", "Tom Berg", None),
    # one land under two names
    ("The Soviet Union mourned. Russia rang its bells, and Soviet bakers closed. Deputies wept.", "Deputies", "SUN"),
])
def test_at_home_or_not(text, words, country):
    assert meant(text, words).country == country


@pytest.mark.parametrize("text, words, country, sector", [
    ("Kenya's Supreme Court freed two men.", "Supreme Court", "KEN", "JUD"),
    ("The rebels' prime minister, Tom Berg, rejected the plan.", "Tom Berg", None, "REB"),
    ("A rebel delegation rejected the plan.", "delegation", None, "REB"),
    ("Guerrilla commandos shot two men.", "commandos", None, "REB"),
    ("The court's president, Tom Berg, rejected the plan.", "Tom Berg", None, "JUD"),
    ("Tom Berg, an aide to President Vladimir Putin, rejected the plan.", "Tom Berg", "RUS", "GOV"),
    ("Putin's spokesman, Tom Berg, rejected the plan. Russia rang its bells.", "Tom Berg", "RUS", "GOV"),
    ("Tom Berg, who heads the Shining Path, rejected the plan.", "Tom Berg", "PER", "REB"),
    ("Tom Berg, who does not lead the Shining Path, rejected the plan.", "Tom Berg", None, None),
    ("Rwandan-backed rebels shot two men.", "rebels", None, "REB"),
    ("The American Ghana Committee rejected the plan.", "Committee", "USA", "SOC"),
    ("The Roa Liberation Front rejected the plan.", "Front", None, "REB"),
    ("The Roa Congress rejected the plan.", "Congress", None, None),                        # a party, perhaps
])
def test_whose_country_and_sector(text, words, country, sector):
    found = meant(text, words)
    assert (found.country, found.sector) == (country, sector)


def test_officials_are_of_the_land_whose_institutions_act():
    text = ("Iran may build reactors. Iran, Iranian engineers say, needs them. Iranian bakers want light. "
            "The White House objected, and the State Department did. The Pentagon warned of them. The White House "
            "will ask lawmakers. Senator Ida Berg wept.")
    assert meant(text, "lawmakers").country == meant(text, "Ida Berg").country == "USA"
