"""The words of clues: what each thing tells, and how much of the world it leaves.

Every sentence names what is seen and the countries or regions it points to. What grows where follows
flora.csv, climates Köppen and Geiger's map; shares are rough figures of the world's street imagery.
"""

from __future__ import annotations

import colorsys
from functools import lru_cache

from world.captions import compass
from world.compose.colours import to_rgb
from world.scene import Bollard, Building

PLANTS: dict[str, tuple[float, str]] = {
    "saguaro": (0.03, "Columnar cacti: Arizona, Mexico, the driest parts of tropical South America."),
    "joshua-tree": (0.02, "Joshua trees and yuccas: the Mojave Desert and Mexico."),
    "monkey-puzzle": (0.03, "Araucarias: southern Chile and Argentina, southern Brazil."),
    "baobab": (0.03, "A baobab: the savannas of Africa, Madagascar."),
    "tree-fern": (
        0.06,
        "Tree ferns: New Zealand, south-eastern Australia, southern Brazil, wet mountains of the tropics.",
    ),
    "date-palm": (0.08, "Date palms: North Africa, the Middle East, streets around the Mediterranean."),
    "stone-pine": (0.08, "Umbrella pines: the Mediterranean, the Cape."),
    "olive": (0.1, "Olive trees: the Mediterranean, the Middle East, California."),
    "oil-palm": (0.07, "Oil palms: Malaysia, Indonesia, Thailand, West and Central Africa."),
    "larch": (0.07, "Larches: Siberia, Mongolia, north-eastern China, eastern Canada, northern Japan."),
    "agave": (0.07, "Agaves: Mexico, the Andes, the dry south of Africa."),
    "acacia": (0.15, "Acacias: African savanna, dry Australia, Arabia, dry India, Mexico, the Chaco."),
    "eucalyptus": (
        0.18,
        "Eucalyptus: Australia, or planted in Portugal, Spain, South America, Africa, India or China.",
    ),
    "jacaranda": (0.1, "Jacarandas: South America, southern and East Africa, Mexico, Australia."),
    "bamboo": (0.15, "Bamboo: East, South-East and South Asia."),
    "banana": (0.2, "Banana plants: Central America, tropical Africa, South and South-East Asia."),
    "mango": (0.2, "Mango trees: South and South-East Asia, tropical Africa, Brazil, Central America."),
    "coconut-palm": (
        0.18,
        "Coconut palms: coasts and islands of the tropics, from the Caribbean to the Pacific.",
    ),
    "jungle": (0.2, "Rain forest: Amazonia, Central America, the Congo basin, South-East Asia."),
    "mangrove": (0.05, "Mangroves: a tropical coast, as in Florida, Bengal or Indonesia."),
    "fan-palm": (0.25, "Fan palms: California, tropical America, South-East Asia, warm towns of Australia."),
    "tea-bush": (0.04, "Tea: Sri Lanka, India, Kenya, China, Japan."),
    "cypress": (0.15, "Cypresses: the Mediterranean, the Middle East, California, Japan, southern China."),
    "birch": (0.25, "Birches: northern and eastern Europe, Russia, Canada, the north-east of China."),
    "spruce": (0.28, "Spruces: Scandinavia, Russia, Canada, or high mountains such as the Alps."),
    "beech": (
        0.25,
        "Beeches: western and central Europe, eastern North America, southern Chile, New Zealand.",
    ),
    "plane-tree": (
        0.4,
        "Plane trees: streets of western Europe, Turkey, China, Argentina, Australia.",
    ),
    "tundra-shrub": (0.06, "Dwarf shrubs: the Arctic, Iceland, the far north of Russia, the high Andes."),
}
"""Kinds that tell something: the share of street imagery where they grow (a rough figure) and a sentence."""

CROPS: dict[str, str] = {
    "rice": "Rice fields",
    "tea": "Rows of tea",
    "sugar-cane": "Sugar cane",
    "vineyard": "Vineyards",
    "corn": "Maize",
    "rape": "A yellow field of rape or mustard",
    "sunflower": "Sunflowers",
}
"""What a field is; crops.csv tells where that is usual."""

PRAYER: dict[str, tuple[float, str]] = {
    "mosque": (0.12, "A mosque: North and West Africa, the Middle East, Central, South or South-East Asia."),
    "temple": (0.14, "A temple: South, South-East or East Asia."),
    "pagoda": (0.08, "A pagoda: Myanmar, Vietnam, China, Bhutan."),
    "church": (0.6, "A church: Europe, the Americas, Australia, the south of Africa, the Philippines."),
}

