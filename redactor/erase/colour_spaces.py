"""Colour spaces without names of inks, words in profiles, and colours that no pixel asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from redactor.erase.plain_numbers import plain_number
from redactor.erase.samples import components_of
from redactor.erase.vocabulary import unknown_names

# Names that mean something to a reader: all other inks are shown by their alternate.
_KNOWN_INKS = frozenset("/All /None /Cyan /Magenta /Yellow /Black /Red /Green /Blue /Gray".split())
_MOST_COLOURS = 256


@dataclass(slots=True)
class ColourCleaner:
    """Cleans a document's colour spaces; an ink has one new name wherever it is named."""

    _inks: dict[str, Name] = field(default_factory=dict)

    def clean(self, array: Array, *, of_glyphs: bool = False) -> None:
        """Clean ``array`` if it is a colour space; of any other no string is left, and no name
        that means nothing, unless its names are ``of_glyphs``.
        """
        kind = str(array[0]) if len(array) and isinstance(array[0], Name) else ""
        match kind:
            case "/Indexed" | "/I" if len(array) >= 4:
                _cut_palette(array)
                return
            case "/Separation" if len(array) >= 4:
                array[1] = self._neutral(array[1])
            case "/DeviceN" if len(array) >= 4 and isinstance(array[1], Array):
                array[1] = Array([self._neutral(name) for name in array[1]])
                if len(array) > 4 and isinstance(array[4], Dictionary):
                    self._clean_details(array[4])
        items = list(array)
        for i, item in enumerate(items):
            if (plain := plain_number(item)) is not item:
                array[i] = plain
        odd = {i for i, item in enumerate(items) if isinstance(item, String)}
        odd |= set() if of_glyphs else unknown_names(items)
        for i in sorted(odd, reverse=True):
            del array[i]

    def _neutral(self, name: Object) -> Object:
        word = str(name)
        if not isinstance(name, Name) or word in _KNOWN_INKS:
            return name
        return self._inks.setdefault(word, Name(f"/Ink{len(self._inks) + 1}"))

    def _clean_details(self, details: Dictionary) -> None:
        """What a printer should know of the inks: their names here, and how they mix, go."""
        if "/MixingHints" in details:
            del details["/MixingHints"]
        inks = details.get("/Colorants")
        if isinstance(inks, Dictionary):
            fresh = Dictionary()
            for name, space in inks.items():
                fresh[str(self._neutral(Name(name)))] = space
            details["/Colorants"] = fresh
        process = details.get("/Process")
        if isinstance(process, Dictionary) and isinstance(process.get("/Components"), Array):
            names = [self._neutral(name) for name in process["/Components"]]
            process["/Components"] = Array(names)


def _cut_palette(array: Array) -> None:
    """Drop what stands in the table behind the last colour."""
    del array[4:]
    parts, table = components_of(array[1]), array[3]
    if parts < 1 or not isinstance(array[2], int):
        return
    length = min(array[2] + 1, _MOST_COLOURS) * parts
    if isinstance(table, String) and len(bytes(table)) > length:
        array[3] = String(bytes(table)[:length])
    elif isinstance(table, Stream) and len(table.read_bytes()) > length:
        table.write(table.read_bytes()[:length])
