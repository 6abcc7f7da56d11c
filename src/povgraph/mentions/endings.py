"""The patterns by which organizations are found: endings, departments, what stands before a name."""

import re
from functools import cache
from typing import Any

from povgraph.mentions.led import Rules, led
from povgraph.mentions.patterns import alternation
from povgraph.resources import lexicon


@cache
def rules() -> Rules:
    """Compile the lexicon of organizations once."""
    words = lexicon("organizations")
    kinds = {ending: kind for kind, endings in words["endings"].items() for ending in endings}
    national = {name: kind for kind, names in words["national"].items() for name in names}
    grown = led((name for name, kind in national.items() if kind == "company"), "(?:集团|公司)?")
    built = led(("中铁", "中建", "中交", "中冶"), "[一二三四五六七八九十]{1,3}局(?:集团)?")
    bureau = led(["国家"], "[一-龥]{2,8}?(?:局|总局|委员会)(?![一-龥]?部署)")
    generic = alternation(words["generic"])
    bodies = {name: kind for kind, names in words["bodies"].items() for name in names}
    levels = lexicon("posts")["levels"]
    longest_first = sorted(levels, key=len, reverse=True)
    nouns = "|".join(f"{noun}(?<![^\\W{words['before_noun']}]{noun})" for noun in longest_first)
    departments = f"(?:{alternation(words['departments'])})"
    department = f"{departments}(?:和{departments})?(?:{alternation(words['department_endings'])})(?<!委(?=[托派员]))"
    party = f"(?:{alternation(words['party'])})(?:{alternation(words['party_departments'])})?"
    after_suffix = f"委(?:{alternation(words['party_departments'])})?"
    state = f"(?:人民政府|政府)?(?:{department}|{alternation([*bodies, *words['government']])})"
    rules = {
        "kinds": kinds,
        "specific": frozenset(words["specific"]),
        "national": national,
        "bodies": bodies,
        "levels": levels,
        "ending": led(kinds).then(f"(?:(?!{alternation(words['not_before'])})|(?<=有限公司)|(?<=专业合作社))"),
        "counted": re.compile(
            r"(?:(?:总数)?(?:已|共)?(?:达到?|发展到|增加?[到至]|有|超过|突破)|[共约近])?(?:\d[\d.]*|[一二两三四五六七八九十百]+)[多余]?万?[个家所户处座]"
        ),
        "count": re.compile(r"^(?:\d[\d.]*|[一二两三四五六七八九十几]+)[多余]?[个家所户座]"),
        "team": re.compile(r"(?:派驻|驻)?(?:(?!的)[一-龥]){0,6}?(?:驻村|扶贫|帮扶)+(?:工作)?[队组]"),
        "bracket": re.compile(r"[（(][一-龥]{2,4}[）)]$"),
        "labelled": re.compile(f"”(?:{alternation([*words['generic'], *words['industries']])}){{0,3}}$"),
        "produce": re.compile(
            f"[一-龥]{{0,3}}(?:{alternation(words['produce'])})(?:{alternation(words['farming'])})*$"
        ),
        "goods": re.compile(
            f"(?:{generic})*+[一-龥]{{0,3}}(?:{alternation([*words['goods'], *words['produce']])})"
            f"(?:{alternation(words['farming'])})*$"
        ),
        "national_re": grown | led(national, "(?!代表)") | built | bureau,
        "and": re.compile("和(?![平谐睦顺美兴])"),
        "registered": tuple(words["registered"]),
        "provincial": frozenset(words["provincial"]),
        "short": tuple(words["short_endings"]),
        "houses": frozenset(words["houses"]),
        "calling": tuple(words["calling"]),
        "before_place": tuple(words["before_place"]),
        "attached": re.compile(f"(?P<party>{party}|{after_suffix})|(?P<state>{state})"),
        "generic_place": re.compile(f"(?P<noun>{nouns})(?={state})"),
        "numbered": re.compile(
            r"第[一二三四五六七八九十\d]+批[一-龥]{0,6}(?:工作队|工作组)|援[一-龥]{1,4}(?:工作队|工作组|指挥部)"
        ),
        "boundary": re.compile(
            alternation(words["also_nouns"], f"(?!(?:{generic})*+(?:{alternation(words['before_body'])}))")
            + f"|{alternation(_boundaries(words))}"
        ),
        "single": frozenset(words["single_boundaries"]),
        "generic": re.compile(f"(?:{generic})*+"),
        "from": tuple(words["from"]),
        "making": re.compile(f"[建办开设盖](?:{generic})*+"),
        "industry": re.compile(f"(?:{alternation(words['industries'])})+$"),
    }
    return Rules(rules)


def _boundaries(words: dict[str, Any]) -> list[str]:
    """List the words after which a name begins."""
    own = [word for word in words["boundaries"] if word not in words["also_nouns"]]
    return [*own, *lexicon("people")["roles"], *lexicon("people")["kin"]]
