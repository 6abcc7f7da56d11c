import json
import os
import shutil
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from povgraph.errors import ResourceError, StoreError
from povgraph.store import caches, folders, ontologies, opening
from povgraph.store.generations import publish
from povgraph.store.opening import graph_path, open_graph
from povgraph.vocabulary import graph_iri

ONTOLOGY = ox.NamedNode(graph_iri("ontology"))
LINES = sorted(f'<http://e/s{number}> <http://e/p> "一{number}"@zh <http://e/g> .' for number in range(50))
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
FILES = {
    "g.ttl": '<http://e/s> <http://e/p> "一" .',
    "g.nt": '<http://e/s> <http://e/p> "一" .',
    "g.nq": '<http://e/s> <http://e/p> "一" <http://e/g> .',
    "g.trig": '<http://e/g> { <http://e/s> <http://e/p> "一" }',
    "G.JSONLD": '{"@id": "http://e/s", "http://e/p": "一"}',
    "g.rdf": f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://e/s"><e:p>一</e:p></rdf:Description></rdf:RDF>',
    "g.xml": f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://e/s"><e:p>一</e:p></rdf:Description></rdf:RDF>',
}


def data(store: ox.Store) -> list[str]:
    return sorted(f"{quad} ." for quad in store if quad.graph_name != ONTOLOGY)


def ontology_size(store: ox.Store) -> int:
    return len(list(store.quads_for_pattern(None, None, None, ONTOLOGY)))


def test_a_build_is_opened_with_the_ontology_beside_it(tmp_path: Path) -> None:
    publish(tmp_path, LINES)
    store = open_graph(tmp_path)
    assert data(store) == LINES
    assert ontology_size(store) > 1000


@pytest.mark.parametrize("name", FILES)
def test_any_rdf_file_is_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    store = open_graph(tmp_path / name)
    assert [line.split(" <http://e/g>")[0].removesuffix(" .") for line in data(store)] == [
        '<http://e/s> <http://e/p> "一"'
    ]
    assert ontology_size(store) > 1000


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("g.ttl", "<http://e/s> <http://e/p> .", "not Turtle: .*line 1"),
        ("g.nq", "\x00\x01", "not N-Quads"),
        ("g.txt", "x", "not an RDF file; known are .ttl"),
        ("g.tll", "x", "did you mean '.ttl'"),
        ("g.rdf", f'<!DOCTYPE r [<!ENTITY a "x">]><rdf:RDF {RDF}/>', "DOCTYPE"),
        ("g.rdf", f'<!DOCTYPE r SYSTEM "file:///etc/passwd"><rdf:RDF {RDF}/>', "DOCTYPE"),
        ("g.xml", f"<!-- x --><?x y?>\n<!DOCTYPE r><rdf:RDF {RDF}/>", "DOCTYPE"),
        ("g.xml", f"<rdf:RDF {RDF}><<!DOCTYPE r>", "DOCTYPE"),
        ("g.rdf", f"<rdf:RDF {RDF}>" + "<e:A><e:p>" * 5000, "nest deeper"),
        ("g.ttl", "<http://e/s> <http://e/p> " + "<<( <http://e/s> <http://e/p> " * 50_000, "nest deeper"),
        ("g.jsonld", '{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "http://e/s"}', "remote contexts"),
        ("g.jsonld", '{"@context": "file:///etc/passwd", "@id": "http://e/s"}', "remote contexts"),
        ("g.jsonld", '{"@id": "http://e/s", "http://e/p": ' + "[" * 100_000, "stack size"),
    ],
)
def test_bad_files_are_refused_in_one_line(tmp_path: Path, name: str, content: str, message: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match=message) as caught:
        open_graph(tmp_path / name)
    assert str(caught.value).startswith(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "g.ttl")
    with pytest.raises(StoreError, match="not a regular file"):
        open_graph(tmp_path / "g.ttl")


def test_the_word_doctype_in_a_value_is_read(tmp_path: Path) -> None:
    content = FILES["g.rdf"].replace("一", "&lt;!DOCTYPE html>")
    (tmp_path / "g.rdf").write_text(content, encoding="utf-8")
    assert "DOCTYPE html" in data(open_graph(tmp_path / "g.rdf"))[0]


def test_the_graph_that_is_meant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POVGRAPH_GRAPH", raising=False)
    with pytest.raises(StoreError, match=r"^build: no graph here; run `povgraph build` first"):
        graph_path()
    publish(Path("build"), LINES)
    assert graph_path() == Path("build")
    monkeypatch.setenv("POVGRAPH_GRAPH", "other")
    with pytest.raises(StoreError, match=r"^other: .*`povgraph build -o other`"):
        graph_path()
    assert graph_path(Path("build")) == Path("build")


