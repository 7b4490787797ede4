import io

import numpy as np
import pytest
from PIL import Image

from redactor.errors import InputError
from redactor.load.jpeg import without_metadata

PIXELS = np.add.outer(np.arange(64), np.arange(96)).astype(np.uint8)


def jpeg(mode="RGB", **options):
    out = io.BytesIO()
    Image.fromarray(PIXELS).convert(mode).save(out, "JPEG", quality=80, **options)
    return out.getvalue()


def exif(text):
    tags = Image.Exif()
    tags[0x013B] = text  # Artist
    return tags.tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_pixels_are_those_of_the_file(mode, progressive):
    data = jpeg(mode, progressive=progressive, exif=exif("secret"), comment=b"secret")

    clean = without_metadata(data)

    assert b"secret" in data and b"secret" not in clean
    before, after = (np.asarray(Image.open(io.BytesIO(d))) for d in (data, clean))
    assert np.array_equal(before, after)


def test_nothing_follows_the_end_of_the_picture():
    clean = without_metadata(jpeg() + b"tail" + jpeg())

    assert clean.endswith(b"\xff\xd9")
    assert clean.count(b"\xff\xd9") == 1


def test_colour_profile_and_density_stay():
    clean = without_metadata(jpeg(icc_profile=b"p" * 200, dpi=(200, 200)))

    picture = Image.open(io.BytesIO(clean))
    assert picture.info["icc_profile"] == b"p" * 200
    assert picture.info["dpi"] == (200, 200)


@pytest.mark.parametrize("cut", [1, 20, 200, -3])
def test_cut_off_data_are_refused(cut):
    with pytest.raises(InputError) as caught:
        without_metadata(jpeg()[:cut])
    assert caught.value.code == "corrupt"
