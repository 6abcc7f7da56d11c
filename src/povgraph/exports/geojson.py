"""Write places as GeoJSON (RFC 7946): a feature for each, with what is said of it and the words that say it."""

import json
from collections.abc import Iterable
from typing import Any, TextIO

from povgraph.exports.contents import Content
from povgraph.exports.records import Record, records, typed

#: What is said of a place, by the name of its property, and the column of the table that names the place.
SAID = {"figures": ("observations", "about"), "outcomes": ("outcomes", "about"), "posts": ("posts", "held_in")}
_NOTE = (
    "Points are good to about one kilometre: their source names no datum, and they are probably GCJ-02, up to 700 m "
    "from WGS 84. A place without a point (villages, towns) has no geometry; 'within' names the place that it lies in."
)


def write_geojson(content: Content, out: TextIO) -> None:
    """Write a feature collection, one feature a line.

    A place without a point is a feature without geometry, as the standard has it, so that none is lost.
    """
    said = {name: _by_place(records(content, table), key) for name, (table, key) in SAID.items()}
    places = list(records(content, "places"))
    names = {place["place"]: place["name"] for place in places}
    reports = [typed(report, "reports") for report in records(content, "reports")]
    out.write('{"type": "FeatureCollection",\n')
    out.write(f'"note": {json.dumps(_NOTE)},\n"reports": {_json(reports)},\n"features": [')
    between = "\n"
    for place in places:
        told = {name: rows.get(place["place"], []) for name, rows in said.items()}
        out.write(between + _json(_feature(place, names, told)))
        between = ",\n"
    out.write("\n]}\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _by_place(rows: Iterable[Record], key: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _feature(place: Record, names: dict[str, str], said: dict[str, list[Record]]) -> dict[str, Any]:
    properties: dict[str, Any] = typed(place, "places", ("place", "latitude", "longitude"))
    if place["within"]:
        properties["within_name"] = names.get(place["within"], "")
    for name, rows in said.items():
        table, key = SAID[name]
        properties[name] = [typed(row, table, (key, f"{key}_name")) for row in rows]
    return {"type": "Feature", "id": place["place"], "geometry": point(place), "properties": properties}


def point(place: Record) -> dict[str, Any] | None:
    """Give the geometry of a place, None where it has no point on Earth."""
    try:
        longitude, latitude = float(place["longitude"]), float(place["latitude"])
    except ValueError:
        return None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        return None
    return {"type": "Point", "coordinates": [longitude, latitude]}
