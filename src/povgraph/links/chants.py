"""Leave out the names of a phrase that is said again and again, which must not take long to read."""

from collections.abc import Iterator, Sequence

#: How many names and characters such a phrase has at the most (吉林省通榆县吉林省通榆县…).
_NAMES = 4
_LONGEST = 60

_Found = tuple[int, int, int]


def without_chants(text: str, found: Sequence[_Found]) -> Iterator[_Found]:
    """Yield names with where they begin and end, but none of a phrase that stands there for the fourth time on end.

    >>> [start for _, start, _ in without_chants("甲县" * 6, [(0, start, start + 2) for start in range(0, 12, 2)])]
    [0, 2, 4]
    """
    starts = [start for _, start, _ in found]
    for number, name in enumerate(found):
        if not _is_chanted(text, name[1], starts[max(number - _NAMES, 0) : number]):
            yield name


def _is_chanted(text: str, start: int, before: Sequence[int]) -> bool:
    for begin in before:
        size = start - begin
        if size <= _LONGEST and size * 3 <= start and text.startswith(text[begin:start] * 4, start - 3 * size):
            return True
    return False
