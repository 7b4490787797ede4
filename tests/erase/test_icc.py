"""Colour profiles that say nothing but colours."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageCms

from redactor.erase.icc import bare_profile
from tests.erase.drawn import noise

ODD = Path(__file__).parents[3] / "shared" / "corpus" / "odd_pdf"
FILE = ODD / "docling-projec__odf_presentation_01.odp.pdf"


def made(kind):
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(kind)).tobytes()


def shown(data, kind):
    source = ImageCms.ImageCmsProfile(io.BytesIO(data))
    mode = "LAB" if kind == "LAB" else "RGB"
    image = noise(64, 64) if mode == "RGB" else Image.merge("LAB", noise(64, 64).split())
    target = ImageCms.createProfile("sRGB")
    return np.asarray(ImageCms.profileToProfile(image, source, target, outputMode="RGB"))


@pytest.mark.parametrize("kind", ["sRGB", "LAB"])
def test_colours_are_the_same(kind):
    data = made(kind)

    bare = bare_profile(data)

    assert (shown(bare, kind) == shown(data, kind)).all()
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(bare))).strip()


def test_old_profile_gets_a_description_of_its_kind():
    data = bytearray(made("sRGB"))
    data[8] = 2
    bare = bare_profile(bytes(data))
    profile = ImageCms.ImageCmsProfile(io.BytesIO(bare))
    assert ImageCms.getProfileDescription(profile).strip() == "profile"


def test_tail_and_maker_go():
    data = bytearray(made("sRGB"))
    data[80:84] = b"WANG"
    bare = bare_profile(bytes(data) + b"Wangwei")
    assert b"WANG" not in bare and b"Wangwei" not in bare
    assert bare_profile(bare) == bare


@pytest.mark.skipif(not FILE.is_file(), reason="the corpus is not here")
def test_published_profile_stays_unless_somebody_wrote_in_it():
    with pikepdf.open(FILE) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        data = next(s.read_bytes() for s in streams if s.get("/N") == 3)

    assert bare_profile(data) == data
    assert b"Wangwei" not in bare_profile(data.replace(b"IEC6196", b"Wangwei"))


@pytest.mark.parametrize("data", [b"", b"Wangwei", b"Wangwei" * 40])
def test_what_is_no_profile_is_left_out(data):
    assert bare_profile(data) == b""


def test_broken_table_is_cut():
    data = made("sRGB")
    assert bare_profile(data[:150])[36:40] == b"acsp"
