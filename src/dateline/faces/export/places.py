"""GeoJSON (RFC 7946): a point for what has a place sharper than its country; what has not, as a feature without one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from dateline.faces.export.tables import Written, as_json
from dateline.faces.words import counted

VAGUE = frozenset({"country", "area"})      # their point is the middle of a land: nothing happened there
DECIMALS = 6                                # a tenth of a metre; what lies behind says more than the source knows


def write_geojson(rows: Iterable[Mapping[str, Any]], path: Path, about: Mapping[str, Any]) -> Written:
    """A feature collection, a feature a line, in the order of the rows; `about` stands beside the features."""
    count = points = 0
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        opening = as_json({"type": "FeatureCollection", **about})
        stream.write(f'{opening[:-1]},"features":[\n')
        for row in rows:
            feature = _feature(row)
            points += feature["geometry"] is not None
            stream.write((",\n" if count else "") + as_json(feature))
            count += 1
        stream.write("\n]}\n")
    return Written(count, _said(count - points))


def _said(without: int) -> tuple[str, ...]:
    if not without:
        return ()
    return (f"{counted(without, 'feature')} without a geometry: the reports name no place, only a country or a wide "
            "area, or one whose coordinates are not known; no map shows them, so count them beside it",)


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {key: value for key, value in row.items() if key not in ("lat", "lon")}
    return {"type": "Feature", "geometry": _point(row), "properties": names}


def _point(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["lat"] is None or row["lon"] is None or row["precision"] is None or row["precision"] in VAGUE:
        return None
    return {"type": "Point", "coordinates": [round(row["lon"], DECIMALS), round(row["lat"], DECIMALS)]}
