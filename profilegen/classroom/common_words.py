"""Common words of English, and of names in other languages (`de`, `van`), that are also people's names.

Written small they are taken for the word. What is mostly a name (daisy, ruby, robin) is not here: a blank too many does
no harm.
"""

from __future__ import annotations

COMMON_WORDS = frozenset(
    """
    ah all am an and any are art as ask at ate be bee bet bit both but by can car cut da day de del den der die did do
    does don dos du el en end far few fly for fun gay go goes good got had half has he her him his hit how in is it its
    jam jet job joy key kit la lad lay le let lie log long lot low man many may me men met mid miss more mum my new no
    nor not now of off oh ok old on one or our out own page pay per put ran red rice rod run said sat saw say see set
    she shin sin sing so son song sun tan ten than that the them then they thin this thus tie tin to too top toy two up
    us van via von was way we well were what when who will win wing with won yes yet you young your
    april august autumn bay bell berry best bill bird black blue bond bow bridge bright brook brown buck burn bush case
    chance charity chip church close coach cook cotton cross dawn drew dusty early east ever faith farmer field flower
    forest fox frank free french frost gate gold golden grace grant gray green grey guy hall hand hardy hart head heath
    hill honey hope house hunt june key king lady lake land lane large law leaf light little lock lord love luck lucky
    major marble mark mercy mill mint moon moor noble noon north oak ocean park patience peace pepper pike pine plum
    pond pool power precious pride price prince princess queen quick rain rainbow read rich ridge river rock root rose
    sharp short silver sir sky small smart snow south spring star stone storm street strong stock summer summit swift
    thorn tide tiger true valley wall ward water waters west wheat wheel white wild winter wise wolf wood woods worth
    """.split()  # noqa: SIM905 - a list of quoted words is no reading
)
