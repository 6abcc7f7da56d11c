"""Bodies: organizations as a text names them."""

from dataclasses import dataclass

from povgraph.model import Span


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organization where the text names it, under its full name; ``aliases`` are its other names in this text.

    ``sender`` is the body that sent a work team: 某省水利厅 of 某省水利厅驻村工作队.
    """

    span: Span
    name: str
    kind: str
    place_name: str | None = None
    aliases: tuple[str, ...] = ()
    sender: str | None = None
