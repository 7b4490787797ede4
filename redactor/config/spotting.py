"""Thresholds for spotting known values, from ``configs/spotting.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redactor.config import weights
from redactor.datatypes import Band, Entity
from redactor.errors import ConfigError
from redactor.textnorm import has_rare_character

DEFAULT = Path(__file__).resolve().parents[2] / "configs" / "spotting.toml"
RARE_NAME = "rare_name"
_KINDS = frozenset({*(entity.value for entity in Entity), RARE_NAME})


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Log likelihood ratios (at most 0) above which a value is surely or perhaps there."""

    sure: float
    ask: float

    def band(self, score: float) -> Band | None:
        """The band of a score; None when it is too low to speak of."""
        if score > self.sure:
            return Band.SURE
        return Band.ASK if score > self.ask else None


@dataclass(frozen=True, slots=True)
class SpottingTable:
    """Thresholds of one recogniser by kind of value. They hold for these weights alone."""

    recogniser: str
    kinds: Mapping[str, Thresholds]

    def thresholds(self, entity: Entity, text: str) -> Thresholds | None:
        """Thresholds for a value of this kind; None when the kind is not spotted."""
        if entity is Entity.NAME and has_rare_character(text) and RARE_NAME in self.kinds:
            return self.kinds[RARE_NAME]
        return self.kinds.get(entity.value)


def load_spotting(recogniser: str, path: Path = DEFAULT) -> SpottingTable:
    """The table of ``recogniser``. ConfigError names every fault of its section at once.

    A table measured with other weights than those in the manifest is a fault: a threshold
    means nothing for a model it was not measured on.
    """
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path.name} cannot be read") from error
    section = raw.get(recogniser)
    if not isinstance(section, dict):
        raise ConfigError(f"{path.name} has no section for {recogniser}")
    faults = []
    if section.get("weights_sha256") != _onnx_sha256(recogniser):
        faults.append(f"{recogniser}: weights_sha256 is not that of the manifest; measure anew")
    kinds = {}
    for kind, value in section.get("kinds", {}).items():
        thresholds = _thresholds(value)
        if kind not in _KINDS:
            faults.append(f"{recogniser}.kinds.{kind}: no such kind of value")
        elif thresholds is None:
            faults.append(f"{recogniser}.kinds.{kind}: wants ask <= sure <= 0")
        else:
            kinds[kind] = thresholds
    if faults:
        raise ConfigError(f"{path.name}: {'; '.join(faults)}", faults=tuple(faults))
    return SpottingTable(recogniser, kinds)


def _thresholds(value: object) -> Thresholds | None:
    if not isinstance(value, dict) or value.keys() != {"sure", "ask"}:
        return None
    sure, ask = value["sure"], value["ask"]
    if not isinstance(sure, int | float) or not isinstance(ask, int | float):
        return None
    return Thresholds(float(sure), float(ask)) if ask <= sure <= 0 else None


def _onnx_sha256(recogniser: str) -> str:
    files = weights.named(recogniser).files
    return next((f.sha256 for f in files if f.file.endswith(".onnx")), "")
