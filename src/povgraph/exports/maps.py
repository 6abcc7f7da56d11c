"""Write the places as one page with a map, their figures and the quotes behind them, that needs nothing from outside.

The map is drawn by Leaflet, which a package brings (extra ``map``); it is taken only as its publisher released it. No
boundaries are drawn, since the reports state none, and no tiles, since they would be fetched: a grid of meridians and
parallels stands behind the points. The page may run nothing but its own two scripts, and fetch nothing.
"""

import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any, TextIO

from povgraph.errors import ResourceError
from povgraph.exports.contents import Content
from povgraph.exports.geojson import SAID, point
from povgraph.exports.records import Record, records, typed
from povgraph.extras import need
from povgraph.vocabulary import concepts

_PAGE = Path(__file__).with_name("page")
#: The digests of Leaflet 1.9.4 as its publisher released it.
_LEAFLET = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
# What would be asked for at another address: url(images/layers.png), //# sourceMappingURL=leaflet.js.map
_OUTSIDE = re.compile(r"url\(images/[^)]*\)|\n//# sourceMappingURL=\S+")
_SCHEMES = ("level", "indicator", "observation-kind", "status", "unit", "per", "outcome-kind")
_HOUSED = {"organizations": "organization", "programmes": "programme"}
_HIDDEN = ("observation", "outcome", "holding", "about", "held_in", "person", "origin", "confidence", "year", "period")
_SLOT = re.compile(r"\{(\w+)\}")
_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def write_map(content: Content, out: TextIO) -> None:
    """Write the page.

    Raises:
        ResourceError: Leaflet is not installed, or it is not what was released.
    """
    leaflet = {name: _leaflet(name) for name in _LEAFLET}
    parts = {
        "leaflet_css": leaflet["leaflet.css"],
        "leaflet_js": leaflet["leaflet.js"],
        "css": _own("map.css"),
        "js": _own("map.js"),
        "data": json.dumps(_data(content), ensure_ascii=False).translate(_MARKUP),
    }
    parts["policy"] = _policy(parts)
    out.write(_SLOT.sub(lambda match: parts[match[1]], _own("map.html")))


def _leaflet(name: str) -> str:
    package = need("js_lib_leaflet", "map")
    path = Path(package.__file__).parent / "static" / "js_lib_leaflet" / name
    content = path.read_bytes() if path.is_file() else b""
    if sha256(content).hexdigest() != _LEAFLET[name]:
        raise ResourceError(f"{path}: not the {name} of Leaflet 1.9.4; run `pip install 'povgraph[map]'` again")
    text = content.decode().replace("\r\n", "\n")  # as a reader of HTML does, before it digests them
    return _OUTSIDE.sub(lambda match: "none" if match[0].startswith("url") else "", text)


def _own(name: str) -> str:
    return (_PAGE / name).read_text(encoding="utf-8")


def _policy(parts: dict[str, str]) -> str:
    """Allow the page its own scripts and styles, named by their digests, and nothing else."""
    scripts = " ".join(_digest(parts[name]) for name in ("leaflet_js", "js"))
    styles = " ".join(_digest(parts[name]) for name in ("leaflet_css", "css"))
    return f"default-src 'none'; script-src {scripts}; style-src {styles}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _data(content: Content) -> dict[str, Any]:
    said = _said(content)
    return {
        "places": [_place(row, said.get(row["place"], {})) for row in records(content, "places")],
        "reports": {row["report"]: typed(row, "reports", ("report", "sha256")) for row in records(content, "reports")},
        "concepts": {
            scheme: {concept.notation: {"en": concept.en, "zh": concept.zh} for concept in concepts()[scheme]}
            for scheme in _SCHEMES
        },
    }


def _said(content: Content) -> dict[str, dict[str, list[Any]]]:
    """Give what is said of each place, and of the organizations and programmes that are there."""
    homes = {row[key]: row["place"] for table, key in _HOUSED.items() for row in records(content, table)}
    said: dict[str, dict[str, list[Any]]] = {}
    for name, (table, key) in SAID.items():
        for row in records(content, table):
            home = homes.get(row[key]) or row[key]
            hidden = _HIDDEN if home != row[key] else (*_HIDDEN, f"{key}_name")
            said.setdefault(home, {}).setdefault(name, []).append(typed(row, table, hidden))
    return said


def _place(row: Record, said: dict[str, list[Any]]) -> dict[str, Any]:
    where = point(row)
    return {
        "id": row["place"],
        **typed(row, "places", ("place", "latitude", "longitude")),
        "name": row["name"] or row["place"],
        "point": where and where["coordinates"][::-1],
        **{name: said.get(name, []) for name in SAID},
    }
