"""A PDF rebuilt by allow-list: what draws the pages, and nothing else.

Root, pages, XObjects, fonts and graphics states keep the entries named here; everything a
PDF may carry besides (Info, XMP, bookmarks, attachments, scripts, structure, page labels,
thumbnails, private data of applications …) is left behind because nothing refers to it any
more. Then every object still reachable loses what may hold text anywhere.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from redactor.erase.bare_pictures import clean_picture, rewrite
from redactor.erase.clean_content import ContentCleaner
from redactor.erase.colour_spaces import ColourCleaner
from redactor.erase.content import inherited, is_font, keep, key_of, page_resources
from redactor.erase.faults import UNCERTAIN, EraseError, UnreadablePagesError
from redactor.erase.fonts import FontCleaner
from redactor.erase.functions import clean_function
from redactor.erase.icc import bare_profile
from redactor.erase.places import Told, places_of_page
from redactor.erase.plain_numbers import plain_number
from redactor.erase.subset import drop_unused_glyphs
from redactor.erase.vocabulary import KEYS, ORDERINGS, REGISTRIES, TABLES, is_known

PRODUCER = "redactor"
_BLOCK = 1 << 20
_TAIL = 1024

_PAGE = ("/Contents", "/Resources", "/Group", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_INHERITED = ("/MediaBox", "/CropBox", "/Rotate")
_FORM = ("/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group")
_IMAGE = (
    "/Type",
    "/Subtype",
    "/Width",
    "/Height",
    "/ColorSpace",
    "/BitsPerComponent",
    "/Intent",
    "/ImageMask",
    "/Mask",
    "/Decode",
    "/Interpolate",
    "/SMask",
    "/SMaskInData",
    "/Matte",
)
_STREAM = ("/Length", "/Filter", "/DecodeParms")
# Where a stream's own data are read: by the key it is met under, or the colour space it is part of.
_DATA = frozenset(
    "/Contents /CharProcs /FontFile /FontFile2 /FontFile3 /ToUnicode /Encoding /UseCMap "
    "/CIDToGIDMap /JBIG2Globals /DestOutputProfile /ICCBased /Indexed /I /SMask /Mask".split()
)
# Else by what its dictionary says that it is: anything else may be a stream to no purpose.
_KINDS_WITH_DATA = {
    "/Subtype": ("/Image", "/Form"),
    "/PatternType": (1,),
    "/ShadingType": (4, 5, 6, 7),
    "/FunctionType": (0, 4),
}
_PROFILES = ("/ICCBased", "/DestOutputProfile")
# Strings that programs need: what a character collection is called.
_STRINGS = {"/Registry": (REGISTRIES, "Adobe"), "/Ordering": (ORDERINGS, "Identity")}


def sanitise(source: Path, target: Path, before: Path, rewritten: Collection[int] = ()) -> None:
    """Write to ``target`` nothing but what draws the pages: a full rewrite, one revision.

    ``rewritten``: pages (from 0) whose content MuPDF's filter wrote; ``before`` is the document
    before it did. Raises UnreadablePagesError when the content of some pages cannot be read.
    """
    with pikepdf.open(source) as pdf, pikepdf.open(before) as original:
        places = {i: places_of_page(original.pages[i].obj) for i in rewritten}
        pages = [page.obj for page in pdf.pages]
        cleaner = ContentCleaner(pdf)
        bad = [i for i, page in enumerate(pages) if not _clean_page(page, cleaner, places.get(i))]
        if bad:
            raise UnreadablePagesError("a page's content cannot be read", indices=tuple(bad))
        _plain_root(pdf, pages)
        drop_unused_glyphs(pdf)
        fonts, colours = FontCleaner(), ColourCleaner()
        for obj, role, is_table in _reachable(pdf.Root):
            if isinstance(obj, Array):
                colours.clean(obj, of_glyphs=role == "/Differences")
                continue
            _clean_object(obj, fonts, role, is_table=is_table)
        _plain_trailer(pdf)
        pdf.save(
            target,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=True,
            deterministic_id=True,
            linearize=False,
            fix_metadata_version=False,
        )
    _check_end(target)


def _clean_page(page: Object, cleaner: ContentCleaner, before: Told | None) -> bool:
    """Clean one page; False when its content cannot be parsed."""
    for key in _INHERITED:
        value = inherited(page, key)
        if value is not None:
            page[key] = value
    try:
        cleaner.page(page, page_resources(page), before)
    except UNCERTAIN:
        return False
    keep(page, _PAGE)
    page["/Type"] = Name.Page
    return True


def _plain_root(pdf: Pdf, pages: Sequence[Object]) -> None:
    """A catalogue and a page tree of our own, one node deep."""
    intents = _output_intents(pdf)
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(pages), Kids=Array(pages)))
    for page in pages:
        page["/Parent"] = tree
    for key in list(pdf.Root.keys()):
        del pdf.Root[key]
    pdf.Root["/Type"] = Name.Catalog
    pdf.Root["/Pages"] = tree
    if intents:
        pdf.Root["/OutputIntents"] = Array(intents)


def _output_intents(pdf: Pdf) -> list[Object]:
    """The colour profiles that device colours are meant in; without them colours shift."""
    given = pdf.Root.get("/OutputIntents")
    intents: list[Object] = []
    for old in given if isinstance(given, Array) else ():
        profile = old.get("/DestOutputProfile") if isinstance(old, Dictionary) else None
        if isinstance(profile, Stream):
            keep(profile, ("/N", *_STREAM))
            kind = Name.GTS_PDFX
            intents.append(Dictionary(Type=Name.OutputIntent, S=kind, DestOutputProfile=profile))
    return intents


def _plain_trailer(pdf: Pdf) -> None:
    for key in list(pdf.trailer.keys()):
        if key not in ("/Root", "/Size"):
            del pdf.trailer[key]
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Producer=PRODUCER))


def _reachable(root: Object) -> Iterator[tuple[Object, str, bool]]:
    """Every dictionary, stream and array below ``root`` once, itself included; its role: the key
    under which it or its table was met, in a colour space that one's family; whether its own keys
    are names of glyphs, resources or inks.

    The walk goes on with what an object holds when the caller is done with it, so entries the
    caller takes out are not followed.
    """
    seen: set[object] = set()
    waiting: list[tuple[Object, str, bool]] = [(root, "", False)]
    held = []
    while waiting:
        obj, role, is_table = waiting.pop()
        if not isinstance(obj, Dictionary | Array | Stream):
            continue
        key = key_of(obj)
        if key in seen:
            continue
        seen.add(key)
        held.append(obj)  # a direct object's identity counts only while it lives
        yield obj, role, is_table
        waiting.extend(_children(obj, role, is_table))


def _children(obj: Object, role: str, is_table: bool) -> Iterator[tuple[Object, str, bool]]:
    if isinstance(obj, Array):
        family = str(obj[0]) if len(obj) and isinstance(obj[0], Name) else ""
        yield from ((v, family, False) for v in obj if isinstance(v, Object))
        return
    table = obj.stream_dict if isinstance(obj, Stream) else obj
    for key, value in table.items():
        if not isinstance(value, Object) or key == "/Parent":
            continue
        if is_table:
            yield value, role, False
        else:
            # A pattern has its one graphics state or shading under the word for many, too.
            yield value, key, key in TABLES or role == "/Resources"


def _clean_object(obj: Object, fonts: FontCleaner, role: str, *, is_table: bool) -> None:
    if isinstance(obj, Stream):
        _clean_stream(obj, role)
    if is_font(obj):
        fonts.clean(obj)
    table = obj.stream_dict if isinstance(obj, Stream) else obj
    if not is_table:
        keep(obj, KEYS)
    for key, value in list(table.items()):
        if (plain := plain_number(value)) is not value:
            obj[key] = plain
        elif isinstance(value, String):
            known, usual = _STRINGS.get(key, (None, ""))
            if known is None:
                del obj[key]
            elif bytes(value) not in known:
                obj[key] = String(usual)
        elif is_known("" if is_table else key, value):
            continue
        elif key == "/BM" and not is_table:
            obj[key] = Name.Normal  # what readers take it for; without any, the one before goes on
        else:
            del obj[key]


def _clean_stream(stream: Stream, role: str) -> None:
    if not _holds_data(stream, role):
        stream.write(b"")  # what readers take for a dictionary, or for nothing
        return
    if stream.get("/Subtype") != Name.Image:
        rewrite(stream)
    match str(stream.get("/Subtype", "")):
        case "/Image":
            keep(stream, (*_IMAGE, *_STREAM))
            clean_picture(stream)
        case "/Form":
            keep(stream, (*_FORM, *_STREAM))
    if role in _PROFILES:
        stream.write(bare_profile(stream.read_bytes()))
    elif "/FunctionType" in stream:
        clean_function(stream)


def _holds_data(stream: Stream, role: str) -> bool:
    """Whether any reader goes by the stream's data, and not by its dictionary alone."""
    if role in _DATA:
        return True
    table = stream.stream_dict
    return any(table.get(key) in kinds for key, kinds in _KINDS_WITH_DATA.items() if key in table)


def _check_end(path: Path) -> None:
    """Make sure that the file is one revision, and that nothing stands behind its end."""
    with path.open("rb+") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
        start, tail = file.tell(), file.read()
        end = tail.rstrip(b"\r\n")
        if _count(file, b"startxref") != 1 or not end.endswith(b"%%EOF"):
            raise EraseError("the rewritten document is not one revision")
        file.seek(start + len(end))
        file.write(b"\n")
        file.truncate()


def _count(file: BinaryIO, word: bytes) -> int:
    """How often ``word`` stands in the file, which is read in blocks."""
    file.seek(0)
    count, before = 0, b""
    while block := file.read(_BLOCK):
        count += (before + block).count(word)
        before = block[-(len(word) - 1) :]
    return count
