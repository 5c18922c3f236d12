"""Composes a `Scene` from facts: `compose(latitude, longitude, seed)`. Nothing random but by place and seed.

    python -c "from world.compose import compose; print(compose(48.5, 7.4, 1).to_json())"

The order matters: what is built first (road, houses) keeps what comes later (plants) off its ground.
"""

from __future__ import annotations

from dataclasses import replace

from game.geodesy import check_coordinates
from world import facts
from world.compose import (
    banks,
    fences,
    gardens,
    land,
    planting,
    settlement,
    signs,
    stands,
    street,
    traffic,
    wording,
)
from world.compose import clues as clue
from world.compose import furniture as streetware
from world.compose.place import Place, rng_for, settlement_of
from world.compose.sun import moment
from world.roads import road_facts
from world.scene import Scene

BY_TOWN_KM = 2.5
"""A place as near as this to a town's middle is on land, whatever the land mask says."""


def compose(
    latitude: float, longitude: float, seed: int, month: int | None = None, hour: float | None = None
) -> Scene:
    """The scene at a place (degrees, WGS84) for a seed, always the same for the same arguments.

    `month` is 1–12 and `hour` local solar time; None draws them. A place at sea gives the nearest
    land, and `Scene.note` says so. Raises ValueError for coordinates, months or hours that do not exist.
    """
    latitude, longitude = check_coordinates(latitude, longitude)
    latitude, longitude, seed = round(latitude, 6), round(longitude, 6), int(seed)
    asked = (latitude, longitude)
    latitude, longitude = ashore(*asked)
    note = ""
    if (latitude, longitude) != asked:
        # The land mask has no small islands, so the nearest one may not be where this is.
        where = f"{round(asked[0], 2):g}, {round(asked[1], 2):g}"
        note = f"There is no road on the water at {where}: this is the nearest larger land."
    utc, azimuth, elevation = moment(
        latitude, longitude, month, hour, rng_for(latitude, longitude, seed, "time")
    )
    place = survey(latitude, longitude, seed, utc.month)

    place.snow = land.snow_cover(place)
    ground = land.ground(place)
    relief = land.terrain(place, ground.plants)
    place.road = street.road(place, ground.soil)
    side_roads, mouth = street.side_road(place, ground.soil)
    place.road = streetware.crossing(place, mouth)
    posted = signs.signs(place, mouth)
    poles = street.poles(place)
    cars = traffic.vehicles(place, mouth)
    names = wording.shop_names(place, place.rng("shops"))
    houses, plots = settlement.buildings(place, ground, mouth, cars, names, relief)
    bollards = street.bollards(place)
    barriers = fences.barriers(place, ground, mouth, cars, houses) + tuple(plots.fences)
    things = posted + poles + bollards + cars
    furniture = streetware.furniture(place, mouth, houses, things, barriers, tuple(plots.drives))
    fields = planting.fields(place, ground, mouth, houses)
    patches = fields + gardens.yards(place, ground) + tuple(plots.grounds + plots.drives) + side_roads
    slopes = banks.banks(place, ground, relief, patches, houses, barriers)
    room = planting.Room(houses, cars, barriers, posted, patches)
    scene = Scene(
        latitude=latitude,
        longitude=longitude,
        seed=seed,
        country=place.country,
        admin1=place.admin1,
        town=place.towns[0][0].name if place.towns else "",
        town_km=round(place.towns[0][1], 1) if place.towns else 0.0,
        climate=place.climate,
        elevation=round(place.elevation, 1),
        settlement=place.settlement,
        drives_on=place.facts.drives_on,
        languages=place.languages,
        month=place.month,
        utc=utc.isoformat(),
        sun_azimuth=round(azimuth, 3),
        sun_elevation=round(elevation, 3),
        sky=land.sky(place),
        terrain=relief,
        ground=ground,
        road=place.road,
        patches=patches,
        plants=planting.plants(place, patches, relief, room) + tuple(plots.plants),
        stands=stands.stands(place, patches, relief) + tuple(plots.stands),
        banks=slopes,
        buildings=houses,
        vehicles=cars,
        signs=posted,
        poles=poles,
        bollards=bollards,
        barriers=barriers,
        furniture=furniture,
        note=note,
    )
    scene = replace(scene, texts=clue.texts(scene))
    return replace(scene, clues=clue.clues(scene, place))


def ashore(latitude: float, longitude: float) -> tuple[float, float]:
    """The place itself where it is dry, else the nearest land, to 6 decimals.

    The land mask knows no small islands: a town within `BY_TOWN_KM` is dry land, and where the waters
    belong to a country whose land the mask lacks (Malta, the Maldives), its nearest town is the place.
    """
    if facts.is_land(latitude, longitude):
        return latitude, longitude
    country = facts.country_at(latitude, longitude)
    near = facts.nearest_towns(latitude, longitude, count=1, country=country) if country else []
    if near and near[0][1] < BY_TOWN_KM:
        return latitude, longitude
    land = facts.nearest_land(latitude, longitude)
    if near and facts.country_at(*land) != country:
        land = near[0][0].latitude, near[0][0].longitude
    return round(float(land[0]), 6), round(float(land[1]), 6)


def survey(latitude: float, longitude: float, seed: int, month: int) -> Place:
    """The place's facts: country, climate, towns and what kind of settlement it lies in."""
    country = facts.country_at(latitude, longitude)
    if country is None:
        nearest = facts.nearest_towns(latitude, longitude, count=1)
        country = "AQ" if latitude < -60 else nearest[0][0].country
    record = facts.countries().get(country)
    climate = facts.climate_at(latitude, longitude)
    towns = [] if country == "AQ" else facts.nearest_towns(latitude, longitude, count=8, country=country)
    row = road_facts(country, towns[0][0].admin1 if towns else "")
    return Place(
        latitude=latitude,
        longitude=longitude,
        seed=seed,
        month=month,
        country=country,
        continent=record.continent if record else "Antarctica",
        admin1=towns[0][0].admin1 if towns else "",
        languages=tongues(row.languages, record.languages if record else ()),
        climate=climate,
        elevation=float(facts.elevation_at(latitude, longitude)),
        towns=towns,
        settlement=settlement_of(towns, climate[0] in "BE", rng_for(latitude, longitude, seed, "settlement")),
    )


def tongues(written: tuple[str, ...], spoken: tuple[str, ...]) -> tuple[str, ...]:
    """The languages on signs, as BCP 47 tags where the country's own list is more exact about the script.

    >>> tongues(("zh", "en"), ("zh-Hant", "nan"))
    ('zh-Hant', 'en')
    """
    exact = {tag.split("-")[0]: tag for tag in reversed(spoken)}
    return tuple(exact.get(tag, tag) for tag in written) or spoken
