"""PDFs changed object by object: whole for a reader, and not what anybody meant."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from benchmarks.fuzz.pagewise import PAGE_CHANGES

_ODD_NUMBERS = (0, -1, 1, 3, 45, 90, 65536, 2**31 - 1, -(2**31), 0.5, 10**12)
_FAULTS = (
    pikepdf.PdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)
_BOMB = 40_000_000  # bytes that a small stream unpacks to
_NESTED = 60  # deeper ones qpdf does not write: those are made of bytes
_STYLES: tuple[dict[str, Any], ...] = (
    {},
    {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.generalized},
    {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    {"linearize": True},
    {"encryption": pikepdf.Encryption(owner="office", user="", R=3, aes=False, metadata=False)},
)
_FILTERS = ("FlateDecode", "LZWDecode", "ASCIIHexDecode", "RunLengthDecode", "DCTDecode", "Nil")

Change = Callable[[Pdf, Random], None]


def mutate_objects(data: bytes, rng: Random, times: int) -> bytes:
    """The PDF with some objects changed and written anew; as it was where qpdf cannot do it."""
    target = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            done = 0
            for _ in range(6 * times):
                done += done < times and _is_changed(rng.choice(_CHANGES), pdf, rng)
            pdf.save(target, static_id=True, **rng.choice(_STYLES))  # the same bytes again
    except _FAULTS:
        return data
    return target.getvalue()


def _is_changed(change: Change, pdf: Pdf, rng: Random) -> bool:
    try:
        change(pdf, rng)
    except _FAULTS:
        return False  # the file has nothing of that kind
    return True


def _keys(item: Any) -> list[Any]:
    if isinstance(item, Array):
        return list(range(len(item)))
    return list(item.keys()) if isinstance(item, (Dictionary, Stream)) else []


def _containers(item: Any, depth: int = 0) -> Iterator[Any]:
    """The object and what it holds directly, as far as something is in it."""
    if depth > 6 or not _keys(item):
        return
    yield item
    for key in _keys(item):
        part = item[key]
        if isinstance(part, (Array, Dictionary)) and not part.is_indirect:
            yield from _containers(part, depth + 1)


def _place(pdf: Pdf, rng: Random, kind: Any = object) -> tuple[Any, Any]:
    """A container of the file and a key in it whose value is of ``kind``."""
    found = [(c, k) for item in pdf.objects for c in _containers(item) for k in _keys(c)]
    rng.shuffle(found)
    return next((c, k) for c, k in found if isinstance(c[k], kind))


def _object(pdf: Pdf, rng: Random, kind: Any = (Dictionary, Array, Stream)) -> Any:
    return rng.choice([item for item in pdf.objects if isinstance(item, kind)])


def _point_elsewhere(pdf: Pdf, rng: Random) -> None:
    holder, key = _place(pdf, rng)
    holder[key] = _object(pdf, rng)


def _point_back(pdf: Pdf, rng: Random) -> None:
    """An object that holds itself."""
    item = _object(pdf, rng)
    key = rng.choice(_keys(item))
    item[key] = item if rng.random() < 0.5 else pdf.make_indirect(Array([item, item[key]]))


def _tree_back(pdf: Pdf, rng: Random) -> None:
    """Trees of pages, bookmarks, names or forms that come back to their root."""
    roots = [item for item in pdf.objects if isinstance(item, Dictionary) and "/Kids" in item]
    root = rng.choice([*roots, pdf.Root.Pages])
    root.Kids.append(rng.choice([root, pdf.Root.Pages, *root.Kids]))


def _drop(pdf: Pdf, rng: Random) -> None:
    holder, key = _place(pdf, rng)
    del holder[key]


def _number(pdf: Pdf, rng: Random) -> None:
    holder, key = _place(pdf, rng, (int, Decimal))
    holder[key] = rng.choice(_ODD_NUMBERS)


def _name(pdf: Pdf, rng: Random) -> None:
    holder, key = _place(pdf, rng, Name)
    other, place = _place(pdf, rng, Name)
    holder[key] = other[place]


def _string(pdf: Pdf, rng: Random) -> None:
    holder, key = _place(pdf, rng, pikepdf.String)
    old = bytes(holder[key])
    holder[key] = pikepdf.String(
        rng.choice((old * 3, old[::-1], rng.randbytes(40), b"", b"\xfe\xff" + old))
    )


def _rename_key(pdf: Pdf, rng: Random) -> None:
    holder, key = _place(pdf, rng)
    other = rng.choice(_keys(_object(pdf, rng, (Dictionary, Stream))))
    holder[other] = holder[key]


def _nest(pdf: Pdf, rng: Random) -> None:
    holder, key = _place(pdf, rng)
    value = holder[key]
    for _ in range(_NESTED):
        value = Array([value]) if rng.random() < 0.5 else Dictionary(A=value)
    holder[key] = value


def _copy(pdf: Pdf, rng: Random) -> None:
    """The same object twice; one of its users gets the copy."""
    holder, key = _place(pdf, rng, (Dictionary, Stream, Array))
    holder[key] = _twin(pdf, holder[key])


def _twin(pdf: Pdf, item: Any) -> Any:
    if isinstance(item, Stream):
        twin = pdf.make_stream(item.read_raw_bytes())
        for key in _keys(item):
            if key != "/Length":
                twin[key] = item[key]
        return twin
    parts = {k: item[k] for k in _keys(item)}
    return pdf.make_indirect(
        Array(list(parts.values())) if isinstance(item, Array) else Dictionary(parts)
    )


def _swap_streams(pdf: Pdf, rng: Random) -> None:
    """Two streams change places: their data, and at times what says how it is coded."""
    one, two = _object(pdf, rng, Stream), _object(pdf, rng, Stream)
    first, second = one.read_raw_bytes(), two.read_raw_bytes()
    filters = one.get("/Filter"), two.get("/Filter")
    if rng.random() < 0.5:
        filters = filters[1], filters[0]
    one.write(second, filter=filters[1])
    two.write(first, filter=filters[0])


def _damage_stream(pdf: Pdf, rng: Random) -> None:
    """Damage inside what is packed, with a whole coding round it."""
    stream = _object(pdf, rng, Stream)
    data = bytearray(stream.read_bytes())
    for _ in range(rng.choice((1, 4, 30))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    if rng.random() < 0.3:
        del data[rng.randrange(len(data)) :]
    stream.write(bytes(data))


def _damage_coding(pdf: Pdf, rng: Random) -> None:
    stream = _object(pdf, rng, Stream)
    data = bytearray(stream.read_raw_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    stream.write(bytes(data), filter=stream.get("/Filter"), decode_parms=stream.get("/DecodeParms"))


def _filters(pdf: Pdf, rng: Random) -> None:
    """A coding too much, too few, or another one."""
    stream = _object(pdf, rng, Stream)
    data = stream.read_bytes()
    way = rng.randrange(4)
    if way == 0:  # packed twice: what looks at one layer sees nothing
        twice = zlib.compress(zlib.compress(data))
        stream.write(twice, filter=Array([Name.FlateDecode, Name.FlateDecode]))
    elif way == 1:
        stream.write(data.hex().encode() + b">", filter=Name.ASCIIHexDecode)
    elif way == 2:
        stream.write(data, filter=Name("/" + rng.choice(_FILTERS)))
    else:
        packed = zlib.compress(data)
        stream.write(packed[: rng.randrange(1, len(packed) + 1)], filter=Name.FlateDecode)


def _bomb(pdf: Pdf, rng: Random) -> None:
    stream = _object(pdf, rng, Stream)
    piece = rng.choice((b"q ", b"\0", b"0 0 m ", b"( ) Tj ", b"<<"))
    stream.write(zlib.compress(piece * (_BOMB // len(piece)), 9), filter=Name.FlateDecode)


def _pages_twice(pdf: Pdf, rng: Random) -> None:
    page = rng.choice(list(pdf.pages)).obj
    if rng.random() < 0.5:
        pdf.Root.Pages.Kids.append(page)
        return
    for _ in range(rng.choice((1, 3))):
        pdf.pages.append(pikepdf.Page(page))


_CHANGES: tuple[Change, ...] = (
    _point_elsewhere,
    _point_elsewhere,
    _point_back,
    _tree_back,
    _drop,
    _number,
    _number,
    _name,
    _string,
    _rename_key,
    _nest,
    _copy,
    _swap_streams,
    _swap_streams,
    _damage_stream,
    _damage_stream,
    _damage_coding,
    _filters,
    _bomb,
    _pages_twice,
    *PAGE_CHANGES,
)
