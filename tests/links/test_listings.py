"""The towns and villages of the counties of a text, against the gazetteer that they are taken from."""

import pytest

from povgraph.links.gazetteer import Settlement, gazetteer
from povgraph.links.listings import Listings

TONGYU, FUPING = "220822", "130624"


@pytest.mark.parametrize("counties", [[], [TONGYU], [TONGYU, FUPING, TONGYU]])
def test_names_are_those_of_the_gazetteer(counties):
    known = gazetteer()
    names = {name for county in counties for name in known.townships(county)}
    names |= {village.name for county in counties for village in known.villages(county)}
    listings = Listings(known, counties)
    assert listings.names == names
    assert listings.tails == {name[-2:] for name in names}


def test_a_name_is_told_with_its_town_and_county():
    listings = Listings(gazetteer(), [TONGYU, FUPING])
    assert listings.named("骆驼湾村") == [Settlement("骆驼湾村", "village", "龙泉关镇", FUPING)]
    assert listings.named("龙泉关镇") == [Settlement("龙泉关镇", "township", None, FUPING)]
    assert listings.named("无此村") == []
