"""Resolve what points back to something named before (全县, 该村, 公司, 她, 我): each is a mention of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from povgraph.mentions.led import Led, Rules
from povgraph.mentions.patterns import alternation
from povgraph.mentions.words import WordTable
from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.actors import BREAKS, COUNTRY, Actor, nobody
from povgraph.statements.speech import Speech, Speeches

_PRONOUNS = "他她"
#: A villager's family, but an official's colleagues.
_PLURALS = ("他们", "她们")
#: What people make: words that may mean one of these do so where a clause begins.
_MADE = ("organization", "programme")
#: How many digits of a code are the province's.
_PROVINCE = 2
#: How long the word of saying may be with what follows it.
_SAYING = 6
#: How long what opens a clause before an anaphor is at most, with the mark before it.
_OPENING = 5
#: How long a name is at most, with the mark before it.
_NAME = 7


@dataclass(frozen=True, slots=True)
class _Anaphors:
    rules: Rules
    kinds: dict[str, tuple[str, str]]
    endings: dict[str, WordTable[None]]


@cache
def _anaphors() -> _Anaphors:
    words = lexicon("discourse")
    kinds: dict[str, tuple[str, str]] = {}
    for sort in ("place", "organization", "programme"):
        for ending, anaphors in words[f"{sort}_anaphors"].items():
            kinds |= dict.fromkeys(anaphors, (sort, ending))
    kinds |= dict.fromkeys(words["here"], ("place", ""))
    kinds |= dict.fromkeys(words["person_anaphors"], ("person", ""))
    kinds |= dict.fromkeys(words["speaker_anaphors"], ("speaker", ""))
    kinds |= dict.fromkeys(words["speaker_plurals"], ("speakers", ""))
    kinds |= dict.fromkeys(words["country"], ("country", ""))
    kinds |= dict.fromkeys(words["several"], ("several", ""))
    unguarded = sorted(kinds, key=len, reverse=True)
    longest_first = [_guarded(word, words) for word in unguarded]
    endings = {sort: WordTable(dict.fromkeys(words[f"{sort}_anaphors"])) for sort in ("place", "organization")}
    demonstrated = {word: ending for ending, nouns in words["demonstrated"].items() for word in nouns}
    that = f"({alternation(demonstrated)})(?![{words['demonstrated_not_before']}])"
    these = [f"{this}(?:[^，。；]{{0,14}}?的)?{that}" for this in words["demonstratives"]]
    kinds |= {word: ("place", ending) for word, ending in demonstrated.items()}
    anaphor = Led((*words["demonstratives"], *unguarded), "|".join([*these, *longest_first]))  # 全县|该县|公司|她
    return _Anaphors(Rules({"anaphor": anaphor}), kinds, endings)


def _guarded(word: str, words: dict[str, Any]) -> str:
    """Give the expression of an anaphor, which does not stand where its letters belong to other words (人家里).

    It begins with the anaphor itself: what begins with a look behind is tried at every character of a text.
    """
    before = f"(?<!{words['not_after'][word]}{re.escape(word)})" if word in words["not_after"] else ""
    after = f"(?!{words['not_before'][word]})" if word in words["not_before"] else ""
    return re.escape(word) + before + after


def with_anaphors(text: str, named: Sequence[Actor], speeches: Speeches) -> list[Actor]:
    """Add the anaphors of the text, each as a mention of what it points back to; those without one are dropped.

    Args:
        text: The text in normal form.
        named: The actors that it names, in order.
        speeches: What it quotes: there 我 is the speaker, and who is named there is not spoken of outside.
    """
    anaphors, opened = _anaphors(), _opened()
    resolved: list[Actor] = []
    seen = 0
    last: dict[str, Actor] = {}
    if province := _reporting_province(text, named):
        last["everywhere"] = province
    busy_until = 0
    words = lexicon("discourse")
    alone, given, owned_by = (tuple(words[key]) for key in ("anywhere", "given", "owned_by"))
    for match in anaphors.rules.matches("anaphor", text):
        while seen < len(named) and named[seen].span.start < match.start():
            _remember(last, named[seen], text, speeches)
            busy_until = max(busy_until, named[seen].span.end)
            seen += 1
        inside_next = seen < len(named) and named[seen].span.start < match.end()
        of_name = _begins_name(named[seen : seen + 1], match)
        if match.start() < busy_until or of_name or (inside_next and not match.lastindex):
            continue
        sort, ending = anaphors.kinds[match[match.lastindex or 0]]
        starts_clause = opened.search(text, max(match.start() - _OPENING, 0), match.start()) is not None
        anywhere = match[0].startswith(alone) or text.endswith(given, 0, match.start())
        if not starts_clause and not anywhere and _opens_clauses(sort, ending, match[0]):
            continue
        speech = speeches.at(match.start())
        meant = _home_of_speaker(sort, ending, speech) or _meant(last, sort, ending, match[0], speech)
        if meant and meant.home and match[0] in _PLURALS:
            continue  # an official and whoever else
        owning = text.endswith(owned_by, 0, match.start())
        if meant is None and named and not owning and _is_lost(sort, ending, match[0], speech):
            resolved.append(nobody(Span(*match.span())))  # which one, nobody can say
        meant = _own_company(named, seen, sort, ending, match.start(), text) or meant
        if meant and sort == "person":
            unread = _is_of_somebody(text, match, named[seen - 1 : seen])
            doing = _not_doing(last, meant, text, match.start())
            meant = nobody(meant.span) if unread else _alike(last, doing, match[0])
        if meant:
            resolved.append(_pointing(meant, sort, Span(*match.span())))
    return sorted([*named, *resolved], key=lambda actor: (actor.span.start, -actor.span.end))


def _pointing(meant: Actor, sort: str, span: Span) -> Actor:
    """Make a mention of what a word points back to."""
    if sort == "speakers" and meant.home:  # 我们 are those for whom he speaks
        meant = Actor(meant.span, meant.home, meant.home_sort)
    himself = sort == "speaker" and meant.home_sort != "organization"  # a manager's 我 is the company's, too
    return meant._replace(span=span, home=None if himself else meant.home)


def _opens_clauses(sort: str, ending: str, word: str) -> bool:
    """Tell whether a word points back to something only where a clause begins (公司, 各级财政)."""
    return (sort in _MADE and bool(ending)) or word in lexicon("discourse")["country_opening"]


def _is_lost(sort: str, ending: str, word: str, speech: Speech | None) -> bool:
    """Tell whether what a word points back to has not been read, so that what is said of it is said of nobody known."""
    if sort == "person":
        return speech is None and word not in _PLURALS
    return sort == "place" and bool(ending) and word not in lexicon("discourse")["authorities"]


def _is_of_somebody(text: str, match: re.Match[str], before: Sequence[Actor]) -> bool:
    """Tell whether a family is that of somebody whose name, right before it, has not been read (山里的某某某一家)."""
    if match[0] not in lexicon("discourse")["families"] or any(actor.span.end == match.start() for actor in before):
        return False
    return _somebody().search(text, max(match.start() - _NAME, 0), match.start()) is not None


@cache
def _somebody() -> re.Pattern[str]:
    return re.compile(lexicon("discourse")["of_somebody"])


def _begins_name(following: Sequence[Actor], match: re.Match[str]) -> bool:
    """Tell whether the country's name begins that of the body named next: 中国证监会."""
    bodies = (actor for actor in following if actor.sort == "organization" and actor.span.start == match.end())
    return any(bodies) and match[0] in lexicon("discourse")["in_names"]


