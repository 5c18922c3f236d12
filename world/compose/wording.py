"""Writing on shops, street corners and by schools, in the languages of the place (world/words.csv)."""

from __future__ import annotations

import random
import re
import unicodedata

from world.compose.place import Place
from world.roads import road_facts
from world.telephone import telephone
from world.words import has_words, local_shops, words

SECOND = 0.08
"""Chance that a sign is in another language of the place than its first."""

SECONDS = {
    "BE:Brussels Capital": 0.45, "BY": 0.7, "BZ": 0.2, "CA:New Brunswick": 0.35, "CH:Bern": 0.1,
    "CH:Fribourg": 0.3,
    "CH:Grisons": 0.25, "CH:Valais": 0.3, "CN:Qinghai": 0.2, "CN:Tibet": 0.45, "CN:Xinjiang": 0.45, "DZ": 0.4,
    "ES:Balearic Islands": 0.35, "ES:Basque Country": 0.4, "ES:Catalonia": 0.25, "ES:Galicia": 0.4,
    "ES:Valencia": 0.25, "ET:Oromia": 0.4, "FI:Ostrobothnia": 0.4, "FI:Uusimaa": 0.15, "GB:Wales": 0.3,
    "HK": 0.3, "IN": 0.35, "IQ:Erbil": 0.15, "IT:Trentino-Alto Adige": 0.35, "KE": 0.15, "KG": 0.5, "KZ": 0.5,
    "LB": 0.3, "LK": 0.35, "LU": 0.3, "MA": 0.4, "MK": 0.25, "MO": 0.2, "MY": 0.35, "NL:Friesland": 0.15,
    "PH": 0.5, "PK": 0.3, "PR": 0.25, "RO:Harghita": 0.6, "RO:Covasna": 0.5, "RU:Tatarstan": 0.15,
    "SG": 0.25, "TN": 0.5, "UA": 0.05, "US": 0.06, "US:Hawaii": 0.4, "ZA": 0.2,
}  # fmt: skip
"""The same where the second language is seen more often, or less, by country or part of one."""


PHONE = 0.1
"""Share of shop signs that give a telephone number, where area codes are known."""

LOCAL = 0.2
"""Share of shop signs that say what their part of the country is known for, where local_shops.csv has it."""


NUMERALS = {
    **dict.fromkeys(("IR", "AF"), "۰۱۲۳۴۵۶۷۸۹"),
    **dict.fromkeys(("EG", "IQ", "SD", "SY", "YE"), "٠١٢٣٤٥٦٧٨٩"),
    "BD": "০১২৩৪৫৬৭৮৯",
    "MM": "၀၁၂၃၄၅၆၇၈၉",
    "NP": "०१२३४५६७८९",
}
"""The figures of countries whose road signs do not use 0 to 9."""

UNDRAWN = ("or", "dz", "dv", "bo")
_UNDRAWN = re.compile("[\u0780-\u07bf\u0b00-\u0b7f\u0f00-\u0fff]")
"""Languages and letters (Thaana, Odia, Tibetan) that no font of package.json has."""


def numerals(country: str, number: int | str) -> str:
    """A number in the country's own figures.

    >>> numerals("IR", 27), numerals("FR", 27)
    ('۲۷', '27')
    """
    figures = NUMERALS.get(country)
    return str(number).translate(str.maketrans("0123456789", figures)) if figures else str(number)


_SCHOLARLY = re.compile("[\u0304\u0306\u0307\u0323\u0331\u032e‘’ʻʼ'`]")
"""Marks of scholars' transliterations, which road signs leave away."""


def romanised(place: Place, name: str) -> str:
    """A town's Latin name as signs write it beside another script: without the marks of scholars."""
    if road_facts(place.country).script == ("Latn",):
        return name
    return unmarked(name)


def unmarked(name: str) -> str:
    """A name without the marks of scholars' transliteration.

    >>> unmarked("Khorramābād")
    'Khorramabad'
    """
    return unicodedata.normalize("NFC", _SCHOLARLY.sub("", unicodedata.normalize("NFD", name)))


def writes(place: Place, name: str) -> bool:
    """Whether signs of the place can write a town's local name: its script is theirs, and a font has it."""
    latin = all(c < "\u0370" or "\u1e00" <= c <= "\u206f" for c in name)
    return not _UNDRAWN.search(name) and (latin or any(script != "Latn" for script in place.facts.script))


BOARD_PHONE = 0.45
"""The same of boards at the kerb, which give it below the name."""


def language(place: Place, rng: random.Random) -> str:
    """The language of one sign: mostly the first that has words, English where none has."""
    known = [tag for tag in place.languages if tag not in UNDRAWN and _has_words(tag)]
    if not known:
        return "en"
    second = SECONDS.get(f"{place.country}:{place.admin1}", SECONDS.get(place.country, SECOND))
    return known[0] if len(known) == 1 or rng.random() > second else rng.choice(known[1:])


def _has_words(tag: str) -> bool:
    return has_words(tag) or has_words(tag.split("-")[0])


def _shop(place: Place, rng: random.Random) -> str:
    """What one shop is called: some by what only this part of the country offers."""
    tongue = language(place, rng)
    usual = rng.choice(words(tongue, "shop", place.country))
    local = local_shops(place.country, place.admin1, tongue)
    return rng.choice(local) if local and rng.random() < LOCAL else usual


def street_name(place: Place, rng: random.Random) -> str:
    """The name of a street, such as "Rue Pasteur"."""
    tongue = language(place, rng)
    pattern = rng.choice(words(tongue, "street", place.country))
    return pattern.format(rng.choice(words(tongue, "name", place.country)))


def board_lines(place: Place, rng: random.Random) -> tuple[str, ...]:
    """What a board at the kerb says: a short name of a shop, sometimes with its telephone number below."""
    drawn = {_shop(place, rng) for _ in range(24)}
    name = rng.choice(sorted(drawn, key=lambda word: (len(word), word))[:8])
    if rng.random() < BOARD_PHONE:
        number = telephone(place.country, place.admin1, place.latitude, place.longitude, rng)
        return (name, number) if number else (name,)
    return (name,)


def shop_names(place: Place, rng: random.Random) -> list[str]:
    """What 24 shops of a street are called, some alike, a few in another language or a telephone number."""
    names = [_shop(place, rng) for _ in range(24)]
    where = place.latitude, place.longitude
    for i in range(len(names)):
        if rng.random() < PHONE:
            names[i] = telephone(place.country, place.admin1, *where, rng) or names[i]
    return names
