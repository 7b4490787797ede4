"""Everything a PDF holds besides what it shows: objects, strings, streams."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pikepdf

from redactor.datatypes import Leak
from redactor.verify.encoded import MIN_BINARY, ByteNeedle, unhexed
from redactor.verify.faults import could_not_look
from redactor.verify.kept import Kept
from redactor.verify.views import BREAK, Needle, find_hits

_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r?\n)")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# Strings and names in qpdf's canonical writing of an object.
_TOKEN = re.compile(rb"\(((?:[^\\()]|\\.|\\\n)*)\)|<([0-9a-fA-F]*)>|/([^\s()<>\[\]{}/%]+)", re.S)
_NAME_ESCAPE = re.compile(rb"#([0-9a-fA-F]{2})")
_PROPERTY = re.compile(
    rb"/(?:ActualText|Alt|E|T|Contents|Lang|Title|Author)\s*"
    rb"(?:\(((?:[^\\()]|\\.)*)\)|<([0-9a-fA-F\s]*)>)",
    re.S,
)
_XML_ENTITY = re.compile(r"&#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});")
_MAX_SMALL_IMAGE = 256 * 1024
_CONTROL = bytes(range(1, 9)) + bytes(range(14, 32)) + b"\x7f"


@dataclass(slots=True)
class Carried:
    """What was taken out of the objects of one file."""

    strings: set[bytes] = field(default_factory=set, repr=False)
    names: set[bytes] = field(default_factory=set, repr=False)
    texts: list[bytes] = field(default_factory=list, repr=False)  # streams with text in them
    content: list[tuple[int, bytes]] = field(default_factory=list, repr=False)  # id, page content
    binary: list[bytes] = field(default_factory=list, repr=False)
    objects: int = 0


def check_objects(
    pdf: pikepdf.Pdf,
    needles: Sequence[Needle],
    byte_needles: Sequence[ByteNeedle],
    kept: Kept,
) -> tuple[list[Leak], int]:
    """Own values in any object of the file, and how many objects were looked at."""
    with could_not_look("the objects"):
        carried = _carried(pdf)
        pages = _pages_of_content(pdf)
    leaks = [
        *_in_strings(carried, needles),
        *_in_blobs(carried.texts, needles, byte_needles),
        *_in_content(carried.content, pages, needles, byte_needles, kept),
        *_in_binary(carried.binary, byte_needles),
    ]
    return list(dict.fromkeys(leaks)), carried.objects


def _carried(pdf: pikepdf.Pdf) -> Carried:
    out = Carried()
    content = _content_ids(pdf)
    _take_tokens(pdf.trailer.unparse(), out)
    for item in pdf.objects:
        out.objects += 1
        if isinstance(item, pikepdf.Stream):
            _take_tokens(item.stream_dict.unparse(), out)
            _take_stream(item, item.objgen[0] in content, out)
        elif isinstance(item, pikepdf.Object):
            _take_tokens(item.unparse(resolved=True), out)
        elif isinstance(item, str | bytes):
            out.strings.add(item.encode() if isinstance(item, str) else bytes(item))
    return out


def _take_tokens(written: bytes, out: Carried) -> None:
    for literal, hexed, name in _TOKEN.findall(written):
        if name:
            out.names.add(_NAME_ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), name))
        else:
            out.strings.add(_string(literal, hexed))


def _string(literal: bytes, hexed: bytes) -> bytes:
    if hexed:
        digits = bytes(c for c in hexed if c not in b" \t\r\n\f\0")
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return _ESCAPE.sub(_unescape, literal)


def _unescape(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code.isdigit():
        return bytes([int(code, 8) & 0xFF])
    return _ESCAPED.get(code, b"" if code.endswith(b"\n") else code)


def _take_stream(stream: pikepdf.Stream, is_content: bool, out: Carried) -> None:
    is_image = stream.get("/Subtype") == pikepdf.Name.Image
    raw = stream.read_raw_bytes()
    if is_image and _is_jpeg(stream):
        out.texts.append(jpeg_extras(raw))
    if is_image and (_has_own_codec(stream) or len(raw) > _MAX_SMALL_IMAGE):
        out.texts.append(unhexed(raw))  # all else: the whole file's bytes are searched anyway
        return
    data = stream.read_bytes()
    if is_content:
        out.content.append((stream.objgen[0], data + b"\n" + unhexed(data)))
    elif is_image or _is_binary(data):
        out.binary.append(data)
        # Where files were mixed up, a font holds pieces of a PDF behind its glyphs.
        out.texts.append(unhexed(data))
    else:
        out.texts.append(data + b"\n" + unhexed(data))


def _filters(stream: pikepdf.Stream) -> list[str]:
    value = stream.get("/Filter")
    if value is None:
        return []
    return [str(f) for f in value] if isinstance(value, pikepdf.Array) else [str(value)]


def _is_jpeg(stream: pikepdf.Stream) -> bool:
    return _filters(stream) == ["/DCTDecode"]


def _has_own_codec(stream: pikepdf.Stream) -> bool:
    own = {"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"}
    return bool(own.intersection(_filters(stream)))


def _is_binary(data: bytes) -> bool:
    """Whether bytes are a font, a profile or the like. Two-byte text is text."""
    head = data[:4096]
    if head.startswith((b"\xfe\xff", b"\xff\xfe")):
        return False
    return len(head) - len(head.translate(None, _CONTROL)) > 0.05 * len(head)


def jpeg_extras(data: bytes) -> bytes:
    """What a JPEG file holds besides the picture: APPn and comment segments, and its tail."""
    out = []
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            break
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            out.append(data[at + 4 : at + 2 + size])
        at += 2 + max(size, 2)
    end = data.rfind(b"\xff\xd9")
    return b"\n".join([*out, data[end + 2 :] if end >= 0 else b""])


def _content_ids(pdf: pikepdf.Pdf) -> frozenset[int]:
    return frozenset(_pages_of_content(pdf))


def _pages_of_content(pdf: pikepdf.Pdf) -> dict[int, set[int]]:
    """Object number of each stream that draws a page → the pages (from 1) it draws on."""
    pages: dict[int, set[int]] = defaultdict(set)
    for page_no, page in enumerate(pdf.pages, start=1):
        contents = page.obj.get("/Contents")
        streams = contents if isinstance(contents, pikepdf.Array) else [contents]
        for stream in streams:
            if isinstance(stream, pikepdf.Stream):
                pages[stream.objgen[0]].add(page_no)
        for number in _forms(page.resources, set()):
            pages[number].add(page_no)
    return dict(pages)


def _forms(resources: pikepdf.Object | None, seen: set[int]) -> Iterator[int]:
    """Object numbers of the form XObjects and patterns below a resource dictionary."""
    if not isinstance(resources, pikepdf.Dictionary):
        return
    for kind in ("/XObject", "/Pattern"):
        group = resources.get(kind)
        if not isinstance(group, pikepdf.Dictionary):
            continue
        for form in group.as_dict().values():
            if not isinstance(form, pikepdf.Stream) or form.objgen[0] in seen:
                continue
            if form.get("/Subtype") != pikepdf.Name.Image:
                seen.add(form.objgen[0])
                yield form.objgen[0]
                yield from _forms(form.get("/Resources"), seen)


def decodings(data: bytes) -> Iterator[str]:
    """The texts that bytes may stand for: by their mark, else each encoding that fits."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        yield data.decode("utf-16", errors="replace")
        return
    for encoding in ("utf-8", "gb18030"):
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue
    if not data.isascii():
        yield data.decode("latin-1")
    if len(data) % 2 == 0 and len(data) >= 4 and not data.isascii() or b"\0" in data:
        yield data.decode("utf-16-be", errors="replace")
        yield data.decode("utf-16-le", errors="replace")


