import io
import struct

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageChops, ImageOps

from redactor.config.records import Limits
from redactor.errors import InputError, InputTooLargeError
from redactor.load import load

# A picture that looks different in each of the eight orientations.
PIXELS = np.full((120, 200, 3), 255, np.uint8)
PIXELS[:40, :60] = (200, 0, 0)
PIXELS[80:, :30] = (0, 0, 200)


def picture(mode="RGB"):
    return Image.fromarray(PIXELS).convert(mode)


def saved(path, image, kind, **options):
    image.save(path, kind, **options)
    return path


def rendered(document, page_no=1):
    """The page at one pixel of the picture a pixel."""
    geometry = document.geometry(page_no, 72)
    sides = (geometry.width_pt, geometry.height_pt)
    return document.render(page_no, 72 * 200 / max(sides))


def assert_same_look(image, expected):
    expected = np.asarray(expected.convert("RGB").resize(image.shape[1::-1]), int)
    assert np.abs(image.astype(int) - expected).mean() < 6


@pytest.mark.parametrize(
    "kind, mode",
    [("PNG", "1"), ("PNG", "L"), ("PNG", "P"), ("PNG", "RGB"), ("BMP", "RGB"), ("TIFF", "1"),
     ("TIFF", "L"), ("TIFF", "CMYK"), ("TIFF", "I;16"), ("WEBP", "RGB"), ("JPEG", "L"),
     ("JPEG", "RGB"), ("JPEG", "CMYK")],
)  # fmt: skip
def test_page_looks_like_the_picture(tmp_path, open_file, kind, mode):
    if mode == "I;16":
        source = Image.fromarray(np.asarray(picture("L")).astype(np.uint16) * 257)
    else:
        source = picture(mode)
    options = {"lossless": True} if kind == "WEBP" else {}
    path = saved(tmp_path / "x.bin", source, kind, **options)

    document = open_file(path)

    assert document.page_count == 1
    assert_same_look(rendered(document), picture("L") if mode == "I;16" else source)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_of_a_jpeg_is_honoured(tmp_path, open_file, orientation):
    tags = Image.Exif()
    tags[274] = orientation
    path = saved(tmp_path / "x.jpg", picture(), "JPEG", exif=tags.tobytes(), quality=95)

    document = open_file(path)

    assert_same_look(rendered(document), ImageOps.exif_transpose(Image.open(path)))


def test_jpeg_data_go_in_untouched_but_for_the_metadata(tmp_path, open_file):
    tags = Image.Exif()
    tags[0x013B] = "secret artist"
    path = saved(tmp_path / "x.jpg", picture(), "JPEG", exif=tags.tobytes())

    document = open_file(path)

    with pymupdf.open(document.working_pdf) as pdf:
        (xref,) = {i[0] for i in pdf[0].get_images()}
        data = pdf.xref_stream_raw(xref)
    assert data[-200:] == path.read_bytes()[-200:]
    assert b"secret" not in document.working_pdf.read_bytes()
    before, after = (np.asarray(Image.open(io.BytesIO(d))) for d in (path.read_bytes(), data))
    assert np.array_equal(before, after)


def test_one_bit_pages_stay_one_bit(tmp_path, open_file):
    document = open_file(saved(tmp_path / "x.tif", picture("1"), "TIFF", compression="group4"))

    with pymupdf.open(document.working_pdf) as pdf:
        assert [i[4] for i in pdf[0].get_images()] == [1]


def test_every_frame_of_a_tiff_is_a_page(tmp_path, open_file):
    frames = [picture("1"), picture("L"), picture("RGB").rotate(90, expand=True)]
    path = tmp_path / "x.tif"
    frames[0].save(path, "TIFF", save_all=True, append_images=frames[1:])

    document = open_file(path)

    assert document.page_count == 3
    for page_no, frame in enumerate(frames, 1):
        assert_same_look(rendered(document, page_no), frame)


def test_transparency_is_laid_on_white(tmp_path, open_file):
    image = picture("RGBA")
    image.putalpha(0)

    document = open_file(saved(tmp_path / "x.png", image, "PNG"))

    assert rendered(document).min() == 255


@pytest.mark.parametrize(
    "dpi, width_pt",
    [((200, 200), 72.0), ((100, 200), 144.0), ((1, 1), None), (None, None), ((5000, 5000), None)],
)
def test_page_size_follows_a_plausible_resolution(tmp_path, open_file, dpi, width_pt):
    options = {"dpi": dpi} if dpi else {}
    path = saved(tmp_path / "x.tif", picture(), "TIFF", **options)

    geometry = open_file(path).geometry(1, 72)

    # 200 pixels; without a resolution the long side is that of A4.
    assert geometry.width_pt == pytest.approx(width_pt or 841.89, abs=0.1)


