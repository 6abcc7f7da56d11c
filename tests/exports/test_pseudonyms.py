"""Private persons are named in no format, public ones in all, and nothing else changes."""

import io
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povgraph import pipeline
from povgraph.checks.shacl import check_lines
from povgraph.cli import main
from povgraph.errors import StoreError
from povgraph.exports import FILES, FOLDERS, export, lines_of
from povgraph.exports.pseudonyms import Key, pseudonymise
from povgraph.graph.findings import finding_quads
from povgraph.graph.lines import canonical, split, value_of
from povgraph.graph.quads import graph_lines
from povgraph.model import (
    Anomaly,
    Observation,
    Organization,
    Outcome,
    Person,
    Place,
    Post,
    Programme,
    Report,
    Statements,
)
from povgraph.store.opening import open_graph
from povgraph.vocabulary import OA, POV, RDFS

KEY = Key("a salt for the tests")
#: The formats that hold the whole graph.
WHOLE = {"turtle", "nt", "nq", "trig", "jsonld", "rdfxml"}
PSEUDONYM = re.compile("化名[B-DF-HJ-NP-TV-Z]{10}")
COUNTY = Place(name="通榆县", level="county", code="220822", within=None, quote="")


def report(text: str, name: str = "one", **known: str) -> Report:
    return Report(id=name, text=text, sha256=(name.encode().hex() + "0" * 64)[:64], date="2019-08", **known)


def private(name: str, quote: str | None = None, *posts: Post) -> Person:
    return Person(name=name, role="private", posts=posts, quote=name if quote is None else quote)


def official(name: str, quote: str | None = None, of: str = "通榆县") -> Person:
    return Person(name=name, role="official", posts=(Post(post="书记", of=of),), quote=name if quote is None else quote)


def income(about: str, quote: str) -> Observation:
    return Observation(
        about=about, indicator="household-income", kind="level", value=Decimal(3000), unit="yuan", quote=quote
    )


def statements(*rows: object, name: str = "one") -> Statements:
    def of(kind: type) -> tuple[object, ...]:
        return tuple(row for row in rows if isinstance(row, kind))

    return Statements(
        document=name,
        places=(COUNTY, *of(Place)),  # type: ignore[arg-type]
        people=of(Person),  # type: ignore[arg-type]
        organizations=of(Organization),  # type: ignore[arg-type]
        programmes=of(Programme),  # type: ignore[arg-type]
        outcomes=of(Outcome),  # type: ignore[arg-type]
        observations=of(Observation),  # type: ignore[arg-type]
        anomalies=of(Anomaly),  # type: ignore[arg-type]
    )


def graph(*made: tuple[Report, Statements]) -> list[str]:
    """Build as ``povgraph build`` does, findings and all."""
    lines = graph_lines(made)
    findings = check_lines(lines, [one for one, _ in made])
    return canonical([*lines, *finding_quads(findings)])


def one(text: str, *rows: object, **known: str) -> list[str]:
    return graph((report(text, **known), statements(*rows)))


def hidden(lines: list[str]) -> list[str]:
    return pseudonymise(lines, KEY)


def texts(lines: list[str], predicate: str) -> list[str]:
    return [value_of(quad.object)[0] for quad in map(split, lines) if quad.predicate == f"<{predicate}>"]