SURFACES: dict[str, tuple[float, str]] = {
    "laterite": (0.12, "The road is red laterite: tropical Africa, South America, South-East Asia."),
    "cobbles": (0.3, "Cobbles: an old town in Europe, or one that Europeans built in Latin America."),
}

VEHICLES: dict[str, tuple[float, str]] = {
    "jeepney": (0.01, "A jeepney: the Philippines."),
    "kei": (0.05, "A kei car, small and upright: Japan."),
    "school-bus": (0.12, "A yellow school bus: the United States, Canada."),
    "double-decker": (0.06, "A double-decker bus: the United Kingdom, Ireland, Hong Kong, Singapore."),
    "minibus": (
        0.25,
        "A minibus for passengers: Africa, Russia, Central Asia, Mexico, Brazil, Turkey.",
    ),
}
"""Local kinds of vehicle (world.compose.liveries): share of street imagery where they drive, a sentence."""

RED_EARTH = (
    "Red earth: much of the tropics, Australia, southern China and Brazil, the south-eastern United States; "
    "rarely beyond, as on Prince Edward Island or in Apulia."
)

LEFT = (
    "the British Isles, southern and East Africa, South Asia, Thailand to Indonesia, Japan, Australia, "
    "New Zealand and many islands"
)
"""Where traffic keeps left, in words."""

SUN_NORTH = (
    "The sun stands in the north, {high}° high: the southern hemisphere, or the northern tropics around June."
)
SUN_SOUTH = (
    "The sun stands in the south, {high}° high: the northern hemisphere, or the southern tropics around"
    " December."
)

CLIMATE: dict[str, str] = {
    "Af": "Lush and humid all year: Amazonia, the Congo basin, Malaysia, Indonesia, the Pacific.",
    "Am": "Lush, with a short dry season: Kerala, Myanmar, the Philippines, the Guianas, Liberia.",
    "As": "Tropics with a dry summer: dry coasts of Sri Lanka, Kenya, Brazil, Colombia, Hawaii.",
    "Aw": "Tropical savanna, wet and dry seasons: Brazil, most of tropical Africa, India, Thailand.",
    "BWh": "Hot desert: the Sahara, Arabia, inner Australia, the Thar, the south-west of the United States.",
    "BWk": "Cold desert: Central Asia, Patagonia, the Great Basin.",
    "BSh": "Hot dry steppe: the Sahel, inner India, the Kalahari, northern Mexico, north-eastern Brazil.",
    "BSk": "Cool dry steppe: Central Asia, the Great Plains, inner Spain and Anatolia, Patagonia.",
    "Csa": "Dry hot summers: the Mediterranean, California, south-western Australia.",
    "Csb": "Dry mild summers: Portugal, the Pacific coast, central Chile, the Cape.",
    "Csc": "Dry cool summers: mountains near the Pacific coast of the United States and Chile.",
    "Cfa": "Humid subtropics: the south-east of the United States, China, Japan, southern Brazil.",
    "Cfb": "Mild and green: western Europe, New Zealand, south-eastern Australia, tropical highlands.",
    "Cfc": "Cool, wet and windy: Iceland, the Faroes, the coast of Norway, southernmost Chile.",
    "Cwa": "Hot wet summers, mild dry winters: northern India, southern China, inland Brazil, Zambia.",
    "Cwb": "Subtropical highland: the Andes, Mexico, Ethiopia, southern Africa.",
    "Cwc": "Cold highland with dry winters: the Altiplano of Peru and Bolivia.",
    "Df": "Cold winters, warm summers: eastern Europe, Russia, Canada, the northern United States.",
    "Dfa": "Cold winters, hot summers: the American Midwest, the south of Ukraine and Russia, Romania.",
    "Dfc": "The boreal forest: Scandinavia, Russia, Canada, Alaska.",
    "Dfd": "The coldest winters of all: Yakutia in Siberia.",
    "Ds": "Cold winters, dry summers: the highlands of Turkey, Iran and Central Asia, inland Oregon.",
    "Dw": "Cold dry winters, wet summers: Korea, northern China, Mongolia, the far east of Russia.",
    "EF": "Ice all year: Greenland, Antarctica.",
    "ET": "Too cold for trees: the Arctic, Greenland, Iceland's interior, Tibet, the high Andes.",
}
"""By Köppen code, or its first two letters."""

