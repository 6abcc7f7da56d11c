"""Personal names: which run of characters can be one, and where it ends."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from povgraph.mentions.elements import element_names
from povgraph.mentions.patterns import alternation
from povgraph.mentions.words import WordTable
from povgraph.resources import lexicon

#: Punctuation, spaces and the end of the text close a name for certain.
_CLOSING = frozenset('，,。；;！!？?：:、\n\r“”"（）()《》【】 　—-…·\t')
#: What somebody does, how, or when: 高兴地说, 忙着, 走得快; 三名; 三年前; 任村支书.
_DOING = re.compile(
    "[一-龥](?:着|了(?![解然])|不了|得[直不合团满热很说]|[一-龥]{1,3}地[说告介表回讲笑])|[两三四五六七八九十]{1,3}[名位]"
    "|[一两三四五六七八九十几\\d]{1,3}年前|任(?![务何职命期性教免意由凭人])"
)
#: To look for so many names one by one takes less than to build an automaton for them.
_FEW = 8
_DOT = re.compile("[·•‧・．]")
_DOTTED = re.compile(r"[一-龥]{1,7}+(?:[·•‧・．][一-龥]{1,7}){1,3}")


def is_dotted(text: str) -> bool:
    """Tell whether a text has a dot that may part a name."""
    return _DOT.search(text) is not None


@dataclass(frozen=True, slots=True)
class NameReader:
    """The characters and words by which names are told from other words.

    ``weakly_begun`` is with what a name without a dot begins where nothing announces it, spaces before it.
    """

    plain: frozenset[str]
    certain: frozenset[str]
    particles: frozenset[str]
    transliterated: frozenset[str]
    sounding: frozenset[str]
    ambiguous: frozenset[str]
    compound: frozenset[str]
    never: frozenset[str]
    after_all: frozenset[str]
    no_families: frozenset[str]
    given: frozenset[str]
    doubtful: frozenset[str]
    sounds: dict[str, str]
    words: frozenset[str]
    given_words: frozenset[str]
    elements: re.Pattern[str]
    saying: frozenset[str]
    sure: frozenset[str]
    sure_words: WordTable[None]
    loose: frozenset[str]
    longest: int
    weakly_begun: re.Pattern[str]

    def read(self, text: str, start: int, weak: bool = False, dotted: bool = True) -> int | None:
        """Tell where the name that begins at ``start`` ends; None where none can begin.

        ``weak`` is for places where nothing announces a name: then the family name must be a safe one, the given
        name made of usual characters, and the next word known. ``dotted`` is whether the text has any dot at all.

        >>> reader = name_reader()
        >>> reader.read("王建国说，今年", 0), reader.read("李伟正在修路", 0), reader.read("方便群众", 0)
        (3, 2, None)
        >>> reader.read("阿依古丽·买买提说", 0)
        8
        """
        if dotted and (parted := _DOTTED.match(text, start)) and self._written_by_sound(parted.group()):
            return parted.end() - self._overrun(parted.group())
        if (parts := self.elements.match(text, start)) is not None:
            return parts.end()
        family = self.family(text, start)
        if not family or (weak and family == 1 and text[start + 1 : start + 2] not in self.given):
            return None
        lengths = [n for n in (2, 1) if self._given(text, start, family, n, weak)]
        return self._choose(text, start + family, lengths, weak) if lengths else None

    def follows(self, text: str, offset: int) -> int:
        """Rate how surely a name may end at an offset: 3 closed, 2 a known word, 1 a likely character, 0 unknown."""
        if offset >= len(text) or text[offset] in _CLOSING:
            return 3
        if self.sure_words.at(text, offset) or _DOING.match(text, offset):
            return 2
        return 1 if text[offset] in self.loose or text[offset].isascii() else 0

    def is_word(self, text: str, start: int, end: int) -> bool:
        """Tell whether an ordinary word stands at the beginning of what may be a name."""
        if text[start:end] in self.words:
            return True
        family = end - start == 3 and text[start + 1] == "家" and text[start] in self.plain
        family = family and text[start + 2] in self.given
        return text[start : start + 2] in self.words and not (family and text[start + 2] not in self.doubtful)

    def usual(self, name: str) -> bool:
        """Tell whether the given part of a name is made of usual characters."""
        return self.given.issuperset(name[2 if name[:2] in self.compound else 1 :])

    def telling(self, name: str) -> bool:
        """Tell whether two usual characters that are no word by themselves follow the family name: 秀芝, not 文学."""
        given = name[2 if name[:2] in self.compound else 1 :]
        return len(given) == 2 and self.usual(name) and given not in self.given_words

    def sounded(self, text: str, start: int) -> int | None:
        """Tell where a name of three to six characters ends that is written by sound without a dot: 那顺巴图.

        >>> name_reader().sounded("那顺巴图养了牛", 0), name_reader().sounded("基本生活", 0)
        (4, None)
        """
        if text[start + 1 : start + 2] not in self.sounding:
            return None
        end = start + (text[start] in self.plain)
        while end < min(len(text), start + 6) and text[end] in self.sounding:
            end += 1
        ends = range(start + 3, end + 1)
        rated = {offset: self.follows(text, offset) for offset in ends}
        return next((offset for least in (2, 1) for offset in ends if rated[offset] >= least), None)

    def is_name(self, name: str) -> bool:
        """Tell whether all of a string can be one usual name."""
        family = self.family(name, 0)
        return 0 < len(name) - family <= 2 and family > 0 and self.usual(name)

    def can_be(self, string: str, cued: bool = False) -> bool:
        """Tell whether a string that stands where only a name can stand holds nothing that no name holds.

        Where a title or a word for a person stands before it (``cued``: 茶农 扎海：), two characters may be one, too,
        and a family name may be followed by characters that elsewhere end names (居民 刘从珍：).
        """
        if "·" in string or self.read(string, 0) == len(string):
            return True
        family = self.family(string, 0)
        if cued and family and len(string) == family + 2 and string[family:] not in self.words | self.sure:
            return True
        if cued and len(string) == 2:
            return not self.never & set(string) and string not in self.sure
        parts = {string[i : i + size] for i in range(len(string)) for size in range(2, len(string) + 1)}
        return 2 < len(string) < 5 and not self.never & set(string) and not self.sure & parts and not self.words & parts

    def sound(self, name: str) -> tuple[str, ...]:
        """Give how a name sounds: its family name as written, the rest by syllables without tone.

        >>> name_reader().sound("徐伟") == name_reader().sound("徐薇")
        True
        """
        return (name[:1], *(self.sounds.get(character, character) for character in name[1:]))

    def family_sound(self, name: str) -> str:
        """Give the family names that sound as the first character of a name does, the character itself if none does."""
        return next((row for row in lexicon("surnames")["alike"] if name[0] in row), name[0])

    def commonness(self, name: str) -> int:
        """Rank a name by its given characters: the lower, the commoner among those that sound alike."""
        return sum(lexicon("surnames")["given"].get(self.sounds.get(c, ""), c).find(c) for c in name[1:])

    def _written_by_sound(self, name: str) -> bool:
        """Tell a name of another language (阿依古丽·买买提) from a slogan with a dot in it (走山乡·看变化)."""
        first = re.split("[·•‧・．]", name)[0]
        return sum(character in self.transliterated for character in first) * 3 >= len(first) * 2

    def family(self, text: str, start: int) -> int:
        """Give the length of the family name that begins at an offset; 0 for none."""
        if text[start : start + 2] in self.compound:
            return 2
        first = text[start : start + 1]
        return int(first in self.plain or first in self.ambiguous)

    def speaks(self, text: str, offset: int) -> bool:
        """Tell whether a verb of saying stands at an offset."""
        return any(text[offset : offset + size] in self.saying for size in range(1, self.longest + 1))

    def _given(self, text: str, start: int, family: int, size: int, weak: bool) -> bool:
        given = text[start + family : start + family + size]
        usual = len(given) == size and self.given.issuperset(given)
        usual = usual or self._after_all(text, start + family + size, given)
        if not usual and (len(given) < size or not all("一" <= c <= "龥" and c not in self.never for c in given)):
            return False
        if given == "家" or (weak and text[start] in self.ambiguous and size == 1):
            return False
        if family == 2 and set(text[start : start + 2]) <= self.sounding:
            return size == 2 or usual
        doubtful = weak or (family == 1 and text[start] in self.ambiguous)
        if (doubtful and not usual) or self.is_word(text, start, start + family + size):
            end = start + family + size
            follows = self.follows(text, end) if size == 2 else 2 * self.speaks(text, end)
            return usual and not weak and follows >= 2 and (size == 2 or text[start] in self.plain)
        return True

    def _after_all(self, text: str, end: int, given: str) -> bool:
        """Tell whether a particle is the end of a name, since no particle can stand there: 吴顺从介绍."""
        only = given[1:] in self.after_all and given[0] in self.given if len(given) == 2 else False
        return only and (self.speaks(text, end) or text[end : end + 1] in _CLOSING or text.startswith("这样", end))

    def _choose(self, text: str, given: int, lengths: list[int], weak: bool) -> int | None:
        rated = {size: self.follows(text, given + size) for size in lengths}
        if not any(rated.values()):
            return None if weak else self._unfollowed(text, given, rated)
        if rated.get(1, 0) >= 2 and (rated.get(2, 0) < 2 or self._begins_verb(text, given, rated)):
            return given + 1
        usual = 2 in rated and text[given + 1] in self.given
        if 2 in rated and rated[2] and (rated[2] >= 2 or usual or not rated.get(1)):
            return given + 2
        return given + (2 if usual and not weak and text[given + 1] not in self.doubtful else 1)

    def _begins_verb(self, text: str, given: int, rated: Mapping[int, int]) -> bool:
        """Tell whether the second character belongs to the verb behind the first (张敏主持了), not to the name."""
        sure = self.sure_words
        return rated[2] == 2 and sure.at(text, given + 1) is not None and sure.at(text, given + 2) is None

    def _unfollowed(self, text: str, given: int, rated: Mapping[int, int]) -> int | None:
        """Choose where nothing shows the end: as many usual characters as follow, one only after 李 and the like."""
        usual = [size for size in rated if all(c in self.given for c in text[given : given + size])]
        return given + max(usual) if 2 in usual or (usual and text[given - 1] in self.certain) else None

    def _overrun(self, name: str) -> int:
        """Count the characters behind a name with dots: what may follow a name, or is not written by sound."""
        last = re.split("[·•‧・．]", name)[-1]
        foreign = next((n for n in range(2, len(last)) if last[n] not in self.sounding), len(last))
        ends = (n for n in range(1, foreign) if self.follows(last, n) >= (2 if n == 1 else 1))
        return len(last) - next(ends, foreign)


@cache
def name_reader() -> NameReader:
    """Give the reader with povgraph's own lexicon."""
    names, words, speech = lexicon("surnames"), lexicon("words"), lexicon("speech")
    sounds = {character: syllable for syllable, group in names["given"].items() for character in group}
    sure = frozenset((*speech["saying"], *speech["sure"]))
    return NameReader(
        plain=frozenset(names["plain"]),
        certain=frozenset(names["certain"]),
        particles=frozenset(names["particles"]),
        transliterated=frozenset(names["transliterated"]),
        sounding=frozenset((*names["transliterated"], *names["sounding"])),
        ambiguous=frozenset(names["ambiguous"]),
        compound=frozenset(names["compound"]),
        never=frozenset(names["never"]),
        after_all=frozenset(names["after_all"]),
        no_families=frozenset((*names["no_families"], *lexicon("garbled")["families"])),
        given=frozenset(sounds),
        doubtful=frozenset(names["doubtful"]),
        sounds=sounds,
        words=frozenset((*words["two"].split(), *words["three"].split())),
        given_words=frozenset(words["given"].split()),
        elements=element_names(names),
        saying=frozenset(speech["saying"]),
        sure=sure,
        sure_words=WordTable(dict.fromkeys(sure)),
        loose=frozenset(speech["loose"]),
        longest=max(map(len, sure)),
        weakly_begun=re.compile(
            rf"[ 　]*+(?:{alternation(names['compound'])}|[{names['plain']}{names['ambiguous']}][{''.join(sounds)}])"
        ),
    )


def occurrences(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where any of some names stands, the longest where one begins another.

    >>> list(occurrences("王强和王强国", ["王强", "王强国"]))
    [(0, 2), (3, 6)]
    """
    distinct = tuple(dict.fromkeys(names))
    if len(distinct) > _FEW:
        for _, start, end in _finder(distinct).find_matches_as_indexes(text):
            yield start, end
        return
    done = 0
    for start, size in sorted((start, -len(name)) for name in distinct for start in starts_of(text, name)):
        if start >= done:
            done = start - size
            yield start, done


def starts_of(text: str, name: str, within: range | None = None) -> Iterator[int]:
    """Yield where a name begins in a text or in a stretch of it."""
    stretch = within or range(len(text))
    found = text.find(name, stretch.start, stretch.stop)
    while found >= 0:
        yield found
        found = text.find(name, found + 1, stretch.stop)


@lru_cache(maxsize=64)
def _finder(names: tuple[str, ...]) -> AhoCorasick:
    quickly_built = Implementation.NoncontiguousNFA
    return AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest, implementation=quickly_built)
