"""Headers are read strictly, and every mistake in one is told with its file and line."""

import io
import re
from pathlib import Path

import pytest

from povgraph.errors import QueryError
from povgraph.queries import catalogue
from povgraph.queries.headers import read_header
from povgraph.queries.stored import (
    Parameter,
    find_query,
    own_query,
    query_names,
    read_query,
    stored_queries,
    stored_query,
)

DOCS = Path(__file__).parents[2] / "docs" / "queries.md"
WHOLE = """#+ summary: Which figures?
#+ summary_zh: 哪些数字？
#+ tags: [own]
#+ parameters:
#+   - name: sort
#+     type: kind
#+     scheme: observation-kind
#+     description: the kind
#+     description_zh: 种类
#+   - {name: since, type: year, required: true}
#+ defaults:
#+   - sort: level
#+ enumerate:
#+   - sort: [level, growth]

SELECT ?o WHERE { ?o pov:kind ?k FILTER(!BOUND(?_sort) || ?k = ?_sort) FILTER(?_since > 0) } ORDER BY ?o
"""


def test_reads_a_whole_header() -> None:
    query = own_query(WHOLE, "mine/figures.rq")
    assert (query.name, query.form, query.columns, query.tags) == ("figures", "SELECT", ("o",), ("own",))
    assert not query.trusted
    assert query.parameters == (
        Parameter(
            name="sort",
            type="kind",
            scheme="observation-kind",
            description_en="the kind",
            description_zh="种类",
            default="level",
            allowed=("level", "growth"),
        ),
        Parameter(name="since", type="year", required=True),
    )


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "#+ sumary: x",
            "x.rq:1: unknown key 'sumary'; did you mean 'summary'? (allowed: chart, defaults, description",
        ),
        ("#+ summary: a\n#+ summary: b", "x.rq:2: a key must be one word that stands there once"),
        ("#+ summary: [a]", "x.rq:1: 'summary' must be a text"),
        ("#+ summary: a\n#+ tags: b", "x.rq:2: 'tags' must be a list of texts"),
        ("#+ summary: a: b", "x.rq:1: the header is not YAML: mapping values are not allowed here"),
        ("#+ - a", "x.rq:1: the header must be 'key: value' lines"),
        ("#+ tags: &a [b]\n#+ summary: *a", "x.rq:2: the header is not YAML: aliases are refused"),
        ("#+ tags: " + "[" * 20 + "]" * 20, "x.rq:1: the header is not YAML: nested too deeply"),
        ("#+ tags: " + "[" * 5000, "x.rq:1: the header is not YAML: nested too deeply"),
        ("#+ summary: " + "a" * 20000, "x.rq:1: the header is longer than 16384 characters"),
        ("#+ parameters:\n#+   - {type: year}", "x.rq:2: 'name' must be a text"),
        ("#+ parameters:\n#+   - {name: 1x}", "x.rq:2: '1x' is no name"),
        ("#+ parameters:\n#+   - name: x\n#+     type: plase", "x.rq:3: unknown type 'plase'; did you mean 'place'?"),
        ("#+ parameters:\n#+   - {name: x, type: kind}", "x.rq:2: a parameter of type 'kind', and only that"),
        ("#+ parameters:\n#+   - {name: x, required: yes}", "x.rq:2: 'required' is true or false, not 'yes'"),
        ("#+ parameters:\n#+   - {name: x}\n#+   - {name: x}", "x.rq:1: parameter 'x' stands there twice"),
        ("#+ defaults:\n#+   - {x: 1}", "x.rq:1: defaults of an unknown parameter 'x'"),
        ("#+ enumerate:\n#+   - {x: [1]}", "x.rq:1: enumerate of an unknown parameter 'x'"),
        ("#+ parameters:\n#+   - {name: x}\n#+ enumerate:\n#+   - {x: 1}", "x.rq:2: the default of 'x' must be a text"),
        ("#+ summary: \x07", "x.rq: the header is not YAML"),
    ],
)
def test_mistakes_in_headers(header: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)) as caught:
        own_query(f"{header}\nASK {{}}", "x.rq")
    assert "\n" not in str(caught.value)


def test_the_header_ends_where_the_query_begins() -> None:
    assert read_header("# first\n#+ summary: 甲\n\nASK {}\n#+ summary: 乙", "x") == {"summary": "甲"}
    assert read_header("ASK {}\n#+ summary: 乙", "x") == {}


def test_unknown_names_get_the_nearest() -> None:
    with pytest.raises(QueryError, match="unknown query 'observation'; did you mean 'observations'"):
        stored_query("observation")
    with pytest.raises(QueryError, match=r"unknown query '\.\./answers/places'"):
        stored_query("../answers/places")


def test_own_folders(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    path = tmp_path / "deep" / "mine.rq"
    path.write_text(WHOLE, encoding="utf-8")
    assert "mine" in query_names([tmp_path])
    found = stored_query("mine", [tmp_path])
    assert not found.trusted
    assert found.path == str(path)
    assert len(stored_queries([tmp_path])) == len(stored_queries()) + 1
    (tmp_path / "places.rq").write_text(WHOLE, encoding="utf-8")
    with pytest.raises(QueryError, match=r"places.rq: the name 'places' is taken by"):
        stored_query("mine", [tmp_path])


def test_a_stored_query_says_what_it_asks(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("ASK {}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"mine.rq:1: a stored query needs a '#\+ summary:'"):
        stored_query("mine", [tmp_path])


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such folder of queries"):
        query_names([tmp_path / "none"])
    with pytest.raises(QueryError, match="no such file"):
        read_query(tmp_path / "none.rq")
    (tmp_path / "long.rq").write_text("#" * 70000, encoding="utf-8")
    with pytest.raises(QueryError, match="longer than 65536 bytes"):
        read_query(tmp_path / "long.rq")
    (tmp_path / "gb.rq").write_bytes(b"# \xff")
    with pytest.raises(QueryError, match="not UTF-8 at byte 2"):
        read_query(tmp_path / "gb.rq")
    (tmp_path / "bom.rq").write_text("\ufeff#+ summary: x\nASK {}", encoding="utf-8")
    assert read_query(tmp_path / "bom.rq").summary_en == "x"


def test_what_a_word_means(tmp_path: Path) -> None:
    path = tmp_path / "mine.rq"
    path.write_text("ASK {}", encoding="utf-8")
    assert find_query(str(path)).form == "ASK"
    assert find_query("places").trusted
    assert find_query("-", stdin=io.StringIO("SELECT ?x {}")).columns == ("x",)


def test_the_catalogue_in_the_docs_is_current() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert catalogue.with_catalogue(page, stored_queries()) == page


def test_the_catalogue_needs_its_marks(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="needs the lines"):
        catalogue.with_catalogue("# nothing", [])


def test_the_example_in_the_docs_is_a_query() -> None:
    page = DOCS.read_text(encoding="utf-8")
    example = page[page.index("    #+ summary:") : page.index("- The parameter `indicator`")]
    query = own_query("\n".join(line[4:] for line in example.splitlines()), "docs.rq")
    assert [parameter.name for parameter in query.parameters] == ["indicator", "sort"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_lists_and_descriptions(language: str) -> None:
    listed = catalogue.list_queries(language=language)
    assert len(listed.splitlines()) > 30
    assert "poverty-trend" in listed
    told = catalogue.describe("funds", language=language)
    assert told.startswith("funds\n")
    assert "place (place)" in told
    assert "#+" not in told
    assert ("参数" in told) == (language == "zh")
