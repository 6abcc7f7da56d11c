"""The patterns by which events are found: verbs and what they bring about, from ``data/lexicon/outcomes.yaml``."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from povgraph.mentions.led import Led, Rules, led
from povgraph.mentions.patterns import alternation
from povgraph.resources import lexicon

_WORDS = "[^，,。；;：:！!？?\n]"
#: What somebody has been named, whatever it ends in.
_LABEL = "“[^“”，。；：！？\n]{3,24}”"
#: … and where figures may be in it (盖起9,600平方米的厂房).
_WORDS_OR_FIGURES = f"(?:{_WORDS}|(?<=\\d),(?=\\d))"
#: A count behind the name of what was built: 12座, 9.3公里, 1.2万亩.
_HOW_MANY = r"\d[\d.,]*[万多余]*(?:公里|[座处个条间所栋亩口盏])"
#: A count with the name of what was built: 一座…, 4.2公里…, …30座.
_COUNT = re.compile(rf"^(?:[一1]?[个座条口家栋套处间所台眼盏]|[\d.,]+(?:公里|[座处个]))|{_HOW_MANY}$")
#: What the size or the cost of a thing leaves before it: 万吨气调库, 亿元建成加工厂, 兆瓦电站; this and that.
_SIZE = re.compile(
    r"^(?:[\d.,]*[千万亿]*(?:兆瓦|千瓦|瓦|元|吨|亩|平方米|立方米)(?:的|建成|建起|兴建|新建|建设)?|(?:[这该]|第[一二三四五六七八九十]+)[个座条家所间]?(?=[一-龥]{2}))"
)
#: What may stand behind the object of a verb: there its noun phrase ends.
_TAIL = r"(?=$|[，,。；;：:！!？?\n、“”\"）)和及并]|以来)"


def _delisting(words: dict[str, Any]) -> Led:
    """Give the expression for leaving the list of the poor: by its word, by the cap taken off, by the list left."""
    unit, roll = f"(?:{alternation(words['units'])})", f"(?:的?(?:{alternation(words['rolls'])}))"
    grades = f"(?:{alternation(words['grades'])}){{0,4}}+"
    cap = f'[了去下]?[“"]?[^，,。；;！？\n]{{0,10}}?(?:贫困|贫穷|穷|贫){unit}?[”"]?的?[“"]?(?:帽子?|标签)'
    key = f"(?:{alternation(words['grades'])}){{0,4}}?扶贫开发(?:工作)?重点"
    poor = f"(?:{grades}贫困|{key}){unit}"
    leaving = led(words["leaving_verbs"], f'了?[“"]?{poor}[”"]?{roll}?')
    approved = led(words["exiting"], f"(?<=(?:{alternation(words['approving'])})..)(?=[，,。；;\n]|$)")
    off = led(words["caps"], f"子?[^，,。；;！？\n]{{0,6}}?{words['taken_off']}")
    joined = led(
        words["joining_verbs"],
        f"了?[^，,。；;！？\n]{{0,10}}?(?:摘帽|退出|出列){unit}(?:的?(?:{alternation(words['rolls'])}))?",
    )
    struck = led(
        ["从"],
        f"[^，,。；;！？\n]{{0,8}}?{poor}(?:{alternation(words['rolls'])})[中里]?(?:{alternation(words['leaving_verbs'])})",
    )
    achieved = led(words["achieving"], f"了?(?:{alternation(words['achieved'])})的?目标")
    told = (
        led(words["delisting"]) | led(words["cap_verbs"], cap) | off | leaving | approved | joined | struck | achieved
    )
    return told.then(f"(?!{alternation(words['not_after_delisting'])})")


def _relocation(words: dict[str, Any]) -> Led:
    """Give the expression for moving house: where to, what is left behind, a plan of it carried out."""
    to = led(words["moving_verbs"], f"了?{_WORDS}{{0,14}}?(?:{alternation(words['homes'])})")
    left = led(["告别", *words["leaving_home"]], f"了?{_WORDS}{{0,8}}?(?:{alternation(words['old_homes'])})")
    done = led(["搬迁"], f"(?:安置)?任务(?:[一-龥]{{0,4}}?)(?:{alternation(words['tasks_done'])})")
    settled = led(["来到"], f"{_WORDS}{{2,14}}?安家")
    told = to | left | done.then("", named="task") | settled | led([*words["relocation"], *words["moved"]])
    return told.then(f"(?!{alternation(words['not_after_moving'])})")


def _lifted(adverbs: Sequence[str]) -> Led:
    """Give the expression for 脱贫 at the end of a clause, with the adverbs before it."""
    tail = r"了?(?=[，,。；;！!\n]|后|$)"
    return led(adverbs, f"(?:{alternation(adverbs)})*+脱贫{tail}") | led(["脱贫"], tail)


def _building_rules(words: dict[str, Any]) -> dict[str, Any]:
    """Compile the patterns of what is built, opened and reached."""
    things, produces = alternation(words["things"]), alternation(words["production"])
    times = "(?:去年|今年|前年)[底初末]?|年[底初]|\\d{4}年|\\d+月(?:\\d+日)?"
    adverbs = "全部|刚刚|[刚才]|已经|陆续|正式|顺利|相继|先后|终于|全线|于|在|[已也都就全又]"
    advance = f"(?:{adverbs}|{times})*+"
    return {
        "building": (led(words["building_verbs"]) | led(["建设"], f"(?={_WORDS}{{0,12}}?(?:{produces}))")).then(
            f"(?P<name>{_WORDS_OR_FIGURES}{{0,12}}?(?:{things})(?:{_HOW_MANY})?){_TAIL}", named="verb"
        ),
        "built": (led(words["things"]) | led(words["factories"])).then(
            f"”?(?P<where>在[^，。；的在]{{2,14}}?)?{advance}(?P<verb>{alternation(words['built_verbs'])}|"
            f"{alternation(words['ending_verbs'], '(?=[，,。；;了]|$)')})(?!之?前)",
            named="name",
        ),
        "converted": led(words["converting_verbs"]).then(
            f"(?P<name>{_WORDS}{{0,20}}?(?:{things})){_TAIL}", named="verb"
        ),
        "erected": led(words["erecting_verbs"]).then(
            f"(?P<name>(?:(?!{alternation(words['no_works'])})[一-龥（）“”\\d]){{2,18}}){_TAIL}", named="verb"
        ),
        "metaphors": re.compile(f"(?:{alternation(words['metaphors'])})$"),
        "literal_verbs": tuple(words["literal_verbs"]),
        "for_whom": re.compile(f"(?:{alternation(words['for_whom'])})$"),
        "authorities": tuple(lexicon("discourse")["authorities"]),
        "completing": tuple(words["completing_verbs"]),
        "moving": re.compile(alternation(words["moving_verbs"])),
        "own_homes": tuple(words["own_homes"]),
        "completed": tuple(words["completed"]),
        "set_up": re.compile(f"(?:{alternation(words['founding_things'])})$"),
        "thing": re.compile(things),
        "plants": re.compile(f"(?:{alternation(words['plants'])})$"),
        "starts": re.compile(alternation(words["starting_verbs"])),
        "produces": re.compile(f"(?:{alternation([*words['production'], *words['producing']])})$"),
        "finishing": led(words["finishing_verbs"]),
        "finished": re.compile(
            f"(?<=[，,])(?P<when>[\\d一二三四五六七八九十年月日底初去今前的中旬上下]{{0,10}}+){advance}"
            f"(?P<verb>{alternation(words['finishing_verbs'])})(?=[，,。；;！!？?\n]|$)"
        ),
        "relative": led(words["relative_verbs"]).then(
            f"的(?P<name>{_WORDS}{{1,12}}?(?:{things}))(?![一-龥]?[的个座所家里内中上]|{things})", named="verb"
        ),
        "reached": led(words["everywhere"]).then(
            f"{_WORDS}{{0,8}}?(?P<verb>{alternation(words['reaching_verbs'])})"
            f"(?P<name>[一-龥（）()]{{0,8}}?(?:{alternation([*words['things'], *words['reached']])})){_TAIL}"
        ),
        "label": re.compile(f"“(?P<name>[^“”]+)”(?P<kind>(?:{alternation(words['label_kinds'])})?){advance}$"),
        "investing": re.compile(
            r"(?:投资|出资)[^，。；的]{1,10}的[^，。；]{0,10}$|(?:投资|出资)[^，。；的]{1,10}(?:兴|修|新)建的[^，。；]{0,10}$"
        ),
        "opened": re.compile(
            f"(?P<where>在[^，,。；;]{{1,10}})?{advance}(?P<verb>{alternation(words['opening_verbs'])})"
            "(?=[，,。；;！!？?”\n]|$)"
        ),
        "given_thing": re.compile(
            f"(?:{alternation(words['giving_verbs'])}|{words['giving_sums']})的[^，。；]{{0,8}}$"
        ),
        "given": frozenset(words["giving_verbs"]),
        "relative_verbs": frozenset(words["relative_verbs"]),
        "production": re.compile(f"(?:{produces})$"),
        "describing": re.compile(  # 5千瓦的光伏板, 于10月8日, 一家: none of these counts what was built
            r"(?<!\d)[一1](?=[个座条口家栋套处间所台眼盏])|\d[\d.,]*多?万?(?:千瓦|兆瓦|平方米|平米|公里|千米|米|立方米|吨|伏|亩|层|米宽|米高|米长)的|\d+月(?:\d+日)?|\d{4}年|4G|5G|4A|5A|3A"
        ),
        "counted_works": tuple(words["counted_works"]),
        "roads": re.compile(f"公里[一-龥]{{0,4}}(?:{alternation(words['roads'])})$"),
        "several": re.compile(r"一?([个座条口家栋排片])\1"),
        "figure": re.compile(r"\d|[一二三四五六七八九十百千万两几多](?:公里|[个座条口家栋套处亩所间户米盏])"),
    }


@cache
def rules() -> Rules:
    """Compile the lexicon of outcomes once."""
    words = lexicon("outcomes")
    awards = alternation(words["award_nouns"])
    rules = {
        "delisting": _delisting(words),
        "announced": led(words["announcing"]).then(
            r"[^。；：:\n]{0,16}?(?:县|旗|区|市|村|名单)[）)]?(?:名单)?"
            r"(?:共有?|有|分别|包括|具体|如下|[是为\d]|个|家){0,6}[：:]"
        ),
        "row": re.compile(r"[、的和与及以\d个两县市区旗]*"),
        "whole": re.compile(
            f"(?:{alternation(words['all_of_them'])})[^。；\n]*县|县[^。；\n]*(?:{alternation(words['all_of_them'])})"
        ),
        "counted_places": re.compile(
            r"(?:\d|[一二两三四五六七八九十百])[多余]?个[一-龥]{0,6}(?:村|乡|镇)|贫困(?:乡镇|乡|镇|村)$"
        ),
        "of_a_family": re.compile(alternation(words["of_a_family"])),
        "family_cap": re.compile(f"(?:{alternation(words['family_caps'])})|(?<!国)家(?=终于|也|就|已|顺利|$)"),
        "family": re.compile(alternation(words["families"])),
        "no_awards": re.compile(alternation(words["no_awards"])),
        "of_villages": re.compile(alternation(words["of_villages"])),
        "of_which": re.compile(f"的[一-龥]{{0,3}}?({alternation(words['noun_levels'])})(?![委长])"),
        "level_of": words["noun_levels"],
        "approving_bodies": re.compile(alternation(words["approving_bodies"])),
        "carrying": re.compile(r"[把将](?!家|全家|新家)"),
        "guests": re.compile(alternation(words["guests"])),
        "first_of": re.compile(alternation(words["first_of"])),
        "not_yet": re.compile(f"{alternation(words['not_yet'])}|(?<![一-龥])(?:{alternation(words['once'])})"),
        "award": (
            led(words["award_verbs"])
            | led(["被"], f"[^，,。；;！？\n“”]{{2,14}}?(?:{alternation(words['passive_verbs'])})")
        ).then(
            f'(?P<name>(?<=[评获予荣为]){_LABEL}|{_WORDS}{{0,28}}?(?:{awards})(?:[一-龥“]{{0,3}}?(?:{awards})){{0,2}}[”"》]?)'
            r"(?![一-龥]{0,2}(?:资金|励|项目|者))"
        ),
        "title_held": led("是为系").then(
            f"(?<![不只就还像而于].)(?:远近闻名的|有名的|名副其实的)?[“‘]?(?P<name>{_WORDS}{{0,12}}?"
            f"(?:{alternation(words['title_grades'])}){_WORDS}{{0,14}}?(?:{alternation(words['titles_held'])}))[”’]?{_TAIL}"
        ),
        "winners": led(words["winners"]),
        "winner": re.compile(
            f"(?<=[“、，。；\\n 的])(?P<name>[^“”、，。；：\\n 的]{{2,24}}?(?:{awards}))”?"
            f"(?:{alternation(words['winners'])})[：、]?"
        ),
        "many": re.compile(r"(?:\d{4,}|\d,\d{3}|\d万多?|万余?)(?:户|人|名|余户|余人|多户|多人|余名|多名)"),
        "all_of_us": re.compile(alternation(words["all_of_us"])),
        "prize": led(words["award_bare"]),
        "founding": led(words["founding_verbs"]).then(
            f"(?:由{_WORDS}{{2,30}}?的)?"
            f'(?P<name>{_WORDS}{{0,22}}?(?:{alternation(words["founding_things"])})[”"]?){_TAIL}',
            named="verb",
        ),
        "founding_named": frozenset(words["founding_named"]),
        "founding_verb": led(words["founding_verbs"]),
        "lifted": _lifted(("如期", "成功", "顺利", "全部", "已经", "正式", "率先", "全面")),
        "people": re.compile(r"[^\W\d年月日初底末的和与]{1,5}族$"),
        "relocation": _relocation(words),
        "planned": re.compile(f"(?:{alternation(words['planned'])})[一-龥]{{0,4}}$"),
        "approving": re.compile(alternation(words["approving"])),
        "approved_by": re.compile(
            f"[经获由][^，。；]{{0,8}}(?:{alternation(words['approving_bodies'])})(?:{alternation(words['approving'])})"
        ),
        "plans": re.compile(f"(?:{alternation(words['plans'])})(?!(?<=争取)[到了])"),
        **_building_rules(words),
    }
    return Rules(rules)


def sought(rule: str, text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a rule in a text."""
    return rules().matches(rule, text)


def counts_things(text: str) -> bool:
    """Tell whether a stretch of text counts several things: 30座, not 5千瓦的, 10月8日 or 1个."""
    return bool(rules()["figure"].search(rules()["describing"].sub("", text)))


def bare_thing(name: str) -> str:
    """Give what was built without the figure that describes it and the particles before it: 5千瓦的光伏板.

    >>> bare_thing("了一座“山月”民宿"), bare_thing("“文化广场”"), bare_thing("万吨气调库")
    ('“山月”民宿', '文化广场', '气调库')
    """
    bare = _SIZE.sub("", _COUNT.sub("", _unmarked(name)))
    return _unmarked(re.sub(r"^[\d.]+[^的]*的", "", bare))


def _unmarked(name: str) -> str:
    """Take particles off both ends, and quotation marks that hold all of a name or stand alone."""
    name = name.strip("了的 ")
    inner = name.strip('“”"')
    part = name.count("“") == name.count("”") and {"“", "”"} & set(inner)
    return name if part else inner.strip("了的 ")
