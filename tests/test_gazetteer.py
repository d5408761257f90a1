"""GeoNames' dump becomes a gazetteer of one's own: its exact layout, its broken lines, and what names then find."""

from __future__ import annotations

import random
import zipfile

import pytest

from dateline.codebook import places
from dateline.codebook.places import packing
from dateline.codebook.places.importing import CLASSES, import_dump, own_places
from dateline.codebook.places.packed import Packed
from dateline.codebook.places.packing import City, pack
from dateline.errors import UnreadableInput
from dateline.faces.cli import run


def line(*cells):
    """A line as GeoNames documents it: nineteen columns parted by tabs."""
    number, name, others, lat, lon, letter, code, country, admin1, people = cells
    return "\t".join((str(number), name, name, others, str(lat), str(lon), letter, code, country, "", admin1, "", "",
                      "", str(people), "", "12", "Europe/Paris", "2026-01-31"))


DUMP = "\n".join((
    line(900001, "Quellmorven", "Quellmorven-le-Vieux,QLM,кельморвен", 45.5, 3.25, "P", "PPL", "FR", "84", 120),
    line(900002, "Quellmorven", "", 45.52, 3.3, "H", "LK", "FR", "84", 0),
    line(900003, "Vastorp Berg", "", 60.1, 15.2, "T", "MT", "SE", "10", 0),
    line(900004, "Old Quellmorven", "", 45.6, 3.2, "P", "PPLH", "FR", "84", 0),        # historical: left out
    line(900005, "Republic of Quell", "", 45, 3, "A", "PCLI", "FR", "00", 9),           # a country: ours
    line(900006, "Dry Ridge", "", -77.5, 160.5, "T", "RDGE", "AQ", "00", 0),            # no state's
    line(900007, "Quell Clinic", "", 45.51, 3.26, "S", "HSP", "FR", "84", 0),
    line(900008, "Varnhem District", "Varnhems härad", 58.4, 13.7, "A", "ADM2", "SE", "28", 4000),
    line(2988507, "Paris", "", 48.85341, 2.3488, "P", "PPLC", "FR", "11", 2138551),     # ships already
)) + "\n"


@pytest.fixture
def dump(tmp_path):
    file = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("allCountries.txt", DUMP)
    return file


def test_places_of_the_classes_asked_for_are_taken(dump, tmp_path):
    found = import_dump(dump, tmp_path / "own")
    assert found.places == {"city": 2, "region": 1, "area": 3} and found.lines == 9 and not found.broken
    city, *_ = own_places(tmp_path / "own")
    (entry,) = city.find("quellmorven")
    assert (entry.country, entry.lat, entry.lon, entry.geonameid, entry.precision) == \
        ("FRA", 45.5, 3.25, 900001, "city")
    assert [e.spelled for e in city.find("quellmorven le vieux")] == [True]
    assert city.find("qlm") == () and city.find("old quellmorven") == ()


def test_classes_and_people_are_chosen(dump, tmp_path):
    assert import_dump(dump, tmp_path / "a", ["S"]).places == {"site": 1}
    assert import_dump(dump, tmp_path / "b", ["P"], least=1000).places == {"city": 1}
    assert {e.country for p in own_places(tmp_path / "a") for e in p.everything()} == {"FRA"}


def test_a_text_is_as_good_as_its_zip(dump, tmp_path):
    text = tmp_path / "FR.txt"
    text.write_text(DUMP, encoding="utf-8", newline="\n")
    import_dump(dump, tmp_path / "zip")
    import_dump(text, tmp_path / "txt")
    for file in (tmp_path / "zip").glob("*.bin"):
        assert file.read_bytes() == (tmp_path / "txt" / file.name).read_bytes()


