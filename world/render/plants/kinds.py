"""The kinds of plants: how tall, how wide, where on Earth, and how each is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from world.render.plants import low, palms, trees
from world.render.plants.drawing import Drawing


@dataclass(frozen=True, slots=True)
class PlantKind:
    """One kind. `heights` is its range in metres; `ratio` about its width over its height; `clue` says in
    a sentence where it grows; `seasonal` kinds change with the season, `hardy` ones may stand in snow;
    `foot` is the width of its contact shadow over the plant's width; `variants` how many drawings it has."""

    name: str
    heights: tuple[float, float]
    ratio: float
    clue: str
    grow: Callable[[Drawing, str], None]
    seasonal: bool = False
    hardy: bool = False
    foot: float = 0.32
    variants: int = 3

    @property
    def sizes(self) -> tuple[int, int]:
        """Heights of its pictures in pixels: for the model's views, and for large faces. Low plants never
        fill a face."""
        return (96, 256) if self.heights[1] <= 4 else (192, 512)


_TABLE = (
    PlantKind(
        "spruce",
        (8, 26),
        0.49,
        "Spruce: the dark cones of the northern forests, from Scandinavia and the Alps to Canada.",
        trees.spruce,
        hardy=True,
    ),
    PlantKind(
        "pine",
        (8, 24),
        0.93,
        "Pine with orange bark: dry and sandy land of Europe, Siberia and North America.",
        trees.pine,
        hardy=True,
    ),
    PlantKind(
        "radiata-pine",
        (8, 26),
        0.70,
        "Grey-barked pine: plantations of New Zealand, Chile, South Africa and southern Brazil, the "
        "Caribbean and the south-eastern United States.",
        trees.radiata_pine,
        hardy=True,
    ),
    PlantKind(
        "stone-pine",
        (8, 18),
        1.03,
        "Stone pine, a flat umbrella on a bare trunk: the Mediterranean, above all Italy, Spain and Turkey.",
        trees.stone_pine,
    ),
    PlantKind(
        "larch",
        (8, 24),
        0.44,
        "Larch, a conifer that turns gold in autumn: Siberia, Mongolia and the high Alps.",
        trees.larch,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "birch",
        (6, 18),
        0.64,
        "Birch with its white trunk: Russia, the Baltic countries, Finland and Scandinavia.",
        trees.birch,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "oak",
        (7, 18),
        1.16,
        "Oak, broad and gnarled: temperate Europe and the eastern United States.",
        trees.oak,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "beech",
        (8, 22),
        0.97,
        "Beech with a smooth grey trunk: the moist woods of western and central Europe.",
        trees.beech,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "poplar",
        (9, 24),
        0.34,
        "Lombardy poplars in rows: Italy, France, Turkey, Central Asia, northern China and the Andes.",
        trees.poplar,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "willow",
        (5, 13),
        1.25,
        "Weeping willow: beside water in temperate lands.",
        trees.willow,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "cypress",
        (6, 18),
        0.29,
        "Cypress, a dark column: Tuscany, Greece, Turkey and the whole Mediterranean.",
        trees.cypress,
        hardy=True,
        foot=0.9,
    ),
    PlantKind(
        "olive",
        (3, 7),
        1.29,
        "Olive trees, silvery on gnarled trunks: Spain, Italy, Greece, Tunisia and the Levant.",
        trees.olive,
    ),
    PlantKind(
        "eucalyptus",
        (8, 28),
        0.96,
        "Eucalyptus with a pale trunk: Australia, and planted in Portugal, Ethiopia and Uruguay.",
        trees.eucalyptus,
    ),
    PlantKind(
        "acacia",
        (4, 11),
        1.65,
        "Flat-topped acacia: the savannas of Kenya, Tanzania, Ethiopia, Botswana and the Sahel.",
        trees.acacia,
        foot=0.35,
    ),
    PlantKind(
        "baobab",
        (8, 20),
        1.19,
        "Baobab, a bottle of a trunk: Madagascar, Senegal, Botswana, Zimbabwe and north-western Australia.",
        trees.baobab,
    ),
    PlantKind(
        "date-palm",
        (6, 16),
        0.77,
        "Date palm: oases of North Africa, Arabia, Iraq and Iran.",
        palms.date_palm,
        foot=0.35,
    ),
    PlantKind(
        "coconut-palm",
        (8, 20),
        1.08,
        "Coconut palm, leaning: tropical coasts of Asia, the Pacific, the Caribbean and East Africa.",
        palms.coconut_palm,
        foot=0.3,
    ),
    PlantKind(
        "oil-palm",
        (5, 12),
        1.2,
        "Oil palm plantations: Malaysia, Indonesia, southern Thailand, Nigeria and Ghana.",
        palms.oil_palm,
        foot=0.4,
    ),
    PlantKind(
        "fan-palm",
        (7, 20),
        0.57,
        "Fan palm in the street: California, Florida, Spain, Uruguay and Cambodia's sugar palms.",
        palms.fan_palm,
        foot=0.4,
    ),
    PlantKind(
        "banana",
        (2.5, 6),
        1.33,
        "Banana plants: gardens of the wet tropics, from Ecuador and Uganda to the Philippines.",
        palms.banana,
    ),
    PlantKind(
        "bamboo",
        (5, 15),
        0.96,
        "Clumps of bamboo: southern China, Japan, Bangladesh, India and South-East Asia.",
        low.bamboo,
    ),
    PlantKind(
        "jungle",
        (12, 35),
        1.04,
        "Tall rainforest trees: the Amazon, the Congo basin, Borneo and New Guinea.",
        trees.jungle,
    ),
    PlantKind(
        "mango",
        (6, 16),
        1.15,
        "Mango, a dense dark dome: India, Bangladesh, West Africa and Brazil.",
        trees.mango,
    ),
    PlantKind(
        "saguaro",
        (3, 10),
        0.45,
        "Saguaro cactus with raised arms: only Arizona and Sonora in Mexico.",
        low.saguaro,
    ),
    PlantKind(
        "agave",
        (0.7, 2),
        1.66,
        "Agave rosettes: Mexico, and gone wild round the Mediterranean.",
        low.agave,
        foot=0.8,
        variants=2,
    ),
    PlantKind(
        "joshua-tree",
        (3, 9),
        0.93,
        "Joshua tree: only the Mojave desert of California, Nevada and Arizona.",
        low.joshua_tree,
        foot=0.3,
    ),
    PlantKind(
        "monkey-puzzle",
        (9, 26),
        0.75,
        "Monkey puzzle, an umbrella of ropes: the Andes of southern Chile and Argentina.",
        trees.monkey_puzzle,
        hardy=True,
        foot=0.3,
    ),
    PlantKind(
        "shrub",
        (0.8, 3),
        1.48,
        "Green shrubs: roadsides of the temperate and wet lands.",
        low.shrub,
        hardy=True,
        foot=0.8,
        variants=6,
    ),
    PlantKind(
        "dry-shrub",
        (0.4, 1.8),
        1.38,
        "Grey, twiggy scrub: deserts and steppes.",
        low.dry_shrub,
        foot=0.8,
        variants=5,
    ),
    PlantKind(
        "tundra-shrub",
        (0.2, 0.9),
        2.17,
        "Dwarf birch and willow scrub, red in autumn: Iceland, Lapland, Alaska and the Siberian north.",
        low.tundra_shrub,
        seasonal=True,
        hardy=True,
        foot=0.8,
    ),
    PlantKind("fern", (0.4, 1.4), 2.45, "Ferns: cool, wet woodland.", palms.fern, foot=0.8, variants=2),
    PlantKind(
        "grass-tuft", (0.2, 0.9), 1.83, "Green tussocks of grass.", low.grass_tuft, foot=0.6, variants=2
    ),
    PlantKind(
        "dry-tuft",
        (0.2, 1.0),
        1.84,
        "Straw-coloured tussocks: steppe, pampas, savanna and outback.",
        low.dry_tuft,
        foot=0.6,
        variants=2,
    ),
    PlantKind(
        "reed", (1.2, 3), 0.86, "Reeds with plumes: wet ditches and shores.", low.reed, foot=0.7, variants=2
    ),
    PlantKind(
        "tea-bush",
        (0.7, 1.2),
        1.53,
        "Tea bushes, clipped flat: Sri Lanka, Assam, Darjeeling, Kenya, southern China and Japan.",
        low.tea_bush,
        foot=0.9,
        variants=2,
    ),
    PlantKind(
        "vine-row",
        (1.4, 2.2),
        1.31,
        "Vines on wires: France, Italy, Spain, Moldova, Georgia, Chile, Mendoza and South Africa's Cape.",
        low.vine_row,
        seasonal=True,
        hardy=True,
        foot=0.9,
    ),
    PlantKind(
        "corn-stalk",
        (1.5, 3),
        0.81,
        "Maize: the American Midwest, Ukraine, northern China, Mexico and much of Africa.",
        low.corn_stalk,
        seasonal=True,
        foot=0.5,
        variants=2,
    ),
    PlantKind(
        "wheat",
        (0.5, 1.2),
        1.3,
        "Wheat: the plains of Europe, Ukraine, Kazakhstan, Kansas, the Punjab and southern Australia.",
        low.wheat,
        seasonal=True,
        foot=0.7,
        variants=2,
    ),
    PlantKind(
        "sunflower",
        (1.2, 2.2),
        0.9,
        "Sunflowers: Ukraine, southern Russia, Romania, Bulgaria, Hungary, Argentina and Andalusia.",
        low.sunflower,
        seasonal=True,
        foot=0.6,
        variants=2,
    ),
    PlantKind(
        "sugar-cane",
        (2, 4),
        1.02,
        "Sugar cane: Brazil, Cuba, Mauritius, Réunion, India, Thailand and Queensland.",
        low.sugar_cane,
        foot=0.7,
        variants=2,
    ),
    PlantKind(
        "hedge-bush",
        (0.9, 2.2),
        1.31,
        "Clipped hedges: gardens of Britain, Ireland, the Low Countries and Japan.",
        low.hedge_bush,
        hardy=True,
        foot=0.95,
        variants=2,
    ),
    PlantKind(
        "plane-tree",
        (8, 20),
        0.95,
        "Plane trees with pale, blotched bark: avenues of southern France, Spain, Turkey and Argentina.",
        trees.plane_tree,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "zelkova",
        (7, 16),
        0.95,
        "Zelkova, a vase of fine branches: avenues of Japan and Korea.",
        trees.zelkova,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "ginkgo",
        (7, 16),
        0.62,
        "Ginkgo, bright yellow in November: streets of Japan, Korea and eastern China.",
        trees.ginkgo,
        seasonal=True,
        hardy=True,
    ),
    PlantKind(
        "jacaranda",
        (6, 14),
        1.33,
        "Jacaranda, purple in spring: Pretoria, Zimbabwe, Argentina, Mexico, Portugal and eastern Australia.",
        trees.jacaranda,
        seasonal=True,
    ),
    PlantKind(
        "mangrove",
        (3, 9),
        1.32,
        "Mangroves on stilt roots: tropical tidal shores, from Bangladesh to Florida and northern Australia.",
        trees.mangrove,
    ),
    PlantKind(
        "tree-fern",
        (3, 9),
        1.2,
        "Tree ferns: New Zealand, Tasmania, Réunion and wet mountains of the tropics.",
        palms.tree_fern,
        foot=0.4,
    ),
)

KINDS: dict[str, PlantKind] = {kind.name: kind for kind in _TABLE}
"""Every kind by its name."""