def test_resolution_that_makes_a_poster_of_a_photo_is_a_default(tmp_path, open_file):
    path = saved(tmp_path / "x.jpg", Image.new("RGB", (4000, 3000)), "JPEG", dpi=(72, 72))

    assert open_file(path).geometry(1, 72).width_pt == pytest.approx(841.89, abs=0.1)


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG", "BMP"])
def test_too_many_pixels_are_refused_before_decoding(tmp_path, work_dir, kind, monkeypatch):
    path = saved(tmp_path / "x.bin", Image.new("1", (3000, 3000)).convert("L"), kind)
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("was decoded"))
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda self: pytest.fail("was decoded"))

    with pytest.raises(InputTooLargeError):
        load(path, work_dir, Limits(max_page_megapixels=5.0))


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "JPEG", "WEBP"])
def test_cut_off_pictures_are_corrupt(tmp_path, work_dir, kind):
    noise = np.random.default_rng(1).integers(0, 255, (80, 80, 3), np.uint8)
    path = saved(tmp_path / "x.bin", Image.fromarray(noise), kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    with pytest.raises(InputError) as caught:
        load(path, work_dir, Limits())
    assert caught.value.code == "corrupt"
    assert list(work_dir.iterdir()) == []


def test_animated_picture_is_refused(tmp_path, work_dir):
    path = tmp_path / "x.png"
    picture().save(path, "PNG", save_all=True, append_images=[picture().rotate(180)])

    with pytest.raises(InputError) as caught:
        load(path, work_dir, Limits())
    assert caught.value.code == "animated"


def grainy(mode, size=(333, 517)):
    """Grain on a soft ground: no two coding blocks are alike."""
    down, across = np.mgrid[: size[1], : size[0]] / 3
    ground = np.stack((down, across, 200 - down), 2)
    grain = np.random.default_rng(7).normal(0, 12, ground.shape)
    return Image.fromarray(np.clip(ground + grain, 0, 255).astype(np.uint8)).convert(mode)


def stored_picture(document):
    with pymupdf.open(document.working_pdf) as pdf:
        ((xref, *_),) = pdf[0].get_images()
        return pdf.extract_image(xref)


@pytest.mark.parametrize("mode", ["L", "RGB", "YCbCr"])
@pytest.mark.parametrize("rows", [16, 64, 517])
def test_jpeg_strips_of_a_tiff_make_one_jpeg(tmp_path, open_file, mode, rows):
    options = {"compression": "jpeg", "quality": 80, "tiffinfo": {278: rows}}
    path = saved(tmp_path / "x.tif", grainy(mode), "TIFF", **options)

    stored = stored_picture(open_file(path))

    assert stored["ext"] == "jpeg"
    assert len(stored["image"]) < 1.05 * path.stat().st_size
    with Image.open(path) as given, Image.open(io.BytesIO(stored["image"])) as kept:
        apart = ImageChops.difference(given.convert("RGB"), kept.convert("RGB"))
    assert np.asarray(apart).mean() < 0.5


def test_turned_tiff_of_jpeg_strips_stands_upright(tmp_path, open_file):
    source = grainy("L")
    info = {278: 64, 274: 3}
    path = saved(tmp_path / "x.tif", source, "TIFF", compression="jpeg", tiffinfo=info)

    document = open_file(path)

    assert stored_picture(document)["ext"] == "png"
    with Image.open(path) as given:
        given.load()
        assert_same_look(document.render(1, 72 * 517 / document.geometry(1, 72).height_pt), given)


def test_tiff_whose_strips_say_another_picture_is_taken_as_it_looks(tmp_path, open_file):
    path = saved(tmp_path / "x.tif", grainy("RGB"), "TIFF", compression="jpeg", tiffinfo={278: 64})
    with Image.open(path) as given:
        colours = given.tag_v2[262]
    # The tag alone tells readers of TIFF what the samples mean.
    entry, other = (
        struct.pack("<HHIH", 262, 3, 1, colours),
        struct.pack("<HHIH", 262, 3, 1, 8 - colours),
    )
    assert entry in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(entry, other))

    document = open_file(path)

    with Image.open(path) as given:
        shown = np.asarray(given.convert("RGB"), int)
    image = document.render(1, 72 * 517 / document.geometry(1, 72).height_pt)
    assert np.abs(image.astype(int)[:517, :333] - shown).mean() < 6


@pytest.mark.parametrize("mode, kind", [("1", "TIFF"), ("L", "PNG"), ("P", "PNG"), ("RGB", "PNG")])
def test_lossless_pictures_do_not_grow(tmp_path, open_file, mode, kind):
    options = {"compression": "group4"} if mode == "1" else {}
    path = saved(tmp_path / "x", picture(mode).resize((1200, 1600)), kind, **options)

    document = open_file(path)

    with pymupdf.open(document.working_pdf) as pdf:
        ((xref, *_),) = pdf[0].get_images()
        assert len(pdf.xref_stream_raw(xref)) < 1.3 * path.stat().st_size
