from decimal import Decimal

from pyoxigraph import RdfFormat, Store

from povgraph.checks.figures import read_figures
from povgraph.graph.quads import graph_lines
from povgraph.model import Observation, Place, Report, Statements
from povgraph.vocabulary import POV

TEXT = "某报告\n甲县2018年底有近3万人脱贫。乙县脱贫1.2万人。\n"


def graph(*observations: Observation) -> Store:
    report = Report(id="r", text=TEXT, sha256="0" * 64, date="2019-03")
    places = (Place(name="甲县", level="county", quote="甲县"), Place(name="乙县", level="county", quote="乙县"))
    store = Store()
    lines = graph_lines([(report, Statements(document="r", places=places, observations=observations))])
    store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_QUADS)
    return store


def lifted(about: str, value: int, quote: str, **more: str) -> Observation:
    said = {"bound": "eq", "status": "actual", **more}
    return Observation(
        about=about, indicator="persons-lifted", kind="level", value=Decimal(value), unit="person", quote=quote, **said
    )


def test_a_figure_comes_back_as_it_was_stated() -> None:
    store = graph(
        lifted("乙县", 12000, "乙县脱贫1.2万人"),
        lifted("甲县", 30000, "近3万人脱贫", bound="approx", until="2018-12-31"),
    )
    first, second = read_figures(store)
    assert (first.name, first.value, first.bound, first.period) == ("甲县", 30000, "approx", "2018-12-31")
    assert (first.low, first.high, first.last) == (27000, 33000, "2018-12-31")
    assert TEXT[first.start : first.end] == first.quote == "近3万人脱贫"
    assert (second.name, second.value, second.per, second.last) == ("乙县", 12000, None, None)


def test_what_is_not_whole_is_left_out() -> None:
    store = graph(lifted("甲县", 30000, "近3万人脱贫"))
    store.update("DELETE { GRAPH ?g { ?o ?p ?v } } WHERE { GRAPH ?g { ?o ?p ?v } FILTER(?p = <" + POV.value + ">) }")
    assert read_figures(store) == []