FLAT: dict[str, str] = {
    "A": "The land is flat to the horizon: plains such as Amazonia, Bengal or central Thailand.",
    "B": "The land is flat to the horizon: plains such as the Sahara's, Kazakhstan's or inner Australia's.",
    "C": "The land is flat to the horizon: plains such as Holland's, the Pampas or the lower Mississippi.",
    "D": "The land is flat to the horizon: plains such as Poland, western Siberia or the Prairies.",
    "E": "The land is flat to the horizon: the coast of the Arctic, not the high mountains.",
}
"""By the first letter of the Köppen code."""

_FOOT = (
    "as south of the Himalaya, the Alps or the Caucasus",
    "as west of the Andes in Chile and Peru, or in western Canada",
    "as north of the Alps, the Pyrenees or the Tian Shan",
    "as east of the Andes in Argentina, or of the Rocky Mountains",
)
"""Where mountains stand to the north, east, south and west."""

_SHORES = (
    "as in northern Spain, Poland or Algeria",
    "as in eastern Brazil, the east of the United States, Vietnam or Mozambique",
    "as on the French Riviera, the Gulf of Guinea or southern England",
    "as in Portugal, Chile, California, Namibia or western India",
)
"""Coasts that face north, east, south and west."""

PATTERNS = {"solid-dashed": "solid-and-dashed"}
SIDES = {"left": "on the left", "right": "on the right", "both": "at both ends", "top": "along the top",
         "bottom": "along the foot"}  # fmt: skip
SHAPES = {"triangle-down": "triangle on its point", "arrow-left": "arrow", "arrow-right": "arrow"}

POLES = {
    "wood": "Wooden utility poles", "wood-crossarm": "Wooden utility poles with cross-arms",
    "wood-double": "Utility poles of two wooden posts",
    "concrete-round": "Round concrete utility poles", "concrete-square": "Square concrete utility poles",
    "concrete-holes": "Concrete utility poles with holes",
    "concrete-ladder": "Concrete utility poles with rungs like a ladder",
    "metal": "Metal utility poles", "lattice": "Utility poles of steel lattice",
}  # fmt: skip

SCRIPTS = {
    "Cyrl": "Cyrillic", "Grek": "Greek", "Arab": "Arabic", "Hebr": "Hebrew", "Thai": "Thai", "Laoo": "Lao",
    "Khmr": "Khmer", "Mymr": "Burmese", "Jpan": "Japanese", "Hang": "Korean", "Kore": "Korean",
    "Hans": "simplified Chinese", "Hant": "traditional Chinese", "Hani": "Chinese", "Deva": "Devanagari",
    "Beng": "Bengali", "Taml": "Tamil", "Telu": "Telugu", "Knda": "Kannada", "Mlym": "Malayalam",
    "Gujr": "Gujarati", "Guru": "Gurmukhi", "Sinh": "Sinhala", "Geor": "Georgian", "Armn": "Armenian",
    "Ethi": "Ethiopic", "Mong": "Mongolian", "Tibt": "Tibetan", "Thaa": "Thaana", "Orya": "Odia",
}  # fmt: skip

_HOUSES = {"apartments": "block of flats", "office": "office building", "farm": "farmhouse"}
_WALLS = {
    "wood-horizontal": "walls of horizontal boards", "wood-vertical": "walls of upright boards",
    "half-timber": "half-timbered walls", "corrugated": "walls of corrugated metal", "tile": "tiled walls",
    "plaster": "plastered walls",
}  # fmt: skip
_ROOFS = {
    "gable": "a gable roof", "hip": "a hipped roof", "steep": "a steep roof", "mono": "a roof of one slope",
    "flat": "a flat roof", "parapet": "a flat roof behind a parapet", "pagoda": "roofs in tiers",
    "thatch": "a thatched roof", "dome": "a dome", "mansard": "a mansard roof",
    "cone": "cones of stone for a roof",
}  # fmt: skip
_COVERS = {"tile": "tiles", "slate": "slates", "shingle": "shingles", "metal": "sheet metal"}
_STYLE_WORDS = {"us": "American", "nz": "New Zealand", "hdb": "HDB", "semi": "semi-detached"}
_NAMES = frozenset(
    (
        "african", "american", "asian", "california", "european", "florida", "german", "indian", "kong",
        "lankan", "orthodox", "rican",
    )
)  # fmt: skip
"""Words that keep their capital inside a style's name."""


def colour_and_article(colour: str) -> str:
    """A colour's name with its article.

    >>> colour_and_article("#d0021b"), colour_and_article("#f08a1c")
    ('a red', 'an orange')
    """
    said = colour_name(colour)
    return f"an {said}" if said[0] in "aeiou" else f"a {said}"


