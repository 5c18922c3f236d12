"""How the files under assets/world/ are derived; run by `python -m world.build_facts`.

Each module reads one kind of source and writes its files: `countries` (who, where the borders run),
`settlements` (towns and their names), `rasters` (climate, land, height, ground colour), `maps` (what
the browser draws).
"""
