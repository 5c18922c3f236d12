"""Writing on shops, street corners and by schools, in the languages of the place (world/words.csv)."""

from __future__ import annotations

import random

from world.compose.place import Place
from world.telephone import telephone
from world.words import has_words, words

SECOND = 0.08
"""Chance that a sign is in another language of the place than its first."""


PHONE = 0.1
"""Share of shop signs that give a telephone number, where area codes are known."""


def language(place: Place, rng: random.Random) -> str:
    """The language of one sign: mostly the first that has words, English where none has."""
    known = [tag for tag in place.languages if has_words(tag) or has_words(tag.split("-")[0])]
    if not known:
        return "en"
    return known[0] if len(known) == 1 or rng.random() > SECOND else rng.choice(known[1:])


def street_name(place: Place, rng: random.Random) -> str:
    """The name of a street, such as "Rue Pasteur"."""
    tongue = language(place, rng)
    return rng.choice(words(tongue, "street")).format(rng.choice(words(tongue, "name")))


def shop_names(place: Place, rng: random.Random) -> list[str]:
    """What 24 shops of a street are called, some alike, a few in another language or a telephone number."""
    names = [rng.choice(words(language(place, rng), "shop")) for _ in range(24)]
    for i in range(len(names)):
        if rng.random() < PHONE:
            names[i] = telephone(place.country, place.admin1, rng) or names[i]
    return names
