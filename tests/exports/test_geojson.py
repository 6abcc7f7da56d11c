import json
from collections import Counter
from typing import Any

import geojson
import pytest

from povgraph.exports.geojson import point
from povgraph.graph.lines import clean, split, value_of
from povgraph.vocabulary import BASE, PREFIXES

from .conftest import HOSTILE, graph_of, text_of

POV, SCHEMA = PREFIXES["pov"], PREFIXES["schema"]
LONG = "9" * 400


def features(lines: list[str]) -> dict[str, Any]:
    """Read the features back by the IRIs of their places, and check that they keep to the standard."""
    read = geojson.loads(text_of(lines, "geojson"))
    assert read.is_valid, read.errors()
    assert "crs" not in read
    for feature in read.features:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["geometry"] is None or feature["geometry"]["type"] == "Point"
    found = {feature["id"]: feature for feature in read.features}
    assert len(found) == len(read.features)
    return found


def objects(lines: list[str], predicate: str) -> dict[str, str]:
    """Map subjects to the object of a predicate, IRIs bare and literals as text."""
    quads = (split(line) for line in lines)
    return {
        quad.subject[1:-1]: value_of(quad.object)[0] if quad.object[0] == '"' else quad.object[1:-1]
        for quad in quads
        if quad.predicate == f"<{predicate}>"
    }


def test_every_place_is_a_feature_at_its_point(sample: list[str]) -> None:
    found = features(sample)
    classes = {split(line).subject[1:-1] for line in sample if f"22-rdf-syntax-ns#type> <{POV}Place> " in line}
    assert set(found) == classes
    longitudes, latitudes = objects(sample, f"{SCHEMA}longitude"), objects(sample, f"{SCHEMA}latitude")
    assert len(longitudes) > 5
    for place, feature in found.items():
        if place in longitudes:
            assert feature["geometry"]["coordinates"] == [float(longitudes[place]), float(latitudes[place])]
        else:
            assert feature["geometry"] is None


def test_every_figure_of_a_place_is_there_with_its_quote(sample: list[str]) -> None:
    about, values = objects(sample, f"{POV}about"), objects(sample, f"{POV}value")
    evidence, quotes = objects(sample, f"{PREFIXES['prov']}wasDerivedFrom"), objects(sample, f"{PREFIXES['oa']}exact")
    expected = Counter(
        (about[node], node, float(values[node]), quotes[f"{evidence[node]}/quote"])
        for node in values
        if node in about and f"{BASE}id/place/" in about[node]
    )
    found = Counter(
        (place, figure["observation"], float(figure["value"]), figure["quote"])
        for place, feature in features(sample).items()
        for figure in feature["properties"]["figures"]
    )
    assert found == expected
    assert len(found) > 20


def test_what_a_feature_says(sample: list[str]) -> None:
    properties = features(sample)[f"{BASE}id/place/222402"]["properties"]
    assert (properties["name"], properties["level"], properties["code"]) == ("图们市", "county", "222402")
    assert properties["within_name"] == "延边朝鲜族自治州"
    assert [post["person_name"] for post in properties["posts"]] == ["尹承龙"]
    assert "delisting" in [outcome["kind"] for outcome in properties["outcomes"]]


def test_it_says_where_the_points_come_from(sample: list[str]) -> None:
    read = json.loads(text_of(sample, "geojson"))
    assert "GCJ-02" in read["note"]
    assert [report["identifier"] for report in read["reports"]] == ["2019-08-jilin"]


@pytest.mark.parametrize("name", HOSTILE)
def test_awkward_names_come_back(name: str) -> None:
    (village,) = (feature["properties"] for place, feature in features(graph_of(name)).items() if place.count("/") > 6)
    assert village["name"] == clean(f"{name}村")
    assert village["figures"][0]["quote"] == clean(f"{name}村的{name}有3户")
    assert village["posts"][0].get("person_name", "") == clean(name)


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [
        ("125.3", "43.8", [125.3, 43.8]),
        ("43.8", "125.3", None),
        ("181", "0", None),
        ("", "", None),
        ("nan", "43", None),
        ("inf", "0", None),
    ],
)
def test_a_point_is_on_earth(longitude: str, latitude: str, expected: list[float] | None) -> None:
    found = point({"longitude": longitude, "latitude": latitude})
    assert found == (expected and {"type": "Point", "coordinates": expected})


def test_a_figure_that_no_reader_could_hold_is_a_text() -> None:
    lines = graph_of("甲")
    told = next(line for line in lines if f"{POV}value>" in line and '"3.0"' in line)
    more = [line if line != told else line.replace("3.0", f"{LONG}.0") for line in lines]
    values = [figure["value"] for f in features(more).values() for figure in f["properties"]["figures"]]
    assert values == [f"{LONG}.0"]


def test_a_graph_without_places() -> None:
    assert features(['<http://e/s> <http://e/p> "x" .']) == {}


def test_the_same_bytes_for_the_same_graph(sample: list[str]) -> None:
    assert text_of(sample, "geojson") == text_of(list(reversed(sample)), "geojson")
