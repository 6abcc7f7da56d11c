"""Names that are made of known parts: of Tibetan and Mongolian elements, of the families of the Yi."""

import re
from collections.abc import Mapping
from typing import Any

from povgraph.mentions.led import Led, led


def element_names(names: Mapping[str, Any]) -> re.Pattern[str]:
    """Compile the names that are made of two or three usual elements (边巴次仁, 扎西卓玛), and those of the Yi."""
    elements, families = (sorted(names[key], key=len, reverse=True) for key in ("elements", "yi_families"))
    first = "".join(sorted({word[0] for word in (*elements, *families)}))
    return re.compile(f"(?=[{first}])(?:(?:{'|'.join(elements)}){{2,3}}|{yi_names(names).expression})")


def yi_names(names: Mapping[str, Any]) -> Led:
    """Give the expression for names of the Yi, by their families: 吉好也求."""
    return led(names["yi_families"], f"[{names['yi_first']}]{{1,2}}[{names['yi_last']}](?![一-龥]?[村镇乡县])")
