"""Every word on screen."""

from __future__ import annotations

from model.levels import STRONGEST, level_named

TITLE = "Pigeonhole"
YOU = "You"
OPPONENT_NAMES = {"pigeon": "PIGEON", "planet": "PlaNet", "random": "Random pin", "constant": "Fixed pin"}
OPPONENT_NOTES = {
    "pigeon": "Looks at the same pictures as you",
    "planet": "Looks at the same pictures as you",
    "random": "Blind: a pin on some street, by chance",
    "constant": "Blind: always the pin that does best on average",
}
LOOKS = {"pigeon"}
"""The opponents that look at the pictures; of the others no sentence may say that they do.

They can be held to a level below their best.
"""
LEVEL = "How strong {opponent} plays"
LEVEL_NOTES = {
    "champion": "It looks at the whole picture and plays as well as it can.",
    "expert": "It looks in three directions of four and pins the middle of its likeliest region.",
    "advanced": "It looks in two opposite directions and pins the middle of its likeliest region.",
    "amateur": "It looks in one direction only and pins the middle of its likeliest region.",
    "beginner": "It looks in one direction only and draws lots among its ten likeliest regions.",
}
LEVEL_SCORE = (
    "On average it scores {points} points a round, measured on {count} rendered places it never saw."
)
LEVEL_PLAYED = "{opponent} plays as {level}. {note}"

PLAY = "Play"
GUESS = "Guess"
NEXT = "Next round"
RESULTS = "See the result"
AGAIN = "Play again"
LEAVE = "Leave the game"
RETRY = "Try again"
READY_MADE = "Take a ready-made place"
ON_WITHOUT = "Go on without it"

VIEWER = {
    "panorama": "Street panorama: drag or use the arrow keys to look around, plus and minus to zoom",
    "photo": "Photograph: drag or use the arrow keys to move, plus and minus to zoom",
    "compass": "Compass: face north",
    "zoomIn": "Zoom in",
    "zoomOut": "Zoom out",
    "loading": "Opening the view …",
    "missing": "The picture could not be loaded. Reload the page, or go on with the next round.",
}

TAGLINE = "Where on Earth is this?"
PITCH_ALONE = "Look around a street somewhere in the world and pin it on the map."
PITCH = (
    "Look around a street somewhere in the world, pin it on the map, "
    "and see whether you come closer than the machine that saw the same street."
)
SEATS = "{against} {pictures}, {rounds} rounds. Change that in the settings, top left."
AGAINST = "You against {opponent}"
ON_YOUR_OWN = "You alone"
ON_WORLD = "on the rendered Earth"
ON_PHOTOS = "on the photographs in “{folder}”"

SETTINGS = "Settings"
OPPONENT = "Opponent"
NOBODY = "Nobody"
NOBODY_NOTE = "Play on your own"
DECK = "Pictures"
DECK_WORLD = "Rendered Earth"
DECK_PHOTOS = "Photographs"
FOLDER = "Folder with photographs"
FOLDER_HELP = "A folder on the machine that runs the game. Its pictures need a GPS position."
FOLDER_HINT = "Give a folder with geotagged photographs in the settings on the left."
STARTERS_ONLY = "Playing the panoramas that ship with the game: {reason}"
TRAINED_ON_RENDERED = (
    "{opponent} was trained on the rendered world only. "
    "Photographs are new to it, so expect it to be far off."
)
NO_OPPONENT = "PIGEON is not installed here: its weights are missing from assets/weights."

WANDER = "Wander the Earth"
WANDER_HINT = "Click the map to go there"
WANDER_AWAY = "Another street"
WANDER_FAR = "Somewhere else"
WANDER_LEAVE = "Back to the start"
WANDER_DRAWING = "Drawing the street …"
WANDER_FAILED = "That street could not be drawn. {reason}"
MONTH = "Month"
HOUR = "Time of day"
ANY_MONTH = "Any month"
ANY_HOUR = "Any time"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
HOURS = {"Early morning": 6.0, "Morning": 9.0, "Noon": 12.0, "Afternoon": 15.0, "Evening": 19.0}

