"""The committed weights are those that the committed commands make."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from benchmarks.sentences.recipe import recipe
from redactor.config.weights import models_dir
from redactor.recognise import sense, slot
from redactor.recognise.lac import Lac
from redactor.recognise.rivals import Margins

SENSE = tomllib.loads(Path(sense.__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SLOT = json.loads(Path(slot.__file__).with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("made_of", [SENSE["made_of"], SLOT["made_of"]])
def test_weights_tell_the_code_that_fitted_them(made_of: dict[str, str]) -> None:
    assert made_of["code"] == recipe()["code"], "fit them anew: CONTRIBUTING.md, The benchmark"
    assert made_of["text"] == SENSE["made_of"]["text"]


@pytest.mark.parametrize("kind", [k.value for k in sense.Kind])
def test_there_is_a_weight_for_every_sign(kind: str) -> None:
    place = sense.Standing("由高峰负责", 1, 3, Margins(9.0, 9.0, 9.0, 9.0, 0.0))
    signs = sense.signs(place, Lac(models_dir() / "lac"))
    assert list(SENSE[kind]) == list(signs)
