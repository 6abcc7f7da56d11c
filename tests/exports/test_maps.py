import json
import re
import shutil
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from povgraph.errors import ResourceError
from povgraph.exports import export, maps
from povgraph.graph.lines import clean
from povgraph.vocabulary import BASE

from .conftest import HOSTILE, graph_of, text_of

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
EMBEDDING = ("script", "style", "link", "img", "iframe", "object", "embed", "video", "audio", "source", "base", "form")


class Page(HTMLParser):
    """What a browser would find in the page: elements with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.texts.append((*self.elements[-1], data))

    @property
    def policy(self) -> dict[str, list[str]]:
        (said,) = [told["content"] for _, told in self.elements if told.get("http-equiv") == "Content-Security-Policy"]
        return {part.split()[0]: part.split()[1:] for part in str(said).split(";")}

    @property
    def data(self) -> Any:
        (text,) = [text for _, attributes, text in self.texts if attributes.get("id") == "data"]
        return json.loads(text)


def page_of(lines: list[str]) -> Page:
    return Page(text_of(lines, "map"))


@pytest.fixture(scope="module")
def page(sample: list[str]) -> Page:
    return page_of(sample)


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_it_may_run_its_own_scripts_and_nothing_else(page: Page) -> None:
    run = [text for tag, attributes, text in page.texts if tag == "script" and "type" not in attributes]
    styles = [text for tag, _, text in page.texts if tag == "style"]
    assert (len(run), len(styles)) == (2, 2)
    assert page.policy == {
        "default-src": ["'none'"],
        "script-src": [digest(text) for text in run],
        "style-src": [digest(text) for text in styles],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    assert not re.search(r"\beval\(|new Function|innerHTML|document\.write", run[1])


def test_it_asks_for_nothing(page: Page) -> None:
    addresses = {"src", "href", "data", "action", "srcset", "poster", "style"}
    found = [
        (tag, told)
        for tag, told in page.elements
        if addresses & set(told) or any(name.startswith("on") for name in told)
    ]
    assert found == []
    assert not [text for tag, _, text in page.texts if tag == "style" and re.search(r"url\((?!#)|@import", text)]
    assert not [text for _, _, text in page.texts if "sourceMappingURL" in text]
    assert {tag for tag, _ in page.elements} & set(EMBEDDING) == {"script", "style", "form"}


def test_it_holds_all_that_is_said_of_places(sample: list[str], page: Page) -> None:
    features = {feature["id"]: feature for feature in json.loads(text_of(sample, "geojson"))["features"]}
    places = {place["id"]: place for place in page.data["places"]}
    assert set(places) == set(features)
    for key, feature in features.items():
        place, properties = places[key], feature["properties"]
        assert place["name"] == properties["name"]
        assert place["point"] == (feature["geometry"] and feature["geometry"]["coordinates"][::-1])
        own = {figure["quote"] for figure in place["figures"] if "about_name" not in figure}
        assert own == {figure["quote"] for figure in properties["figures"]}
    assert sum(len(place["figures"]) for place in places.values()) > 30


def test_what_is_said_of_an_organization_stands_in_its_place() -> None:
    lines = [
        line.replace("/id/subject/r-bbbbbbbb/甲某", "/id/organization/220822/甲村/甲社") for line in graph_of("甲")
    ]
    village = next(place for place in page_of(lines).data["places"] if place["name"] == "甲村")
    assert [figure.get("about_name") for figure in village["figures"]] == [None, "甲某; 甲社"]


@pytest.mark.parametrize("name", HOSTILE)
def test_awkward_names_stay_text(name: str, page: Page) -> None:
    hostile = page_of(graph_of(name))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in page.elements]
    assert clean(f"{name}村") in {place["name"] for place in hostile.data["places"]}
    (report,) = hostile.data["reports"].values()
    assert report.get("url", "") == clean(name)


def test_without_leaflet_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "js_lib_leaflet", None)
    with pytest.raises(ResourceError, match=r"js_lib_leaflet is not installed; run `pip install 'povgraph\[map\]'`"):
        page_of([])


def test_another_leaflet_is_not_embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "static" / "js_lib_leaflet"
    folder.mkdir(parents=True)
    (folder / "leaflet.js").write_text("alert(1)", encoding="utf-8")

    class Package:
        __file__ = str(tmp_path / "__init__.py")

    monkeypatch.setattr(maps, "need", lambda *_: Package)
    with pytest.raises(ResourceError, match=r"leaflet\.js: not the leaflet\.js of Leaflet 1\.9\.4"):
        page_of([])


def test_the_same_bytes_for_the_same_graph(sample: list[str]) -> None:
    assert text_of(sample, "map") == text_of(list(reversed(sample)), "map")


def browse(lines: list[str], folder: Path, place: str) -> tuple[str, str]:
    """Open the page at a place in a browser without a network; give what is shown and what the browser complains of."""
    path = folder / "map.html"
    export(lines, "map", path)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--lang=zh-CN"]
    flags += ["--disable-background-networking", "--proxy-server=127.0.0.1:9", "--enable-logging=stderr"]
    flags += [f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=5000", "--dump-dom"]
    address = f"{path.as_uri()}#{quote(place, safe='')}"
    done = subprocess.run([str(CHROMIUM), *flags, address], capture_output=True, check=True, timeout=120)
    return done.stdout.decode(), "\n".join(line for line in done.stderr.decode().splitlines() if "CONSOLE" in line)


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_a_browser_shows_a_place_with_its_figures_and_quotes(sample: list[str], tmp_path: Path) -> None:
    shown, complaints = browse(sample, tmp_path, f"{BASE}id/place/220000")
    assert complaints == ""
    details = shown[shown.index('<article id="details">') : shown.index("</article>")]
    assert "78,000" in details
    assert "吉林省农村贫困人口减少到78,000人" in details
    assert "吉林:发力脱贫攻坚 推动全面振兴 · 2019-08" in details
    assert shown.count('class="leaflet-interactive"') > 5
    assert "<span>通榆县</span>" in shown


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_a_browser_shows_awkward_names_as_text(tmp_path: Path) -> None:
    lines = [line for name in HOSTILE for line in graph_of(name)]
    shown, complaints = browse(lines, tmp_path, f"{BASE}id/place/220822")
    assert complaints == ""
    assert "<img" not in shown
    assert shown.count("<script") == 3
    assert "&lt;script&gt;alert(1)&lt;/script&gt;村" in shown
