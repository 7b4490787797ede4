"""Font programs of a document, each with all that the fonts that share it show."""

from __future__ import annotations

from dataclasses import dataclass, field

from pikepdf import Dictionary, Object, Stream

from redactor.erase.content import key_of
from redactor.erase.cut import Keep, UncutError
from redactor.erase.cut_cff import cut_cff
from redactor.erase.cut_sfnt import cut_sfnt
from redactor.erase.cut_type1 import cut_type1

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_SFNT = (b"\0\1\0\0", b"true", b"OTTO")


@dataclass(slots=True)
class FontFile:
    """A font program and what all the fonts that share it show."""

    stream: Object
    keep: Keep = field(default_factory=Keep)
    kinds: set[bool] = field(default_factory=set)  # whether simple ones, others, or both
    unknown: bool = False  # the codes of a font that uses it cannot be read


def file_of(descriptor: Object | None, files: dict[object, FontFile]) -> FontFile | None:
    """The program that a descriptor brings, the same for all that share it; None for none."""
    if not isinstance(descriptor, Dictionary):
        return None
    for key in _FILES:
        stream = descriptor.get(key)
        if isinstance(stream, Stream):
            return files.setdefault(key_of(stream), FontFile(stream))
    return None


def ask(file: FontFile, keep: Keep, *, simple: bool) -> None:
    """Note glyphs that a font needs of its program."""
    file.kinds.add(simple)
    file.keep = file.keep | keep


def cut_file(file: FontFile) -> None:
    """Take out of a program what no font asked for.

    Raises UncutError, and whatever damage leads to; the program is as it was then.
    """
    if file.unknown:
        raise UncutError("what is shown in a font is not known")
    stream, keep = file.stream, file.keep
    data = stream.read_bytes()
    if data[:4] in _SFNT:
        data = cut_sfnt(data, keep, file.kinds)
        stream.write(data)
        if "/Length1" in stream:
            stream["/Length1"] = len(data)
    elif data[:1] == b"\1":
        # A bare program is asked for CIDs; glyph ids would be those of an OpenType one.
        keep = Keep(cids=keep.cids, wishes=keep.wishes)
        stream.write(cut_cff(data, keep, file.kinds, retain=False))
    elif data[:2] == b"%!" or data[:1] == b"\x80":
        if False in file.kinds:
            raise UncutError("a Type 1 program in a composite font")
        lengths = int(stream.get("/Length1", 0)), int(stream.get("/Length2", 0))
        data, clear, secret = cut_type1(data, lengths, keep)
        stream.write(data)
        stream["/Length1"], stream["/Length2"] = clear, secret
        stream["/Length3"] = len(data) - clear - secret
    else:
        stream.write(b"")  # no font: readers take another one, and it may hold anything
