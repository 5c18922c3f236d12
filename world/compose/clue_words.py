"""What plants, fields, climates and houses of prayer tell, and how much of the world they leave."""

from __future__ import annotations

import colorsys
from functools import lru_cache

from world.compose.colours import to_rgb

PLANTS: dict[str, tuple[float, str]] = {
    "saguaro": (0.02, "Saguaro cactus: Arizona, northern Mexico."),
    "joshua-tree": (0.02, "Joshua trees and yuccas: the Mojave desert and northern Mexico."),
    "monkey-puzzle": (0.03, "Araucarias: southern Chile and Argentina, southern Brazil."),
    "baobab": (0.03, "A baobab: the savannas of Africa, Madagascar."),
    "tree-fern": (0.06, "Tree ferns: New Zealand, south-eastern Australia, wet tropical mountains."),
    "date-palm": (0.08, "Date palms: North Africa, the Middle East, warm dry coasts."),
    "stone-pine": (0.08, "Umbrella pines: the Mediterranean, the Cape."),
    "olive": (0.1, "Olive trees: the Mediterranean."),
    "oil-palm": (0.07, "Oil palms: Malaysia, Indonesia, Thailand, West Africa, tropical America."),
    "larch": (0.07, "Larches: Siberia, Mongolia, high mountains of the north."),
    "agave": (0.07, "Agaves: Mexico, the Andes, dry warm countries."),
    "acacia": (0.15, "Acacias: African savanna, dry Australia, the dry tropics."),
    "eucalyptus": (
        0.18,
        "Eucalyptus: Australia, or planted: Portugal, Spain, Brazil, Chile, East and South Africa.",
    ),
    "jacaranda": (0.1, "Jacarandas: South America, southern Africa, Mexico, Australia."),
    "bamboo": (0.15, "Bamboo: East, South-East and South Asia."),
    "banana": (0.2, "Banana plants: the humid tropics."),
    "mango": (0.2, "Mango trees: the tropics."),
    "coconut-palm": (0.18, "Coconut palms: tropical coasts and islands."),
    "jungle": (0.2, "Rain forest: the humid tropics."),
    "mangrove": (0.05, "Mangroves: a tropical coast."),
    "fan-palm": (0.25, "Fan palms: the tropics, or planted in warm dry towns."),
    "tea-bush": (0.04, "Tea: Sri Lanka, India, Kenya, China, Japan, Turkey."),
    "cypress": (0.15, "Cypresses: the Mediterranean and warm temperate countries."),
    "birch": (0.25, "Birches: northern Europe, Russia, Canada."),
    "spruce": (0.28, "Spruces: the north, or mountains."),
    "beech": (0.25, "Beeches: central and western Europe, southern Chile, eastern North America."),
    "plane-tree": (0.4, "Plane trees along the street: towns of warm temperate countries."),
    "tundra-shrub": (0.06, "Dwarf shrubs: tundra, high mountains."),
}
"""Kinds that tell something: the share of street imagery where they grow (a rough figure) and a sentence."""

CROPS: dict[str, tuple[float, str]] = {
    "rice": (0.12, "Rice fields: Asia."),
    "tea": (0.04, "Rows of tea: Sri Lanka, India, Kenya, China, Japan, Turkey."),
    "sugar-cane": (0.12, "Sugar cane: the tropics and subtropics, Brazil and India most of all."),
    "vineyard": (0.14, "Vineyards: a Mediterranean or mild temperate climate."),
    "flowers": (0.2, "A yellow field of rape or mustard: Europe, China, northern India."),
    "corn": (0.4, "Maize: the Americas, southern Europe, eastern and southern Africa."),
}

PRAYER: dict[str, tuple[float, str]] = {
    "mosque": (0.12, "A mosque: North and West Africa, the Middle East, Central, South or South-East Asia."),
    "temple": (0.14, "A temple: South, South-East or East Asia."),
    "pagoda": (0.08, "A pagoda: Myanmar, Vietnam, China."),
    "church": (0.6, "A church: Europe, the Americas, Australia, the south of Africa, the Philippines."),
}

CLIMATE: dict[str, str] = {
    "A": "The look of the tropics: warm all year.",
    "Af": "Lush and humid all year: the equatorial tropics.",
    "Aw": "Tropical savanna: a wet and a dry season.",
    "B": "Dry country: steppe or desert.",
    "BWh": "Hot desert: the Sahara, Arabia, inner Australia, the Thar, the south-west of the United States.",
    "BWk": "Cold desert: Central Asia, Patagonia, the Great Basin.",
    "BSk": "Cool dry steppe: Central Asia, the Great Plains, inner Spain and Anatolia, Patagonia.",
    "Csa": "Dry hot summers: the Mediterranean, California, south-western Australia.",
    "Csb": "Dry mild summers: Portugal, the Pacific coast, central Chile, the Cape.",
    "C": "A temperate climate with mild winters.",
    "Cfb": "Mild and green: western Europe, New Zealand, south-eastern Australia, tropical highlands.",
    "Cfa": "Humid subtropics: the south-east of the United States, China, Japan, southern Brazil, the Po.",
    "Cwb": "Subtropical highland: the Andes, Mexico, Ethiopia, southern Africa.",
    "D": "A climate with cold winters: inner Europe, Russia, Canada, the northern United States, Manchuria.",
    "Dfc": "The boreal forest: Scandinavia, Russia, Canada, Alaska.",
    "E": "Too cold for trees: tundra or high mountains.",
}
"""By Köppen code, or its first letter."""


@lru_cache(maxsize=50_000)
def colour_name(colour: str) -> str:
    """A plain word for a colour.

    >>> colour_name("#f7c600"), colour_name("#ffffff"), colour_name("#0055a4")
    ('yellow', 'white', 'blue')
    """
    h, s, v = colorsys.rgb_to_hsv(*(c / 255 for c in to_rgb(colour)))
    if v < 0.3:
        return "black"
    if s < 0.18:
        return "white" if v > 0.8 else "grey"
    for limit, word in (
        (0.045, "red"),
        (0.105, "orange"),
        (0.19, "yellow"),
        (0.45, "green"),
        (0.72, "blue"),
        (0.86, "purple"),
    ):
        if h < limit:
            return "brown" if word == "orange" and v < 0.6 else word
    return "red"
