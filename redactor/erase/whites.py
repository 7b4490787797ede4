"""Which stored value is white, for any colour space and Decode array (ISO 32000-1, 8.6, 8.9)."""

from __future__ import annotations

import contextlib

import numpy as np
from pikepdf import Array, Name, Object, Stream, String

from redactor.erase.samples import Raw, components_of

_NEAR_WHITE = 8  # levels a palette's entry may be off white in each component


def white_of(image: Stream, raw: Raw) -> tuple[int, ...] | None:
    """The stored components of white, one a component; None when the palette has no white."""
    parts = raw.values.shape[2]
    if image.get("/ImageMask", False):
        # 1 is "not painted", unless Decode turns it round.
        return (0,) if is_inverted(image) else (1,)
    space = image.get("/ColorSpace")
    if is_indexed(image):
        return _palette_white(image, raw)
    low, high = _ranges(image, space, parts)
    stored = []
    for wanted, a, b in zip(_white(space, parts), low, high, strict=True):
        share = 0.0 if a == b else (wanted - a) / (b - a)
        stored.append(round(min(max(share, 0.0), 1.0) * raw.top))
    return tuple(stored)


def is_indexed(image: Object) -> bool:
    """Whether the stored values are numbers of a palette."""
    return _family(image.get("/ColorSpace")) in ("/Indexed", "/I")


def is_inverted(image: Object) -> bool:
    """Whether Decode turns the first component round."""
    decode = image.get("/Decode")
    if not isinstance(decode, Array) or len(decode) < 2:
        return False
    with contextlib.suppress(TypeError, ValueError):
        return float(decode[0]) > float(decode[1])
    return False


def is_plain_decode(image: Object) -> bool:
    """Whether Decode is absent, or all 0 to 1."""
    decode = image.get("/Decode")
    if not isinstance(decode, Array):
        return True
    with contextlib.suppress(TypeError, ValueError):
        return all(float(v) == i % 2 for i, v in enumerate(decode))
    return False


def without_palette(image: Stream, raw: Raw) -> Raw:
    """The samples looked up in the palette; ``image`` gets the palette's base space."""
    space = image["/ColorSpace"]
    base = space[1]
    parts = components_of(base)
    table = _palette(space, parts)
    indices = np.minimum(raw.values[:, :, 0], len(table) - 1)
    image["/ColorSpace"] = base
    if "/Decode" in image:
        del image["/Decode"]
    return Raw(table[indices].astype(np.uint16), 8)


def _family(space: Object | None) -> str:
    if isinstance(space, Array) and len(space):
        return str(space[0])
    return str(space) if isinstance(space, Name) else ""


def _white(space: Object | None, parts: int) -> tuple[float, ...]:
    family = _family(space)
    if family == "/Lab":
        return (100.0, 0.0, 0.0)
    if family in ("/Separation", "/DeviceN") or parts == 4:
        return (0.0,) * parts  # no ink
    return (1.0,) * parts


def _ranges(image: Stream, space: Object | None, parts: int) -> tuple[list[float], list[float]]:
    decode = image.get("/Decode")
    if isinstance(decode, Array) and len(decode) >= 2 * parts:
        values = [float(v) for v in decode]
        return values[0 : 2 * parts : 2], values[1 : 2 * parts : 2]
    if _family(space) == "/Lab":
        bounds = [-100.0, 100.0, -100.0, 100.0]
        if isinstance(space, Array):
            bounds = [float(v) for v in space[1].get("/Range", bounds)]
        return [0.0, bounds[0], bounds[2]], [100.0, bounds[1], bounds[3]]
    return [0.0] * parts, [1.0] * parts


def _palette(space: Object, parts: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    source = space[3]
    data = source.read_bytes() if isinstance(source, Stream) else bytes(source)
    count = len(data) // parts
    return np.frombuffer(data[: count * parts], np.uint8).reshape(count, parts)


def _palette_white(image: Stream, raw: Raw) -> tuple[int, ...] | None:
    space = image["/ColorSpace"]
    base = space[1]
    parts = components_of(base)
    if parts not in (1, 3, 4) or not is_plain_index(image, raw):
        return None
    if not isinstance(space[3], Stream | String):
        return None
    table = _palette(space, parts).astype(int)
    wanted = np.array([0 if parts == 4 else 255] * parts)
    off = np.abs(table[: raw.top + 1] - wanted).max(axis=1)
    best = int(off.argmin())
    return (best,) if off[best] <= _NEAR_WHITE else None


def is_plain_index(image: Object, raw: Raw) -> bool:
    """Whether a palette picture's Decode leaves its indices as they are."""
    decode = image.get("/Decode")
    if not isinstance(decode, Array):
        return True
    return [float(v) for v in decode] == [0.0, float(raw.top)]
