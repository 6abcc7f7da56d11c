from povgraph.links.settlements import PlaceMention
from povgraph.links.trails import Trails
from povgraph.model import Span

COUNTY = PlaceMention(Span(0, 3), "青山县", "county", "990001", None, ("990001",), "name")
TOWN = PlaceMention(Span(5, 8), "石桥镇", "township", None, "青山县", ("990001", "石桥镇"), "chain")
AGAIN = PlaceMention(Span(20, 23), "青山县", "county", "990001", None, ("990001",), "name")


def test_the_last_one_before_an_offset() -> None:
    trails = Trails([COUNTY, AGAIN])
    trails.add(TOWN)  # out of the order of the text
    for offset, keys, expected in [
        (2, ["county"], None),
        (3, ["county"], COUNTY),
        (30, ["county"], AGAIN),
        (19, ["county", "township"], TOWN),
        (19, ["990001"], COUNTY),
        (19, [("990001", "石桥镇")], TOWN),
        (30, ["village", "990002"], None),
    ]:
        assert trails.last(offset, keys) == expected
