"""People: every mention of a person in a text, with the posts that the text gives them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from povgraph.mentions.announced import announced
from povgraph.mentions.context import Context, PlaceLike
from povgraph.mentions.names import name_reader
from povgraph.mentions.organizations import OrganizationMention
from povgraph.mentions.persons import Person, PersonMention, merge_people
from povgraph.mentions.recalled import recalled
from povgraph.mentions.roster import Roster
from povgraph.model import Span

__all__ = ["Person", "PersonMention", "find_people", "merge_people"]


def find_people(
    text: str,
    places: Sequence[PlaceLike],
    organizations: Sequence[OrganizationMention],
    context: Context | None = None,
) -> list[PersonMention]:
    """Find the persons that a text names, sorted by where they stand.

    A name is first found where something announces it (a title, 村民, an age, a byline), then wherever else it
    stands. Rather a person missed than one invented: what announces nothing must recur before it counts.

    >>> [(m.name, m.posts) for m in find_people("副总理周大有说,请看。", [], [])]
    [('周大有', (('副总理', '国务院'),))]
    >>> [m.name for m in find_people("村民赵铁柱和妻子孙秀兰搬进了新房。赵铁柱很高兴。", [], [])]
    ['赵铁柱', '孙秀兰', '赵铁柱']
    """
    roster = Roster(context or Context(text, places), organizations)
    announced(roster)
    recalled(roster)
    return _written(_shortened(roster.mentions()))


def _written(mentions: list[PersonMention]) -> list[PersonMention]:
    """Give a name left in Latin letters as the text writes it elsewhere (Wang Guilan, 王桂兰)."""
    if not any(mention.name.isascii() for mention in mentions):
        return mentions
    spelt = {"".join(name_reader().sound(m.name)[1:]): m.name for m in mentions if not m.name.isascii()}
    given = ((mention, mention.name.partition(" ")[2].lower()) for mention in mentions)
    return [replace(m, name=spelt.get(name, m.name)) if m.name.isascii() else m for m, name in given]


def _shortened(mentions: list[PersonMention]) -> list[PersonMention]:
    """Put right a name read once with a character too many, where the shorter one stands elsewhere (王强抓, 王强)."""
    names = Counter(mention.name for mention in mentions)
    return [
        replace(mention, name=mention.name[:-1], span=Span(mention.span.start, mention.span.end - 1))
        if len(mention.name) == 3 and names[mention.name] == 1 and mention.name[:-1] in names
        else mention
        for mention in mentions
    ]