def bollard(post: Bollard) -> str:
    """What a roadside post looks like."""
    body, band, light = (colour_name(c) for c in (post.body, post.band, post.reflector))
    shape = {"wedge": "wedge-shaped ", "stone": "", "thin": "thin "}.get(post.shape, f"{post.shape} ")
    noun = "roadside stone" if post.shape == "stone" else "roadside post"
    more = [f"{colour_and_article(post.band)} band"] if band != body else []
    more += [f"{colour_and_article(post.reflector)} reflector"] if light not in (body, band) else []
    if not more and light != body:
        more = [f"{colour_and_article(post.reflector)} reflector"]
    start = f"{shape}{body} {noun}"
    said = ("An " if start[0] in "aeiou" else "A ") + start
    return f"{said} with {' and '.join(more)}" if more else said


def sign_look(style) -> str:
    """Face, shape and edge of a kind of sign, in the plural."""
    edge = "" if style.border == style.ink else f" with {colour_and_article(style.border)} edge"
    return f"{colour_name(style.face)} {style.shape.replace('-', ' ')}s{edge}"


def style_name(name: str) -> str:
    """A building style's name in words.

    >>> style_name("us-clapboard"), style_name("british-semi"), style_name("south-african-suburb")
    ('American clapboard', 'British semi-detached', 'South African suburb')
    """
    said = [_STYLE_WORDS.get(word, word) for word in name.split("-")]
    said = [word.capitalize() if word in _NAMES else word for word in said]
    return " ".join([said[0][:1].upper() + said[0][1:], *said[1:]])


def house(building: Building, style: str) -> str:
    """What a building looks like, and the name of its style."""
    kind = _HOUSES.get(building.kind, building.kind)
    walls = _WALLS.get(building.wall, f"{building.wall} walls")
    roof = _ROOFS.get(building.roof, f"a {building.roof} roof")
    if building.roof in ("gable", "hip", "steep", "mono", "mansard") and building.roof_cover in _COVERS:
        roof += f" of {_COVERS[building.roof_cover]}"
    article = "An" if kind[0] in "aeiou" else "A"
    return f"{article} {kind} with {walls} and {roof} ({style_name(style)})"


def climate(code: str) -> str:
    """What the look of the land says of a Köppen climate."""
    return CLIMATE.get(code) or CLIMATE[code[:2]]


def relief(angle: float, heading: float) -> str:
    """Of mountains or hills that rise `angle` degrees at a heading: on which side of a range one is."""
    where = compass(heading)
    if angle <= 3.5:
        return f"Hills stand to the {where}: not the plains of the Netherlands, Bengal or the Pampas."
    size = "High mountains close the view" if angle > 6 else "Mountains stand"
    return f"{size} to the {where}: a highland or the foot of a range, {_FOOT[round(heading / 90) % 4]}."


def shore(heading: float) -> str:
    """Of open water at a heading: which way the coast faces."""
    facing = _SHORES[round(heading / 90) % 4]
    return f"Open water lies to the {compass(heading)}: a lake, or a coast {facing}."


def snow_where(month: int) -> str:
    """Where snow lies in a month (1–12)."""
    if month in range(5, 11):
        return "the Arctic, the far south of Chile and Argentina, or high mountains"
    return "northern and eastern Europe, Russia, northern China and Japan, Canada or high mountains"


@lru_cache(maxsize=50_000)
def colour_name(colour: str) -> str:
    """A plain word for a colour.

    >>> colour_name("#f7c600"), colour_name("#ffffff"), colour_name("#0055a4"), colour_name("#e8dcb4")
    ('yellow', 'white', 'blue', 'cream')
    >>> colour_name("#e8b0b8"), colour_name("#e8b0b0"), colour_name("#b01c4c"), colour_name("#e0408a")
    ('pink', 'pink', 'red', 'pink')
    """
    h, s, v = colorsys.rgb_to_hsv(*(c / 255 for c in to_rgb(colour)))
    if v < 0.3:
        return "black"
    if s < 0.18:
        return "white" if v > 0.8 else "grey"
    if v > 0.8 and s < 0.38 and h < 0.19:
        return "pink" if h < 0.045 else "cream"
    if v > 0.8 and s < 0.5 and h >= 0.89:
        return "pink"
    if v < 0.8 and s > 0.75 and h >= 0.89:  # crimson
        return "red"
    for limit, word in (
        (0.045, "red"),
        (0.105, "orange"),
        (0.19, "yellow"),
        (0.45, "green"),
        (0.72, "blue"),
        (0.89, "purple"),
        (0.96, "pink"),
    ):
        if h < limit:
            dark = {"orange": "brown", "pink": "red"} if v < 0.6 else {}
            return dark.get(word, word)
    return "red"
