"""Thresholds of spotting hold for the weights they were measured on."""

from __future__ import annotations

import pytest

from redactor.config.spotting import DEFAULT, load_spotting
from redactor.datatypes import Band, Entity
from redactor.errors import ConfigError

RECOGNISERS = ("PP-OCRv6_tiny_rec", "PP-OCRv6_small_rec")


@pytest.mark.parametrize("recogniser", RECOGNISERS)
def test_every_kind_that_is_spotted_has_three_bands(recogniser):
    table = load_spotting(recogniser)
    for entity in (Entity.NAME, Entity.ID_NUMBER, Entity.PHONE, Entity.EMAIL, Entity.EMPLOYER):
        limits = table.thresholds(entity, "赵文渊")
        assert limits is not None and -12 <= limits.ask < limits.sure < 0
        bands = [limits.band(score) for score in (-0.01, limits.sure, limits.ask)]
        assert bands == [Band.SURE, Band.ASK, None]


def test_rare_characters_have_thresholds_of_their_own():
    table = load_spotting("PP-OCRv6_small_rec")
    rare, common = (table.thresholds(Entity.NAME, n) for n in ("顾赟", "顾斌"))
    assert rare is table.kinds["rare_name"] and common is table.kinds["name"]


@pytest.mark.parametrize("recogniser", RECOGNISERS)
def test_thresholds_of_other_weights_are_refused(recogniser, tmp_path):
    path = tmp_path / "spotting.toml"
    text = DEFAULT.read_text(encoding="utf-8")
    path.write_text(text.replace('weights_sha256 = "', 'weights_sha256 = "0'), encoding="utf-8")
    with pytest.raises(ConfigError, match="weights_sha256"):
        load_spotting(recogniser, path)


def test_thresholds_must_be_in_order(tmp_path):
    path = tmp_path / "spotting.toml"
    head, _, _ = DEFAULT.read_text(encoding="utf-8").partition("[PP-OCRv6_small_rec.kinds]")
    path.write_text(head + "[PP-OCRv6_small_rec.kinds]\nname = { sure = -9.0, ask = -8.0 }\n")
    with pytest.raises(ConfigError, match="ask <= sure"):
        load_spotting("PP-OCRv6_small_rec", path)
