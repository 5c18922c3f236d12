"""How logits become odds where a round has fewer views than four: a calibration for each number of them.

    python -m model.calibrate --weights FILE --val data/val --out FILE

One view tells less than a network that was calibrated on four believes. For each number of views the
temperature and the country's weight are found on the validation split, over headings as far apart as can be,
the first of them by the location's number; then the pin temperature, with the decoder that plays, if another
than that of four views scores more than luck would. Nothing is trained, and features are worked out once.
`--check FOLDER` measures on a split that had no part in it. Without `--out` nothing is written.

Shape suffixes: N held-out places, V views, F features, C cells, K countries, 2 latitude and longitude.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model import checkpoint as weights
from model.checkpoint import Checkpoint
from model.data import HEADINGS, latlon_of, open_views, read_records, spread_headings
from model.decode import Decoder, scores_at
from model.heads import embeddings, find_calibration, view_features
from model.metrics import expected_calibration_error
from model.opponent import default_weights
from model.pigeon import Calibration, by_country, choose_device, for_pin, fuse
from model.players import decoder_of

FEWER = tuple(range(1, HEADINGS))


def headings_of(records: Sequence[Mapping[str, Any]], count: int) -> Tensor:
    """Which `count` headings of each location are looked at [N, count]."""
    return torch.tensor([spread_headings(count, record["index"]) for record in records])


@dataclass(frozen=True)
class Rounds:
    """Rounds of one number of views as a network sees them, and what is true of them.

    `country_N` is -1 where the weights do not know the country.
    """

    cells_NC: Tensor
    country_NK: Tensor
    embedding_NF: Tensor
    cell_N: Tensor
    country_N: Tensor
    latlon_N2: NDArray[np.float64]
    country_of_cell_C: Tensor

    @classmethod
    def of(
        cls, trained: Checkpoint, features_NVF: Tensor, records: Sequence[Mapping[str, Any]], count: int
    ) -> Rounds:
        """From the features of all headings, of which `count` a location are used."""
        chosen_NV = headings_of(records, count)
        some_NVF = features_NVF[torch.arange(len(records))[:, None], chosen_NV]
        embedding_NF = embeddings(trained.network, some_NVF)
        device = trained.network.heads["cells"].get_parameter("weight").device
        with torch.inference_mode():
            logits = trained.network.logits(embedding_NF.to(device))
        latlon_N2, countries = latlon_of(records), [record["country"] for record in records]
        number = {code: i for i, code in enumerate(trained.countries)}
        return cls(
            logits["cells"].cpu(),
            logits["country"].cpu(),
            embedding_NF,
            torch.from_numpy(trained.cells.assign(latlon_N2, countries)),
            torch.tensor([number.get(code, -1) for code in countries]),
            latlon_N2,
            trained.country_of_cell(),
        )

    def odds(self, calibration: Calibration) -> Tensor:
        """The cell probabilities that a calibration shows [N, C]."""
        return fuse(self.cells_NC, self.country_NK, self.country_of_cell_C, calibration)

    def scores(self, odds_NC: Tensor, decode: Decoder) -> Tensor:
        """What the pins decoded from odds score [N], unrounded."""
        return scores_at(decode(odds_NC, self.embedding_NF), self.latlon_N2)

    def figures(self, calibration: Calibration, decode: Decoder) -> dict[str, float]:
        """`ece_cell` and `ece_country` as `model.evaluate` gives them, and the `mean_score`, unrounded."""
        shown_NC = self.odds(calibration)
        countries_NK = by_country(shown_NC, self.country_of_cell_C, self.country_NK.shape[1])
        figures = {"mean_score": float(self.scores(for_pin(shown_NC, calibration), decode).mean())}
        for name, odds, truth in (
            ("ece_cell", shown_NC, self.cell_N),
            ("ece_country", countries_NK, self.country_N),
        ):
            likeliest, answer = odds.max(dim=1)
            figures[name] = expected_calibration_error(likeliest.numpy(), (answer == truth).numpy())
        return figures


def calibrate(
    trained: Checkpoint,
    features_NVF: Tensor,
    records: Sequence[Mapping[str, Any]],
    numbers: Sequence[int] = FEWER,
) -> dict[int, Calibration]:
    """The calibration of each of these numbers of views, from the features [N, 4, F] of held-out places."""
    decode, found = decoder_of(trained), {}
    for count in numbers:
        rounds = Rounds.of(trained, features_NVF, records, count)
        found[count] = find_calibration(
            rounds.odds,
            rounds.cell_N,
            partial(rounds.scores, decode=decode),
            trained.calibration.pin_temperature,
        )
    return found


def compared(
    trained: Checkpoint,
    found: Mapping[int, Calibration],
    features_NVF: Tensor,
    records: Sequence[Mapping[str, Any]],
) -> str:
    """A table of what the weights' own calibrations give on a split, and those found, by number of views."""
    decode = decoder_of(trained)
    lines = ["views       ECE cell       ECE country           score"]
    for count, calibration in found.items():
        rounds = Rounds.of(trained, features_NVF, records, count)
        before, after = (
            rounds.figures(each, decode) for each in (trained.calibration_of(count), calibration)
        )
        lines.append(
            f"{count:>5}  {before['ece_cell']:.3f} → {after['ece_cell']:.3f}     "
            f"{before['ece_country']:.3f} → {after['ece_country']:.3f}     "
            f"{before['mean_score']:.0f} → {after['mean_score']:.0f}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Calibrate as the command line says, print what it changes, write the weights."""
    parser = argparse.ArgumentParser(description="Calibrate trained weights for each number of views.")
    parser.add_argument("--weights", type=Path, default=default_weights("pigeon"), help="what to calibrate")
    parser.add_argument("--val", type=Path, default=Path("data/val"), help="the places to calibrate on")
    parser.add_argument("--check", type=Path, help="another split, only measured")
    parser.add_argument("--out", type=Path, help="where the calibrated weights go; else nothing is written")
    parser.add_argument("--cache", type=Path, help="folder for decoded views (default next to the data)")
    parser.add_argument("--device", default="auto", help="auto, cuda, mps or cpu")
    options = parser.parse_args(arguments)
    device = choose_device(options.device)
    trained = weights.load(options.weights, device)

    def seen(folder: Path) -> tuple[Tensor, list[dict[str, Any]]]:
        records = read_records(folder)
        views = open_views(folder, records, options.cache)
        what = f"features of {folder.name}"
        return view_features(trained.network, views, trained.px, device, what), records

    splits = {folder: seen(folder) for folder in (options.val, options.check) if folder}
    found = calibrate(trained, *splits[options.val], numbers=range(1, HEADINGS + 1))
    for folder, (features, records) in splits.items():
        print(f"{len(records)} locations of {folder}, before → after:")
        print(compared(trained, found, features, records))
    for count, calibration in found.items():
        print(f"Views: {count}. {calibration}")
    if options.out:
        trained.calibration = found.pop(HEADINGS)
        trained.fewer = found
        weights.save(trained, options.out)
        print(f"Wrote {options.out}.")


if __name__ == "__main__":
    main()