@pytest.mark.parametrize("broken, problem", [
    ("900010\tHalf a line", "it has 2 columns, not 19"),
    (line("x1", "Foo", "", 1, 2, "P", "PPL", "FR", "11", 5), "number 'x1'"),
    (line(900011, "Foo", "", "north", 2, "P", "PPL", "FR", "11", 5), "could not convert string to float"),
    (line(900012, "Foo", "", 91, 2, "P", "PPL", "FR", "11", 5), "no such point on earth: 91, 2"),
    (line(900013, "Foo", "", 1, 2, "Q", "PPL", "FR", "11", 5), "feature class 'Q' is none of P, A"),
    (line(900014, "Foo", "", 1, 2, "P", "PPL", "XX", "11", 5), "country 'XX' is not in places/countries.csv"),
])
def test_broken_lines_are_named_and_left_out(tmp_path, broken, problem):
    text = tmp_path / "dump.txt"
    text.write_text(f"{DUMP}{broken}\n", encoding="utf-8", newline="\n")
    found = import_dump(text, tmp_path / "own")
    assert found.broken == 1 and found.named[0].startswith("line 10: ") and problem in found.named[0]
    assert found.places["city"] == 2


@pytest.mark.parametrize("content, problem", [
    ("name,lat,lon\nFoo,1,2\n", "no line of it is a place"),
    ("", "none of its 0 lines is a place"),
])
def test_what_is_no_dump_is_refused_and_leaves_an_earlier_import(dump, tmp_path, content, problem):
    own, other = tmp_path / "own", tmp_path / "other.txt"
    import_dump(dump, own)
    other.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=problem):
        import_dump(other, own)
    assert sorted(f.name for f in own.iterdir()) == ["area.bin", "city.bin", "region.bin"]


def test_a_new_import_replaces_the_old(dump, tmp_path):
    import_dump(dump, tmp_path)
    import_dump(dump, tmp_path, ["P"])
    assert sorted(f.name for f in tmp_path.glob("*.bin")) == ["city.bin"]


def test_names_are_looked_up_in_what_was_imported_too(dump, tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "own"))
    assert run(["gazetteer", "import", str(dump)]) == 0
    places.gazetteer.cache_clear()
    try:
        found = places.gazetteer().find("Quellmorven")
        assert [(e.precision, e.country) for e in found] == [("area", "FRA"), ("city", "FRA")]
        assert len([e for e in places.gazetteer().find("Paris") if e.geonameid == 2988507]) == 1
        assert [e.country for e in places.gazetteer().find("Dry Ridge") if e.geonameid == 900006] == [None]
    finally:
        places.gazetteer.cache_clear()


def test_the_command_names_broken_lines_and_says_what_it_made(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "own"))
    text = tmp_path / "dump.txt"
    text.write_text(DUMP + "rubbish\n", encoding="utf-8", newline="\n")
    assert run(["gazetteer", "import", str(text), "--classes", "P,H"]) == 3
    told = capsys.readouterr().err
    assert "line 10: it has 1 columns, not 19" in told and "2 of precision city" in told
    assert run(["gazetteer", "import", str(text), "--classes", "Z"]) == 2
    assert "feature classes are P, A" in capsys.readouterr().err


def test_many_places_pack_the_same_in_any_order_and_in_little_memory(monkeypatch):
    """Runs of ten lines instead of fifty thousand: what is merged from disk is what memory would have sorted."""
    rng = random.Random(4)
    names = [f"Name {rng.randrange(400)}" for _ in range(2000)]
    cities = [City(name.lower(), name, "FRA", "FR.11", rng.uniform(-90, 90), rng.uniform(-180, 180),
                   rng.randrange(10_000), number, (f"other {rng.randrange(50)}",))
              for number, name in enumerate(names, 1)]
    whole = pack(cities)
    monkeypatch.setattr(packing, "RUN", 10)
    rng.shuffle(cities)
    assert pack(cities) == whole
    packed = Packed(whole)
    assert len(packed) == 2000
    for city in cities[:50]:
        assert city.number in {e.geonameid for e in packed.find(city.key)}
        assert city.number in {e.geonameid for e in packed.find(city.others[0])}


def test_every_class_of_geonames_has_its_precision():
    assert set(CLASSES) == set("AHLPRSTUV")