def _not_doing(last: dict[str, Actor], meant: Actor, text: str, start: int) -> Actor:
    """Give who is meant where somebody else does something to him or for him (父亲某某的话让她动了心)."""
    done_to = text.startswith(tuple(lexicon("discourse")["done_to"]), max(start - 1, 0))
    same = done_to and BREAKS.isdisjoint(text[last["person"].span.end : start])
    return last.get("person before", meant) if same else meant


def _alike(last: dict[str, Actor], meant: Actor, word: str) -> Actor:
    """Keep 她 to the woman, and 他 to the man, of whom the text spoke so before, and note who is meant.

    An official or a body's man named since, who came to help, is not whose 她家 is.
    """
    pronoun = word[0]
    if pronoun not in _PRONOUNS or word in _PLURALS:
        return meant
    other = _PRONOUNS.replace(pronoun, "")
    spoken, wrong = last.get(f"person {pronoun}"), last.get(f"person {other}")
    helps = len(word) > 1 and meant.home is not None and spoken is not None and spoken.home is None
    if wrong and wrong.name == meant.name:
        meant = spoken or last.get("person before", meant)
    elif spoken and helps:
        return spoken
    last[f"person {pronoun}"] = meant
    return meant


def _own_company(named: Sequence[Actor], seen: int, sort: str, ending: str, start: int, text: str) -> Actor | None:
    """Give the company of the manager who speaks in the clause before (董事长某某说，公司打算再投3000万元)."""
    last = named[seen - 1] if seen and sort == "organization" and ending else None
    if last is None or last.sort != "person" or last.home is None or last.home_sort != "organization":
        return None
    says = text[last.span.end : start]
    own = last.home.endswith(ending) and len(says) <= _SAYING and says.startswith(_saying()) and says.endswith("，")
    return next((actor for actor in reversed(named[:seen]) if actor.name == last.home), None) if own else None