DRAWING = "Drawing the next place …"
OPENING = "Opening the first place …"
WAITING = "{opponent} is still thinking …"
LOCKED = "{opponent} has locked its guess"
WAKING = "{opponent} is waking up: its first guess takes a while"
THINKING = "{opponent} is looking at the same picture"
NO_GUESS = "{opponent} makes no guess this round"
PLACE_PIN = "Click the map where you think this is"
MOVE_PIN = "Click again to move your pin"
ALREADY = "That pin could not be used: {reason}"

ROUND = "Round {number} of {rounds}"
POINTS = "points"
TOTAL = "Total"
DISTANCE = "Distance"
PLAYER = "Player"
SCORE = "Points"
THOUGHT = "What {opponent} thought"
THOUGHT_NOTE = "Its five likeliest regions, of all it knows. They are shaded on the map."
CLUES = "Clues in the picture"
LOOK_AGAIN = "Look again"
UNNAMED_PLACE = "{latitude}, {longitude}"
ROUND_WON = "{winner} came closer."
ROUND_YOU_WON = "You came closer."
ROUND_DRAW = "Equally close."
ROUND_ALONE = "You were {distance} off."
DID_NOT_GUESS = "no guess"

YOU_WON = "You won"
OPPONENT_WON = "{winner} won"
DRAW = "A draw"
ALONE = "Game over"
OF_MAXIMUM = "of {maximum} points"
MARGIN = "by {points} points"
PLACE = "Place"

LEFT_OUT = "{count} left out"
PHOTOS_FOUND = "{count} photographs to play on"
FEWER_ROUNDS = "There are only {count} photographs, so the game has {count} rounds."

PLACE_FAILED = "The next place is not ready. {reason} Your rounds and points are kept."
OPPONENT_FAILED = "{opponent} could not guess: {reason}"
BROKEN = "Something went wrong on this page: {reason} Your game is kept."


def opponent_name(name: str, level: str = STRONGEST) -> str:
    """How an opponent is called on screen; at its best it goes by its name alone.

    >>> opponent_name("pigeon"), opponent_name("pigeon", "amateur")
    ('PIGEON', 'PIGEON · Amateur')
    """
    plain = OPPONENT_NAMES.get(name, name.upper())
    return plain if level == STRONGEST else f"{plain} · {level_title(level)}"


def level_title(level: str) -> str:
    """How a level is called on screen."""
    return level_named(level).title


def level_played(opponent: str, level: str) -> str:
    """The sentences that name an opponent's level and tell what it does."""
    return LEVEL_PLAYED.format(
        opponent=opponent_name(opponent), level=level_title(level), note=LEVEL_NOTES[level]
    )


def without_echo(label: str) -> str:
    """A place's label without a part that repeats one before it.

    >>> without_echo("Auckland, Auckland, New Zealand")
    'Auckland, New Zealand'
    """
    return ", ".join(dict.fromkeys(label.split(", ")))


def moment(month: int, hour: float) -> str:
    """A month (1–12) and an hour by the sun: "July, 15:10 by the sun".

    >>> moment(7, 15.17)
    'July, 15:10 by the sun'
    """
    minutes = round(hour % 24 * 6) * 10 % 1440
    return f"{MONTHS[month - 1]}, {minutes // 60}:{minutes % 60:02d} by the sun"


def sentence(reason: object) -> str:
    """An error's message as a sentence with its full stop."""
    said = str(reason).strip() or type(reason).__name__
    return said if said.endswith((".", "!", "?")) else f"{said}."


def number(value: int) -> str:
    """25000 → "25,000"."""
    return f"{value:,}"


def distance(km: float | None) -> str:
    """A distance as people say it: "0.42 km", "12.3 km", "1,234 km"; one without a guess has none."""
    if km is None:
        return DID_NOT_GUESS
    if km < 100:
        return f"{km:.1f} km" if km >= 1 else f"{km:.2f} km"
    return f"{km:,.0f} km"


def coordinates(latitude: float, longitude: float) -> str:
    """48.8566, -2.3522 → "48.857° N, 2.352° W"."""
    north = "N" if latitude >= 0 else "S"
    east = "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.3f}° {north}, {abs(longitude):.3f}° {east}"
