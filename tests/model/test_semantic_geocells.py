"""Semantic geocells as polygons: each point in one, all land covered, no border crossed, sizes kept."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest
import shapely

from game.geodesy import distances_km
from model.geocells import GeocellConfig
from model.geocells.__main__ import main
from model.geocells.areas import Boundaries, Territory
from model.geocells.points import read_points
from model.geocells.semantic import semantic_cells, write_geojson
from model.geocells.tessellate import divide
from world import facts

CONFIG = GeocellConfig(minimum=20, maximum=50)
ASHORE, AT_SEA = 760, 6


@pytest.fixture(scope="module")
def places():
    """Places in Luxembourg, Fiji on both sides of the antimeridian, Liechtenstein, and on the high seas."""
    rng = np.random.default_rng(2)
    boxes = (("LU", (49.4, 5.7), (50.2, 6.5), 500), ("FJ", (-18.3, 177.2), (-16, 180.2), 250))
    found = []
    for code, low, high, count in (*boxes, ("LI", (47.04, 9.47), (47.28, 9.64), 10)):
        tried = rng.uniform(low, high, size=(40 * count, 2))
        tried[:, 1] = (tried[:, 1] + 180) % 360 - 180
        inside = tried[facts.countries_at(*tried.T) == code]
        assert len(inside) >= count
        found.append(inside[:count])
    sea = [(-19.0, 172.0), (-40.0, 179.0), (45.0, -30.0), (0.0, -140.0), (-18.0, -175.5), (-60.0, 100.0)]
    return np.concatenate([*found, sea])


@pytest.fixture(scope="module")
def cells(places):
    return semantic_cells(places, CONFIG)


def cells_over(cells, latlon):
    """Rows of points and of the cells whose polygons hold them."""
    tree = shapely.STRtree([cell.polygon for cell in cells])
    return tree.query(shapely.points(latlon[:, ::-1]), predicate="intersects")


def test_every_place_is_in_exactly_one_cell(places, cells):
    assert sorted(np.concatenate([cell.places for cell in cells])) == list(range(len(places)))


def test_the_polygon_over_a_place_is_that_of_its_cell_and_no_other(places, cells):
    point, cell = cells_over(cells, places[:ASHORE])
    assert point.tolist() == list(range(ASHORE))
    assert all(one in cells[number].places for one, number in zip(point, cell, strict=True))


def test_polygons_cover_every_territory_once_and_cross_no_border(cells):
    rng = np.random.default_rng(9)
    latlon = np.stack([np.degrees(np.arcsin(rng.uniform(-1, 1, 8000))), rng.uniform(-180, 180, 8000)], axis=1)
    fijian = np.stack([rng.uniform(-19, -16, 500), rng.uniform(-181.5, -178.5, 500)], axis=1)
    fijian[:, 1] = (fijian[:, 1] + 180) % 360 - 180
    latlon = np.concatenate([latlon, fijian])
    country = facts.countries_at(*latlon.T)
    point, cell = cells_over(cells, latlon)
    np.testing.assert_array_equal(point, np.flatnonzero(country != ""))
    assert [cells[number].country for number in cell] == country[point].tolist()


def test_polygons_are_valid_and_end_at_the_antimeridian(cells):
    polygons = [cell.polygon for cell in cells]
    assert shapely.is_valid(polygons).all()
    assert np.abs(shapely.total_bounds(polygons)[[0, 2]]).max() == 180


def test_sizes_are_kept_except_where_a_country_has_fewer_places(cells):
    for code in {cell.country for cell in cells}:
        sizes = [len(cell.places) for cell in cells if cell.country == code]
        assert max(sizes) <= CONFIG.maximum
        assert min(sizes) >= CONFIG.minimum or len(sizes) == 1
    assert sum(cell.country == "LU" for cell in cells) >= 10


def test_a_place_at_sea_is_in_the_nearest_cell(places, cells):
    for number in range(ASHORE, ASHORE + AT_SEA):
        (home,) = (cell for cell in cells if number in cell.places)
        to_cell = [
            distances_km(
                places[number], shapely.get_coordinates(shapely.segmentize(each, 0.1))[:, ::-1]
            ).min()
            for each in (shapely.boundary(cell.polygon) for cell in cells)
        ]
        assert to_cell[cells.index(home)] <= min(to_cell) + 1


def test_the_ends_of_the_earth_have_their_cell():
    places = np.array([(90.0, 0.0), (-90.0, 180.0), (67.0, 180.0), (67.0, -180.0), (0.0, -150.0)] * 3)
    cells = semantic_cells(places, GeocellConfig(minimum=1, maximum=2))
    assert sorted(np.concatenate([cell.places for cell in cells])) == list(range(len(places)))
    assert {cell.country for cell in cells if {2, 3} & {*cell.places}} == {"RU"}
    assert {cell.country for cell in cells if 1 in cell.places} == {"AQ"}


def test_the_parts_of_a_split_are_nearest_to_their_own_sites_and_fill_the_region():
    rng = np.random.default_rng(4)
    region = shapely.Point(10, 50).buffer(3).union(shapely.box(14, 49, 15, 50))
    sites = rng.uniform((7, 47), (15, 53), (300, 2))
    labels = rng.integers(6, size=300)
    parts = divide(region, sites, labels)
    assert sum(part.area for part in parts.values()) == pytest.approx(region.area, rel=1e-6)
    inside = shapely.contains_xy(region, *sites.T)
    for at, label in zip(sites[inside], labels[inside], strict=True):
        assert parts[label].intersects(shapely.Point(at))


def test_sites_on_a_lattice_are_told_apart():
    sites = np.stack(np.meshgrid(np.arange(10.0), np.arange(10.0)), axis=-1).reshape(-1, 2)
    labels = (sites.sum(axis=1) % 2).astype(int)
    parts = divide(shapely.box(-0.5, -0.5, 9.5, 9.5), sites, labels)
    assert [parts[label].area for label in (0, 1)] == pytest.approx([50, 50])


def test_geojson_carries_what_a_cell_is(places, cells, tmp_path):
    write_geojson(cells, tmp_path / "cells.geojson")
    features = json.loads((tmp_path / "cells.geojson").read_text(encoding="utf-8"))["features"]
    assert [feature["properties"]["cell"] for feature in features] == list(range(len(cells)))
    assert sum(feature["properties"]["count"] for feature in features) == len(places)
    (only,) = (f for f in features if f["properties"]["country"] == "LI")
    middle = places[750:760].mean(axis=0)
    assert [only["properties"][key] for key in ("latitude", "longitude")] == pytest.approx(middle, abs=1e-3)
    assert only["properties"].keys() == {"cell", "country", "admin1", "count", "latitude", "longitude"}
    assert only["properties"]["count"] == 10
    assert only["properties"]["admin1"]


@pytest.fixture
def halves(tmp_path):
    """A file of two areas over Luxembourg, as GADM writes them, that leave its north and south uncovered."""
    boxes = {"West": (5.0, 49.6, 6.1, 50.0), "East": (6.1, 49.6, 7.0, 50.0)}
    features = [
        {
            "type": "Feature",
            "properties": {"GID_0": "LUX", "NAME_1": name},
            "geometry": shapely.geometry.mapping(shapely.box(*box)),
        }
        for name, box in boxes.items()
    ]
    path = tmp_path / "gadm.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_areas_of_a_boundaries_file_are_merged_and_cover_the_country(places, halves):
    config = GeocellConfig(minimum=100, maximum=1000)
    cells = semantic_cells(places[:ASHORE], config, Boundaries(halves))
    luxembourg = [cell for cell in cells if cell.country == "LU"]
    assert {cell.admin1 for cell in luxembourg} == {"West", "East"}
    assert sum(len(cell.places) for cell in luxembourg) == 500
    for cell in luxembourg:
        side = np.sign(places[cell.places, 1] - 6.1)
        covered = np.abs(places[cell.places, 0] - 49.8) < 0.2
        assert (side[covered] == (1 if cell.admin1 == "East" else -1)).all()
    whole = shapely.union_all([cell.polygon for cell in luxembourg])
    assert whole.area == pytest.approx(facts.territories()["LU"].area, rel=1e-6)


def test_of_areas_within_areas_the_smallest_counts(places, halves):
    collection = json.loads(halves.read_text())
    country = shapely.geometry.mapping(shapely.box(5.6, 49.4, 6.6, 50.2))
    properties = {"GID_0": "LUX", "NAME_1": "Whole"}
    collection["features"].insert(0, {"type": "Feature", "properties": properties, "geometry": country})
    halves.write_text(json.dumps(collection))
    config = GeocellConfig(minimum=50, maximum=1000)
    cells = semantic_cells(places[:500], config, Boundaries(halves))
    inside = {cell.admin1: places[cell.places, 0] for cell in cells if cell.country == "LU"}
    assert inside.keys() == {"West", "East", "Whole"}
    assert (np.abs(inside["Whole"] - 49.8) > 0.2).all()
    assert (np.abs(np.concatenate([inside["West"], inside["East"]]) - 49.8) < 0.2).all()


LUXEMBOURG = {"North": (5.7, 49.8, 6.6, 50.2), "South": (5.7, 49.4, 6.6, 49.8)}
"""Two admin-1 regions, the north of two admin-2 areas and the south of one, which is as large as it."""
NORTHERN = {"Clervaux": (5.7, 49.8, 6.1, 50.2), "Vianden": (6.1, 49.8, 6.6, 50.2)}
GADM = {
    "ADM_ADM_0": [({"GID_0": "LUX", "COUNTRY": "Luxembourg"}, (5.7, 49.4, 6.6, 50.2))],
    "ADM_ADM_1": [({"GID_0": "LUX", "NAME_1": name}, box) for name, box in LUXEMBOURG.items()],
    "ADM_ADM_2": [
        *(({"GID_0": "LUX", "NAME_1": "North", "NAME_2": name}, box) for name, box in NORTHERN.items()),
        ({"GID_0": "LUX", "NAME_1": "South", "NAME_2": "Esch"}, LUXEMBOURG["South"]),
    ],
}


def areas_of(path, code="LU"):
    """The admin-1 of each area of a country that a file of boundaries gives, sorted."""
    return sorted(Boundaries(path).areas(Territory.of(code)).admin1)


def geojson(path, rows):
    """A FeatureCollection of (properties, geometry or box)."""
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(shapely.box(*shape) if isinstance(shape, tuple) else shape),
        }
        for properties, shape in rows
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_of_levels_the_finest_counts_even_where_an_area_is_as_large_as_what_it_lies_in(tmp_path):
    every = [row for level in GADM.values() for row in level]
    for rows in (every, every[1:]):
        assert areas_of(geojson(tmp_path / "gadm.geojson", rows)) == ["North", "North", "South"]


def test_an_island_belongs_to_the_smallest_feature_that_has_it_and_not_to_its_country(tmp_path):
    main = [shapely.box(177, -18.5, 177.9, -17), shapely.box(177.9, -18.5, 178.8, -17)]
    island = shapely.box(178.8, -19.5, 179.5, -18.8)
    country = shapely.union_all([*main, island.reverse()])
    rows = [({"NAME_1": "Fiji"}, country), ({"NAME_1": "West"}, main[0])]
    rows.append(({"NAME_1": "East"}, shapely.union_all([main[1], island])))
    assert areas_of(geojson(tmp_path / "fiji.geojson", rows), "FJ") == ["East", "West"]


@pytest.mark.parametrize(
    ("columns", "admin1"),
    [
        ({"GID_0": "LUX", "NAME_0": "Luxembourg", "NAME_1": "Mine"}, "Mine"),
        ({"gid_0": "LUX", "name_1": " Mine "}, "Mine"),
        ({"shapeGroup": "LUX", "shapeType": "ADM1", "shapeName": "Mine"}, "Mine"),
        ({"shapeGroup": "LUX", "shapeType": "ADM2", "shapeName": "Not mine"}, "Luxembourg"),
        ({"iso_a2": "LU", "adm0_a3": "LUX", "adm1_code": "LUX-1", "name": "Mine"}, "Mine"),
        ({"ISO_A2": "LU", "ADM0_A3": "LUX", "NAME": "Mine"}, "Mine"),
        ({"featurecla": "Admin-0 country", "ADM0_A3": "LUX", "NAME": "Not mine"}, "Luxembourg"),
        ({"NAME_1": None}, "Luxembourg"),
        ({"shapeType": "ADM1", "shapeName": ""}, "Luxembourg"),
        ({"name": "Not mine"}, "Luxembourg"),
        ({}, "Luxembourg"),
    ],
)
def test_the_region_is_that_of_the_files_own_column_or_else_of_the_nearest_town(tmp_path, columns, admin1):
    path = geojson(tmp_path / "areas.geojson", [(columns, (6.05, 49.55, 6.2, 49.7))])
    assert areas_of(path) == [admin1]


def layered(path, layers, crs=4326):
    """A GeoPackage, shapefile, … of layers, written by geopandas; the test is skipped without it."""
    geopandas = pytest.importorskip("geopandas")
    for name, rows in layers.items():
        frame = geopandas.GeoDataFrame(
            [properties for properties, _ in rows],
            geometry=[shapely.box(*shape) if isinstance(shape, tuple) else shape for _, shape in rows],
            crs=4326,
        )
        named = {"layer": name} if path.suffix == ".gpkg" else {}
        (frame.to_crs(crs) if crs else frame.set_crs(None, allow_override=True)).to_file(path, **named)
    return path


def test_a_geopackage_of_gadms_levels_makes_the_cells_that_its_areas_make_as_geojson(
    places, tmp_path, capsys
):
    package = layered(tmp_path / "gadm41_LUX.gpkg", GADM)
    points = tmp_path / "points.csv"
    lines = [f"{latitude},{longitude}\n" for latitude, longitude in places[:500]]
    points.write_text("latitude,longitude\n" + "".join(lines))
    flat, made = geojson(tmp_path / "gadm.geojson", GADM["ADM_ADM_2"]), {}
    for path in (package, flat):
        out = tmp_path / f"{path.suffix[1:]}-cells.json"
        sizes = ["--min", "60", "--max", "400"]
        main(["semantic", "--points", str(points), *sizes, "--boundaries", str(path), "--out", str(out)])
        features = json.loads(out.read_text())["features"]
        made[path.suffix] = [
            (feature["properties"]["admin1"], feature["properties"]["count"])
            for feature in features
            if feature["properties"]["country"] == "LU"
        ]
    assert made[".gpkg"] == made[".geojson"]
    assert sorted(admin1 for admin1, _ in made[".gpkg"]) == ["North", "North", "South"]
    assert sum(count for _, count in made[".gpkg"]) == 500
    assert re.search(r"over 500 points, .*\d s", capsys.readouterr().out)


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_shapefiles_in_metres_zipped_or_without_a_reference_system_are_read(tmp_path):
    rows = [({"adm0_a3": "LUX", "iso_a2": "LU", "name": name}, box) for name, box in LUXEMBOURG.items()]
    (tmp_path / "shapes").mkdir()
    shapes = layered(tmp_path / "shapes" / "ne.shp", {"": rows}, crs=3857)
    zipped = shutil.make_archive(str(tmp_path / "ne"), "zip", tmp_path / "shapes")
    bare = layered(tmp_path / "bare.gpkg", {"areas": rows}, crs=None)
    for path in (shapes, Path(zipped), bare):
        assert areas_of(path) == ["North", "South"]
    (tmp_path / "shapes" / "ne.prj").unlink()
    with pytest.raises(ValueError, match="not in degrees"):
        Boundaries(shapes)


def test_names_that_a_package_leaves_empty_are_not_called_nan(tmp_path):
    rows = [({"NAME_1": "North"}, LUXEMBOURG["North"]), ({"NAME_1": None}, LUXEMBOURG["South"])]
    package = layered(tmp_path / "areas.gpkg", {"areas": rows})
    assert set(areas_of(package)) <= {"North", *facts.towns().admin1_names}
    assert len(areas_of(package)) == 2


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
def test_packages_without_areas_or_a_place_on_earth_are_refused_in_a_sentence(tmp_path):
    points = layered(tmp_path / "points.gpkg", {"towns": [({"name": "Wiltz"}, shapely.Point(5.9, 50.0))]})
    with pytest.raises(ValueError, match="holds no polygons"):
        Boundaries(points)
    rows = [({"name": "here"}, LUXEMBOURG["South"])]
    local = layered(tmp_path / "local.gpkg", {"plan": rows}, crs=None)
    with sqlite3.connect(local) as package:
        package.execute(
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('plan', 9, 'NONE', 9, ?, NULL)",
            ['LOCAL_CS["building plan",UNIT["metre",1]]'],
        )
        package.execute("UPDATE gpkg_contents SET srs_id = 9")
        package.execute("UPDATE gpkg_geometry_columns SET srs_id = 9")
    with pytest.raises(ValueError, match=r"geopandas cannot read .*local\.gpkg"):
        Boundaries(local)


def test_boundaries_that_cannot_be_read_are_refused_in_a_sentence(tmp_path):
    (tmp_path / "broken.geojson").write_text('{"type": "Feature"')
    (tmp_path / "empty.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    with pytest.raises(ValueError, match="not a GeoJSON FeatureCollection"):
        Boundaries(tmp_path / "broken.geojson")
    with pytest.raises(ValueError, match="holds no polygons"):
        Boundaries(tmp_path / "empty.geojson")
    with pytest.raises(FileNotFoundError, match="no file"):
        Boundaries(tmp_path / "absent.gpkg")
    (tmp_path / "areas.gpkg").write_bytes(b"no package of areas")
    with pytest.raises(ValueError, match="geopandas"):
        Boundaries(tmp_path / "areas.gpkg")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no column latitude"),
        ("latitude,lon\n1,2\n", "no column longitude"),
        ("latitude,longitude\n", "holds no points"),
        ("latitude,longitude\n1,2\nx,2\n", "line 3: 'x,2' holds no number"),
        ("latitude,longitude\n1,\n", "line 2: '1,' holds no number"),
        ("latitude,longitude\n1\n", "line 2: it has too few fields"),
        ("latitude,longitude\n1,nan\n", "line 2: Coordinates must be finite"),
        ("latitude,longitude\n139.7,35.7\n", "line 2: Latitude must .* swapped?"),
        ("latitude,longitude\n35.7,239.7\n", "line 2: Longitude must"),
        ("latitude,longitude\n\xff\n", "not a CSV file in UTF-8"),
    ],
)
def test_a_bad_file_of_points_is_refused_in_a_sentence_that_says_where(tmp_path, text, complaint):
    path = tmp_path / "points.csv"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(SystemExit, match=complaint):
        main(["semantic", "--points", str(path), "--out", str(tmp_path / "cells.geojson")])
    assert not (tmp_path / "cells.geojson").exists()


def test_points_are_read_by_their_columns_names(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("﻿id,Longitude, latitude\na,2.5,48\n\nb,-3,50\n", encoding="utf-8")
    np.testing.assert_array_equal(read_points(path), [(48, 2.5), (50, -3)])


def test_the_command_writes_the_cells_and_prints_how_many(tmp_path, capsys):
    path, out = tmp_path / "points.csv", tmp_path / "new" / "cells.geojson"
    path.write_text("latitude,longitude\n" + "49.6,6.1\n" * 5)
    main(["semantic", "--points", str(path), "--min", "1", "--max", "2", "--out", str(out)])
    printed = capsys.readouterr().out
    assert re.search(r"1 cells in 1 countries over 5 points, .*\d s", printed)
    assert len(json.loads(out.read_text())["features"]) == len(facts.territories())
    with pytest.raises(SystemExit, match="at least twice"):
        main(["semantic", "--points", str(path), "--min", "2", "--max", "3", "--out", str(out)])
    with pytest.raises(SystemExit, match="is a folder"):
        main(["semantic", "--points", str(path), "--out", str(tmp_path)])
    with pytest.raises(SystemExit, match="no file"):
        main(["semantic", "--points", str(tmp_path / "absent.csv"), "--out", str(out)])
