"""Every picture of the example school, in the order in which the modules draw them."""

from __future__ import annotations

from . import (
    birds,
    charts,
    childhood,
    comics,
    faces,
    far_away,
    kitchen,
    makers,
    models,
    plans,
    playthings,
    posters,
    scenes,
    symbols,
    workshop,
)
from .picture import Picture

MODULES = (
    birds, charts, childhood, comics, faces, far_away, kitchen, makers, models, plans, playthings, posters, scenes,
    symbols, workshop,
)

PICTURES: tuple[Picture, ...] = tuple(picture for module in MODULES for picture in module.PICTURES)
