"""Pictures: the model's views drawn at their own size against the viewer's faces shrunk to it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image


def comparisons() -> Iterator[tuple]:
    from world import places, render

    if reason := render.available():
        raise ImportError(reason)
    from world.compose import compose
    from world.render.worker import render_location

    latitude, longitude, seed = places.draw("val", 1)[0]
    scene = compose(latitude, longitude, seed)
    faces = render_location(latitude, longitude, seed, face_px=1024).faces

    def own_size() -> object:
        return render.draw_faces(scene, render.VIEW_PX, "frbl")

    def shrunk() -> list[Image.Image]:
        drawn = render.draw_faces(scene, 1024, "frbl")
        size = (render.VIEW_PX, render.VIEW_PX)
        return [Image.fromarray(drawn[face].toarray()).resize(size) for face in "frbl"]

    yield (
        "the model's four views",
        ("drawn at 160 px", own_size),
        ("drawn at 1024 px and shrunk", shrunk),
    )

    def decode(draft: bool) -> None:
        for face in "frbl":
            with Image.open(io.BytesIO(faces[face])) as picture:
                if draft:
                    picture.draft("RGB", (render.VIEW_PX, render.VIEW_PX))
                picture.resize((render.VIEW_PX, render.VIEW_PX))

    yield (
        "shrinking four 1024 px JPEG faces",
        ("with JPEG draft decoding", lambda: decode(True)),
        ("decoded whole", lambda: decode(False)),
    )
