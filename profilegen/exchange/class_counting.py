"""Which row of a class list is which student, by counting: certain only where no other outcome is possible.

A row that is a student's letter for letter, and no other row is, is that student. As many rows as there are students
of a name are those students, and it does not matter which is which. With fewer rows than students nobody can tell who
is missing, and with more rows nobody can tell who is new, unless they are written alike: none is taken for certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from profilegen.exchange.classlist import NEW, Listed


@dataclass(frozen=True, slots=True)
class Options:
    """Who a row could be: by ids, those whose name it is, and those whose name it is but for the order or a space.

    `same` are those whose names, also the one they are known as, are the row's letter for letter. `others_too` says
    that somebody of this name who is not to be counted here could be meant as well.
    """

    exact: tuple[str, ...]
    near: tuple[str, ...] = ()
    others_too: bool = False
    same: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, the likelier first."""
        return (*self.exact, *self.near)


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting has shown: who is who, which rows could be several, and for which nobody is left."""

    certain: tuple[tuple[Listed, str], ...]
    unsure: tuple[tuple[Listed, Options], ...]
    rest: tuple[Listed, ...]


def count_rows(rows: Sequence[Listed], options_of: Callable[[Listed], Options]) -> Counted:
    """Tells the rows apart. Those with a title, that are new, or that leave the order of a name open, come last.

    A row that is to be new comes before one of its name that may be somebody else: that one was left out the last time,
    and whoever is here by now is the one who was new then.
    """
    options = {row.row: options_of(row) for row in rows}
    waiting = sorted(
        rows, key=lambda row: (bool(row.title), _turn(row, options[row.row]), not row.settles_order, row.row)
    )
    certain = _letter_for_letter(rows, options)
    certain += _only_one_each(waiting, options, certain)
    taken = {student for _, student in certain}
    done = {row.row for row, _ in certain}
    unsure: list[tuple[Listed, Options]] = []
    for group in _groups([row for row in waiting if row.row not in done], options, taken):
        pairs = _pairs(group, options, taken)
        everybody = {student for row in group for student in _free(options[row.row], taken).all}
        if {student for _, student in pairs} == everybody and (len(pairs) == len(group) or _are_alike(group)):
            certain += pairs
        else:
            unsure += [(row, _free(options[row.row], taken)) for row in group]
    known = {row.row for row, _ in (*certain, *unsure)}
    return Counted(tuple(certain), tuple(unsure), tuple(row for row in rows if row.row not in known))


def _turn(row: Listed, options: Options) -> int:
    return 1 if row.id == NEW else 2 if options.others_too else 0


def _free(options: Options, taken: set[str]) -> Options:
    exact, near = (tuple(one for one in part if one not in taken) for part in (options.exact, options.near))
    return Options(exact, near)


def _letter_for_letter(rows: Sequence[Listed], options: dict[int, Options]) -> list[tuple[Listed, str]]:
    """The rows that can be one student only and are theirs letter for letter, where they are the only such row."""
    found: dict[str, list[Listed]] = {}
    for row in rows:
        if len(options[row.row].all) == len(options[row.row].same) == 1:
            found.setdefault(options[row.row].same[0], []).append(row)
    alone = [(one[0], student) for student, one in found.items() if len(one) == 1]
    return [(row, student) for row, student in alone if row.id != NEW and not row.title]


def _only_one_each(
    waiting: Sequence[Listed], options: dict[int, Options], certain: Sequence[tuple[Listed, str]]
) -> list[tuple[Listed, str]]:
    """The rows that can be one student only whom no other row can be, also after others have been told apart."""
    found: list[tuple[Listed, str]] = []
    taken = {student for _, student in certain}
    done = {row.row for row, _ in certain}
    while True:
        left = {row.row: (row, _free(options[row.row], taken)) for row in waiting if row.row not in done}
        wanted = Counter(student for _, free in left.values() for student in free.all)
        sure = [
            (row, free.exact[0])
            for row, free in left.values()
            if len(free.all) == len(free.exact) == 1 and wanted[free.exact[0]] == 1
        ]
        if not sure:
            return found
        found += sure
        taken |= {student for _, student in sure}
        done |= {row.row for row, _ in sure}


def _are_alike(rows: Sequence[Listed]) -> bool:
    """Whether it does not matter which of these rows is whom."""
    return len({(row.name, row.known_as) for row in rows}) == 1


def _groups(rows: Sequence[Listed], options: dict[int, Options], taken: set[str]) -> Iterator[list[Listed]]:
    """Rows that could be the same students, together; those for whom nobody is left are in no group."""
    wanted: dict[str, list[Listed]] = {}
    for row in rows:
        for student in _free(options[row.row], taken).all:
            wanted.setdefault(student, []).append(row)
    place = {row.row: number for number, row in enumerate(rows)}
    seen: set[int] = set()
    for first in rows:
        group, coming = [], [first]
        while coming:
            row = coming.pop()
            free = _free(options[row.row], taken).all
            if row.row not in seen and free:
                seen.add(row.row)
                group.append(row)
                coming += [other for student in free for other in wanted.pop(student, ())]
        if group:
            yield sorted(group, key=lambda row: place[row.row])


def _pairs(group: Sequence[Listed], options: dict[int, Options], taken: set[str]) -> list[tuple[Listed, str]]:
    """Each row with a student of its very name, as far as they go; who has fewest to choose from chooses first."""
    found: dict[str, Listed] = {}
    for row in sorted(group, key=lambda row: len(options[row.row].exact)):
        mine = next((one for one in options[row.row].exact if one not in taken and one not in found), None)
        if mine:
            found[mine] = row
    return [(row, student) for student, row in found.items()]