def test_a_damaged_graph_does_not_answer(tmp_path: Path) -> None:
    made = publish(tmp_path, LINES)
    made.graph.write_bytes(made.graph.read_bytes().replace("一1".encode(), "二1".encode()))
    with pytest.raises(StoreError, match="damaged"):
        open_graph(tmp_path)


def test_the_sample_size_opens_quickly(tmp_path: Path) -> None:
    publish(tmp_path, sorted(line.replace("/s", f"/s{n}") for n in range(120) for line in LINES))
    open_graph(tmp_path)
    times = []
    for _ in range(5):
        start = time.process_time()
        open_graph(tmp_path)
        times.append(time.process_time() - start)
    assert min(times) < 0.25  # some 0.03 s where nothing else runs


class TestLarge:
    """Graphs that are kept on disk as the engine reads them."""

    @pytest.fixture(autouse=True)
    def _everything_is_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opening, "LARGE", 0)

    def test_the_cache_is_built_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        made = publish(tmp_path, LINES)
        assert data(open_graph(tmp_path)) == LINES
        assert (made.path / "cache" / "store").is_dir()

        def fail(*_: object) -> None:
            raise AssertionError("built twice")

        monkeypatch.setattr(caches, "_build", fail)
        store = open_graph(tmp_path)
        assert data(store) == LINES
        assert ontology_size(store) > 1000

    def test_the_cache_cannot_be_written_to(self, tmp_path: Path) -> None:
        publish(tmp_path, LINES)
        open_graph(tmp_path)
        store = open_graph(tmp_path)
        with pytest.raises((OSError, RuntimeError)):
            store.add(ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal("x")))

    @pytest.mark.parametrize("damage", ["file", "cut", "stamp", "count", "ontology"])
    def test_a_damaged_cache_is_rebuilt(self, tmp_path: Path, damage: str) -> None:
        made = publish(tmp_path, LINES)
        open_graph(tmp_path)
        stamp = made.path / "cache" / "povgraph.json"
        tables = sorted((made.path / "cache" / "store").glob("*.sst"))
        if damage == "file":
            tables[0].unlink()
        elif damage == "cut":
            tables[0].write_bytes(tables[0].read_bytes()[:-100])
        elif damage == "stamp":
            stamp.write_text("{}", encoding="utf-8")
        else:
            content = json.loads(stamp.read_bytes())
            content |= {"quads": content["quads"] + 1} if damage == "count" else {"of": "another ontology"}
            stamp.write_text(json.dumps(content), encoding="utf-8")
            os.utime(tables[0], (1, 1))  # else the count is not made again
        assert data(open_graph(tmp_path)) == LINES

    def test_a_copied_cache_is_counted_and_kept(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        publish(tmp_path / "one", LINES)
        open_graph(tmp_path / "one")
        shutil.copytree(tmp_path / "one", tmp_path / "two", copy_function=shutil.copyfile)
        monkeypatch.setattr(caches, "_build", None)
        assert data(open_graph(tmp_path / "two")) == LINES

    def test_a_damaged_graph_makes_no_cache(self, tmp_path: Path) -> None:
        made = publish(tmp_path, LINES)
        made.graph.write_bytes(made.graph.read_bytes().replace("一1".encode(), "二1".encode()))
        with pytest.raises(StoreError, match="damaged"):
            open_graph(tmp_path)
        assert not (made.path / "cache").exists()

    def test_without_room_for_a_cache_the_graph_is_loaded(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish(tmp_path, LINES)

        def fail(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(folders, "write_file", fail)
        assert data(open_graph(tmp_path)) == LINES

    def test_leavings_of_a_killed_process_go(self, tmp_path: Path) -> None:
        made = publish(tmp_path, LINES)
        (made.path / "cache-1.tmp" / "store").mkdir(parents=True)
        open_graph(tmp_path)
        assert not list(made.path.glob("*.tmp"))


def test_a_broken_ontology_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "o.ttl").write_text("<", encoding="utf-8")
    monkeypatch.setattr(ontologies, "ontology_files", lambda: [tmp_path / "o.ttl"])
    with pytest.raises(ResourceError, match=r"o\.ttl"):
        ontologies.add_ontology(ox.Store())
    with pytest.raises(ResourceError, match=r"o\.ttl"):
        list(ontologies.ontology_quads())