def _reporting_province(text: str, named: Sequence[Actor]) -> Actor | None:
    """Give the province of the place with which a report opens that does not speak of the country: 各地 are its own."""
    places = [actor for actor in named if actor.sort == "place"]
    if not places or any(word in text for word in lexicon("discourse")["whole_country"]):
        return None
    province = (places[0].code or "")[:_PROVINCE]
    return next((a for a in places if a.rank == 0 and (a is places[0] or (a.code or "")[:_PROVINCE] == province)), None)


def _remember(last: dict[str, Actor], actor: Actor, text: str, speeches: Speeches) -> None:
    """Note an actor as what a later anaphor may point to; a person in passing (在某某帮助下) or in a speech is none."""
    if actor.sort == "person":
        before = text[actor.span.start - 1 : actor.span.start]
        in_passing = before in ("在", "由", "向", "对") or _in_passing().match(text, actor.span.end)
        if in_passing or (speeches.at(actor.span.start) and "person" in last):
            return
    if not (actor.sort in last and text.endswith(_locating(), 0, actor.span.start)):  # 某乡位于云南: 这里 is the town
        if actor.sort == "person" and "person" in last and last["person"].name != actor.name:
            last["person before"] = last["person"]
        last[actor.sort] = actor
        for pronoun, kin in lexicon("discourse")["kin_of"].items() if actor.sort == "person" else ():
            if text.endswith(tuple(kin), 0, actor.span.start):
                last[f"person {pronoun}"] = actor
    if actor.sort in _MADE:  # 某某集团有限公司 is 公司 and 集团
        name = actor.name.rstrip("”》")
        names = (name, _legal_form().sub("", name))
        ends = _ends(actor.sort).items()
        last |= {f"{actor.sort} {word}": actor for end, word in ends if any(name.endswith(end) for name in names)}
    elif (endings := _anaphors().endings.get(actor.sort)) and (ending := endings.before(actor.name, len(actor.name))):
        last[f"{actor.sort} {ending.word}"] = actor


@cache
def _legal_form() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(lexicon('discourse')['legal_forms'])})$")


@cache
def _ends(sort: str) -> dict[str, str]:
    """Give the endings of names that words point back to, each with that by which the words know it."""
    words = lexicon("discourse")
    called: dict[str, str] = words["called"]
    return {ending: ending for ending in words[f"{sort}_anaphors"] if ending} | called


@cache
def _in_passing() -> re.Pattern[str]:
    return re.compile(lexicon("discourse")["in_passing"])


@cache
def _opened() -> re.Pattern[str]:
    breaks = re.escape("".join(BREAKS))
    return re.compile(f"(?:^|[{breaks}])(?:{lexicon('discourse')['clause_openings']})?$")


@cache
def _saying() -> tuple[str, ...]:
    return tuple(lexicon("discourse")["verbs_of_saying"])


@cache
def _locating() -> tuple[str, ...]:
    return tuple(lexicon("discourse")["locating"])


def _home_of_speaker(sort: str, ending: str, speech: Speech | None) -> Actor | None:
    """Give the place or company for which the one who speaks stands, if a word can mean it (“全村…”某村支书某某说)."""
    speaker = speech.speaker if speech and speech.said else None
    if (
        not ending
        or speaker is None
        or speaker.home is None
        or speaker.home_sort != sort
        or not speaker.home.endswith(ending)
    ):
        return None
    ranked: list[list[str]] = lexicon("discourse")["ranked"]
    rank = next((rank for rank, endings in enumerate(ranked) if ending in endings), 0)
    return Actor(speaker.span, speaker.home, sort, rank=rank)


def _meant(last: dict[str, Actor], sort: str, ending: str, word: str, speech: Speech | None) -> Actor | None:
    if sort == "country":
        everywhere = last.get("everywhere") if word in lexicon("discourse")["everywhere"] else None
        return everywhere or Actor(Span(0, 0), COUNTRY, "country")
    if sort == "several":
        return nobody(Span(0, 0))
    if sort in ("speaker", "speakers"):
        return (speech and speech.speaker) or last.get("person")
    if sort == "person" and speech and speech.said and speech.speaker:
        if word in lexicon("discourse")["of_speaker"]:
            return speech.speaker
        if last.get(sort, speech.speaker).name == speech.speaker.name:
            return last.get("person before")  # who speaks is not 他
    alike = lexicon("discourse")["called_alike"].get(ending)
    other = last.get(f"{sort} {alike}") if alike else None
    return last.get(f"{sort} {ending}", other) if ending else last.get(sort)