def _as_text(parts: Iterable[bytes]) -> str:
    """All texts of the parts, with breaks between; XML character references resolved."""
    texts = dict.fromkeys(text for part in parts for text in decodings(part))
    return _XML_ENTITY.sub(_reference, BREAK.join(texts))


def _reference(match: re.Match[str]) -> str:
    code = match[1]
    number = int(code[1:], 16) if code.startswith("x") else int(code)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else " "


def _in_strings(carried: Carried, needles: Sequence[Needle]) -> Iterator[Leak]:
    parts = sorted(carried.strings | carried.names)
    for hit in find_hits(_as_text(parts), needles):
        yield Leak("object", hit.needle.entity)


def _in_blobs(
    blobs: Sequence[bytes], needles: Sequence[Needle], byte_needles: Sequence[ByteNeedle]
) -> Iterator[Leak]:
    whole = b"\n\0\n".join(blobs)
    yield from (Leak("object", needle.entity) for needle, _ in byte_hits(whole, byte_needles))
    # Folding is slow: only what may be XML or plain text of a person's making.
    small = [b for b in blobs if b.lstrip()[:1] == b"<" or len(b) < 4096]
    for hit in find_hits(_as_text(small), needles):
        yield Leak("object", hit.needle.entity)


def byte_hits(
    blob: bytes, byte_needles: Iterable[ByteNeedle], shortest: int = 0
) -> Iterator[tuple[ByteNeedle, int]]:
    """Places of own values in ``blob``; encodings shorter than ``shortest`` bytes are left."""
    lowered = blob.lower()
    for needle in byte_needles:
        if len(needle.data) >= shortest:
            for at in needle.found_in(blob, lowered):
                yield needle, at


def _in_content(
    content: Sequence[tuple[int, bytes]],
    pages: dict[int, set[int]],
    needles: Sequence[Needle],
    byte_needles: Sequence[ByteNeedle],
    kept: Kept,
) -> Iterator[Leak]:
    """Own values in what draws the pages, unless a value kept on one of those pages says so."""
    starts, blob = _joined([data for _, data in content])
    for needle, at in byte_hits(blob, byte_needles):
        on = pages.get(content[bisect_right(starts, at) - 1][0], set())
        if not kept.says(on, needle.value):
            yield Leak("object", needle.entity, min(on, default=None))
    for number, data in content:
        texts = [_string(literal, hexed) for literal, hexed in _PROPERTY.findall(data)]
        for hit in find_hits(_as_text(texts), needles) if texts else ():
            on = pages.get(number, set())
            if not kept.says(on, hit.needle.value):
                yield Leak("object", hit.needle.entity, min(on, default=None))


def _joined(parts: Sequence[bytes]) -> tuple[list[int], bytes]:
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part) + 1
    return starts, b"\n".join(parts)


def _in_binary(blobs: Sequence[bytes], byte_needles: Sequence[ByteNeedle]) -> Iterator[Leak]:
    for needle, _ in byte_hits(b"\n".join(blobs), byte_needles, MIN_BINARY):
        yield Leak("object", needle.entity)