def exported(lines: list[str], folder: Path) -> dict[str, str]:
    """Give all that all formats write, by format."""
    found = {}
    for name in FILES:
        out = io.StringIO()
        export(lines, name, out, key=KEY)
        found[name] = out.getvalue()
    for name in FOLDERS:
        export(lines, name, folder / name, key=KEY)
        files = sorted(path for path in (folder / name).rglob("*") if path.is_file())
        found[name] = "\n".join(f"{path.name}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in files)
    return {name: text + unquote(text) for name, text in found.items()}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "build"
    pipeline.build([], folder)
    return folder


def test_the_sample_names_no_villager_in_any_format(sample: Path, tmp_path: Path) -> None:
    for name, text in exported(lines_of(sample), tmp_path).items():
        for villager in ("徐伟", "徐薇", "叶朝珍", "朝珍", "Parksun", "皮伦山", "Pirenshan", "irenshan", "老皮"):
            assert villager not in text, (name, villager)
        for public in ("尹承龙", "李林峰", "沈彦斌", "习近平", "李思阳") if name in WHOLE else ():
            assert public in text, (name, public)


def test_the_sample_stays_a_sound_graph(sample: Path, tmp_path: Path) -> None:
    export(sample, "nq", tmp_path / "p.nq", key=KEY)
    before, _ = pipeline.validate([sample])
    after, _ = pipeline.validate([tmp_path / "p.nq"])
    assert {finding.check for finding in after} <= {finding.check for finding in before}
    assert not [finding for finding in after if finding.severity == "error"]
    assert len(list(open_graph(tmp_path / "p.nq"))) > 3000


def test_statements_that_name_nobody_private_are_as_they_were(sample: Path) -> None:
    before = lines_of(sample)
    after = set(hidden(before))
    changed = {split(line).subject for line in before if line not in after}
    assert changed
    for line in before:
        quad = split(line)
        if quad.predicate == f"<{POV.about}>" and "/place/" in quad.object and "/observation/" in quad.subject:
            assert quad.subject not in changed


GARBLED = Anomaly(kind="garbled-name", should_be="徐伟", quote="徐薇")
CITY = Place(name="高平市", level="county", code="140581", quote="高平市")
# text, rows, what its quotes are to be; {} stands for a pseudonym
QUOTES = [
    ("村民徐伟有地。", [private("徐伟", "村民徐伟有地")], "村民{}有地"),
    ("村民徐　伟有地。", [private("徐伟", "村民徐　伟有地")], "村民{}有地"),
    ("村民徐\u200b偉有地。", [private("徐伟", "村民徐\u200b偉有地")], "村民{}有地"),
    ("徐伟来了。老徐说好。", [private("徐伟"), income("徐伟", "老徐说好")], "{}说好"),
    ("徐伟来了。徐大姐说好。", [private("徐伟"), income("徐伟", "徐大姐说好")], "{}大姐说好"),
    ("叶朝珍来了。朝珍说好。", [private("叶朝珍"), income("叶朝珍", "朝珍说好")], "{}说好"),
    ("徐伟来了。徐会长说好。", [private("徐伟", None, Post(post="会长")), income("徐伟", "徐会长说好")], "{}会长说好"),
    ("徐薇夫妇。", [private("徐伟", "徐薇夫妇"), GARBLED], "{}夫妇"),
    ("在高平市的高平有地。", [CITY, private("高平", "高平市的高平有地")], "高平市的{}有地"),
    ("王芳华与王芳有地。", [official("王芳华"), private("王芳", "王芳华与王芳有地")], "王芳华与{}有地"),
    ("王芳华与王芳有地。", [private("王芳华"), private("王芳", "王芳华与王芳有地")], "{}与{}有地"),
    ("康平要奔小康。", [private("康平", "康平要奔小康")], "{}要奔小康"),
    ("任平来了。他担任队长。", [private("任平"), income("任平", "他担任队长")], "他担任队长"),
    ("Person来了。", [private("Person", "Person来了")], "{}来了"),
    ("Yu去了Yunnan。", [private("Yu", "Yu去了Yunnan")], "{}去了Yunnan"),
    ("徐明、徐伟来了。徐书记说好。", [official("徐明"), private("徐伟"), income("徐伟", "徐书记说好")], "徐书记说好"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows", "expected"), QUOTES)
def test_quotes(text: str, rows: list[object], expected: str) -> None:
    pattern = re.escape(expected).replace(r"\{\}", PSEUDONYM.pattern)
    quotes = texts(hidden(one(text, *rows)), OA.exact)
    assert any(re.fullmatch(pattern, quote) for quote in quotes), quotes


def test_a_nickname_that_two_may_bear_is_neither_of_them() -> None:
    lines = hidden(one("徐伟和徐芳来了。老徐说好。", private("徐伟"), private("徐芳"), income("徐伟", "老徐说好")))
    names = set(texts(lines, RDFS.label)) & {text for text in texts(lines, RDFS.label) if PSEUDONYM.fullmatch(text)}
    said = next(PSEUDONYM.search(quote)[0] for quote in texts(lines, OA.exact) if "说好" in quote)  # type: ignore[index]
    assert len(names) == 2
    assert said not in names


def test_a_name_across_the_border_of_a_quote_and_one_that_is_cut() -> None:
    text = "村里" + "徐伟" + "一" * 31 + "徐伟在家" + "二" * 31 + "徐伟。"
    lines = hidden(one(text, private("徐伟"), income("徐伟", "伟在家")))
    found = {p: texts(lines, p) for p in (OA.exact, OA.prefix, OA.suffix)}
    assert any(re.fullmatch(PSEUDONYM.pattern + "在家", quote) for quote in found[OA.exact])
    assert not any("伟" in text or "徐" in text for values in found.values() for text in values)


def test_a_quote_does_not_end_where_a_longer_name_would_read_as_a_villagers() -> None:
    village = Place(name="李平村", level="village", within="通榆县", quote="李平村")
    lines = hidden(one("开头李平村结尾", village, private("李平", "开"), income("李平", "开头李平")))
    quotes = texts(lines, OA.exact)
    assert "开头李平村" in quotes
    assert "开头李平" not in quotes


def test_names_in_titles_files_addresses_organizations_and_programmes() -> None:
    rows = (
        private("徐伟", "徐伟"),
        Organization(name="徐伟合作社", kind="cooperative", place="通榆县", quote="徐伟合作社"),
        Programme(name="徐伟模式", measure="industry", place="通榆县", quote="徐伟模式"),
        Outcome(kind="award", about="徐伟合作社", name="徐伟奖", quote="徐伟奖"),
        official("尹承龙", of="徐伟合作社"),
    )
    text = "徐伟办徐伟合作社，创徐伟模式，得徐伟奖。书记尹承龙来了。"
    known = {"title": "徐伟的故事", "url": "https://example.org/%E5%BE%90%E4%BC%9F.html", "publisher": "徐伟工作室"}
    lines = hidden(graph((report(text, "徐伟-2019", **known), statements(*rows))))
    everything = "\n".join(lines)
    assert "徐伟" not in everything + unquote(everything)
    assert "尹承龙" in everything
    assert len(set(PSEUDONYM.findall(everything))) == 1
    assert len({split(line).subject for line in lines if "合作社>" in split(line).subject}) == 1


def test_who_is_public_in_any_report_is_named_in_all() -> None:
    text = "村民徐伟有地。"
    village = (Post(post="会长", of="通榆县"),)
    lines = hidden(
        graph(
            (report(text, "a"), statements(private("徐伟", text, *village), name="a")),
            (report(text, "b"), statements(official("徐伟", text), name="b")),
        )
    )
    assert not PSEUDONYM.search("\n".join(lines))


def test_namesakes_in_two_reports_are_two() -> None:
    text = "村民徐伟有地。"
    lines = hidden(
        graph(
            (report(text, "a"), statements(private("徐伟", text), name="a")),
            (report(text, "b"), statements(official("徐伟", text), name="b")),
            (report(text, "c"), statements(private("徐伟", text), name="c")),
            (report(text, "d"), statements(income("通榆县", text), name="d")),
        )
    )
    said = [quad for quad in map(split, lines) if quad.predicate == f"<{OA.exact}>" and quad.object != '""']
    quotes = {quad.graph.rpartition("/")[2][0]: value_of(quad.object)[0] for quad in said}
    assert quotes["b"] == text
    assert len({PSEUDONYM.search(quotes[name])[0] for name in "acd"}) == 3  # type: ignore[index]


def test_equal_inputs_give_equal_pseudonyms_and_other_salts_give_others(sample: Path) -> None:
    lines = lines_of(sample)
    assert pseudonymise(lines, Key("a salt for the tests")) == hidden(lines)
    other = "\n".join(pseudonymise(lines, Key("another salt for them")))
    assert not set(PSEUDONYM.findall(other)) & set(PSEUDONYM.findall("\n".join(hidden(lines))))
    assert pseudonymise(lines, Key()) != pseudonymise(lines, Key())


def test_the_pseudonym_of_a_person_does_not_depend_on_who_else_is_there() -> None:
    alone = hidden(one("徐伟和叶朝珍来了。", private("徐伟")))
    both = hidden(one("徐伟和叶朝珍来了。", private("徐伟"), private("叶朝珍")))
    assert set(PSEUDONYM.findall("\n".join(alone))) < set(PSEUDONYM.findall("\n".join(both)))


def test_the_iri_of_a_statement_does_not_give_a_name_away() -> None:
    """The old IRI is a plain digest of the name and of what is there to see: trying names would find it."""
    lines = one("村民徐伟有地。", private("徐伟", "村民徐伟有地"), income("徐伟", "徐伟有地"))
    hashed = re.compile("id/(?:mention|observation|evidence)/([0-9a-f]{24})")
    assert not set(hashed.findall("\n".join(hidden(lines)))) & {
        digest for line in lines if "徐伟" in line for digest in hashed.findall(line)
    }


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(StoreError, match="8 or more"):
        Key("short")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    captured = capsys.readouterr()
    return int(end.value.code or 0), captured.out, captured.err


def test_the_command(sample: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("export", "-g", str(sample), "--format", "nt", "--pseudonymise")
    code, out, err = run(capsys, *arguments, "--salt", "a salt for the tests")
    assert (code, err) == (0, "")
    assert "徐伟" not in out
    monkeypatch.setenv("POVGRAPH_SALT", "a salt for the tests")
    assert run(capsys, *arguments) == (0, out, "")
    monkeypatch.delenv("POVGRAPH_SALT")
    code, other, err = run(capsys, *arguments)
    assert code == 0
    assert other != out
    assert "the next export has others" in err
    assert run(capsys, *arguments[:-1], "--salt", "a salt for the tests")[0] == 2


SURNAMES, GIVEN = "徐李康任万高", "伟芳平明县村好建国"
NAMES = st.builds(str.__add__, st.sampled_from(SURNAMES), st.text(st.sampled_from(GIVEN), min_size=1, max_size=2))
FILLERS = ["。", "有地16亩", "老", "小", "大姐", "书记", " ", "\u3000", "\u200b", "，", "在", "高平市", "李平村", "\n"]


@st.composite
def corpora(draw: st.DrawFn) -> list[tuple[Report, Statements]]:
    made = []
    everyone = draw(st.lists(NAMES, min_size=1, max_size=5, unique=True))
    for number in range(draw(st.integers(1, 3))):
        name = f"r{number}"
        people = draw(st.lists(st.sampled_from(everyone), max_size=3, unique=True))
        parts = draw(st.lists(st.sampled_from([*everyone, *FILLERS]), min_size=3, max_size=12))
        text = "开头" + "".join(parts) + "结尾"
        spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 8))

        def quote(spans: st.SearchStrategy[tuple[int, int]] = spans, text: str = text) -> str:
            start, size = draw(spans)
            return text[start : start + size].strip() or "开头"

        rows: list[object] = [
            official(who, quote()) if draw(st.booleans()) else private(who, quote()) for who in people
        ]
        rows += [income(draw(st.sampled_from([*people, "通榆县"])), quote()) for _ in range(draw(st.integers(0, 3)))]
        rows += [Place(name=place, level="village", within="通榆县", quote=place) for place in ("李平村", "高平市")]
        if people and draw(st.booleans()):
            called = f"{people[0]}合作社"
            rows.append(Organization(name=called, kind="cooperative", place="通榆县", quote=called))
        made.append((report(text, name, title=text[:9]), statements(*rows, name=name)))
    return made


@settings(max_examples=150)
@given(corpora())
def test_no_private_name_survives(made: list[tuple[Report, Statements]]) -> None:
    lines = graph_lines(made)
    public = {row.name for _, rows in made for row in rows.people if row.role == "official"}
    villagers = {row.name for _, rows in made for row in rows.people if row.role == "private"} - public
    kept = sorted({*public, *(row.name for _, rows in made for row in rows.places)}, key=len, reverse=True)
    after = hidden(lines)
    for quad in map(split, after):
        for term in (quad.subject, quad.object, quad.graph):
            text = re.sub("[\u200b\u3000 ]", "", unquote(value_of(term)[0] if term[:1] == '"' else term))
            for longer in kept:
                text = text.replace(longer, "#")
            for name in villagers - set(kept):
                assert name not in text, (name, term)
    everything = "\n".join(after)
    assert all(name in everything for name in public)
    assert len({split(line).subject for line in after}) == len({split(line).subject for line in lines})
    assert sum(f"<{POV.pseudonymised}>" not in line for line in after) == len(lines)


def test_the_terms_of_vocabularies_stay() -> None:
    before, after = (set(texts) for texts in (one("Person来了。"), hidden(one("Person来了。", private("Person")))))
    classes = {split(line).object for line in after if split(line).predicate.endswith("#type>")}
    assert f"<{POV.Person}>" in classes
    assert {split(line).predicate for line in before} < {split(line).predicate for line in after}
