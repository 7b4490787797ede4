"""Typefaces of the samples: outlines, widths, ink boxes and per-document subsets.

``sans`` and ``serif`` are Noto Sans SC and Noto Serif SC (OFL) from the package
``pylopdf-fonts-zh-cn``; others are registered. Without its package a typeface falls back to the
Droid Sans Fallback that PyMuPDF carries (Apache-2.0): ``source`` tells, for the results.
"""

from __future__ import annotations

import importlib.util
import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pymupdf
from fontTools.pens.boundsPen import BoundsPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FALLBACK = "fallback"
_NOTO = "pylopdf_fonts_zh_cn"
_FILES: dict[str, tuple[str, str]] = {  # name: importable package, file in it
    "sans": (_NOTO, "NotoSansSC-Regular.otf"),
    "serif": (_NOTO, "NotoSerifSC-Regular.otf"),
}

Bounds = tuple[float, float, float, float]  # x0, y0, x1, y1 in em, y up from the baseline


@dataclass(slots=True)
class Face:
    """One typeface. Lengths are in em: multiply by the size in points."""

    name: str
    data: bytes = field(repr=False)
    _font: Any = field(init=False, repr=False)
    _glyphs: Any = field(init=False, repr=False)
    _cmap: dict[int, str] = field(init=False, repr=False)
    _bounds: dict[str, Bounds | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._font = TTFont(io.BytesIO(self.data), lazy=True, fontNumber=0)
        self._glyphs = self._font.getGlyphSet()
        self._cmap = self._font.getBestCmap()
        self._bounds = {}

    def has(self, char: str) -> bool:
        return ord(char) in self._cmap

    def advance(self, char: str) -> float:
        """Width of ``char``; KeyError when the face lacks it, rather than a hidden box."""
        width: int = self._font["hmtx"][self._cmap[ord(char)]][0]
        return width / float(self._font["head"].unitsPerEm)

    def ink(self, char: str) -> Bounds | None:
        """Box of the outline; None for a character that leaves no ink."""
        if char not in self._bounds:
            pen = BoundsPen(self._glyphs)
            self._glyphs[self._cmap[ord(char)]].draw(pen)
            em = float(self._font["head"].unitsPerEm)
            self._bounds[char] = None if pen.bounds is None else _scaled(pen.bounds, em)
        return self._bounds[char]

    def subset(self, text: str) -> bytes:
        """A font file with the glyphs of ``text`` only; the same bytes every time.

        PyMuPDF's own subsetter leaves CFF fonts whole (17 MB a file).
        """
        font = TTFont(io.BytesIO(self.data), lazy=True, recalcTimestamp=False, fontNumber=0)
        font.flavor = None  # PyMuPDF reads no WOFF
        options = Options()
        options.layout_features = []
        options.notdef_outline = True
        options.drop_tables += ["BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
        subsetter = Subsetter(options)
        subsetter.populate(text=text)
        subsetter.subset(font)
        out = io.BytesIO()
        font.save(out)
        return _numbered_by_place(out.getvalue())


def _numbered_by_place(data: bytes) -> bytes:
    """The font with each glyph's CID equal to its place in the file.

    PyMuPDF writes glyph numbers where a CID-keyed CFF font expects CIDs; after a subset the
    two differ and every character would show as another one.
    """
    font = TTFont(io.BytesIO(data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    if "CFF " not in font:
        return data
    top = font["CFF "].cff.topDictIndex[0]
    names = [".notdef", *(f"cid{n:05d}" for n in range(1, len(top.charset)))]
    glyphs = top.CharStrings.charStrings
    top.CharStrings.charStrings = {
        new: glyphs[old] for new, old in zip(names, top.charset, strict=True)
    }
    top.charset = names
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _scaled(bounds: Bounds, em: float) -> Bounds:
    x0, y0, x1, y1 = bounds
    return x0 / em, y0 / em, x1 / em, y1 / em


def register(name: str, package: str, file: str) -> None:
    """Add a typeface that lies in an importable package, ``file`` relative to the package.

    Nothing is read before the typeface is asked for. ValueError when ``name`` is already another
    file's: what was measured under a name must not change its look.
    """
    if name == FALLBACK or _FILES.setdefault(name, (package, file)) != (package, file):
        raise ValueError(f"there is another typeface {name}")


def source(name: str) -> str:
    """What a typeface is really drawn with here: ``package/file``, or what stands in for it."""
    if name == FALLBACK or _path(name) is None:
        return "pymupdf/Droid Sans Fallback"
    return "/".join(_FILES[name])


def _path(name: str) -> Path | None:
    """The registered file; None when its package, or the file in it, is not installed."""
    package, file = _FILES[name]
    try:
        spec = importlib.util.find_spec(package)
    except ModuleNotFoundError:  # of ``a.b``, when there is no ``a``
        return None
    folders = [] if spec is None else list(spec.submodule_search_locations or ())
    paths = (Path(folder) / file for folder in folders)
    return next((path for path in paths if path.is_file()), None)


@cache
def face(name: str) -> Face:
    """``sans``, ``serif``, ``fallback`` or a registered name; KeyError for any other."""
    if name == FALLBACK:
        return Face(FALLBACK, pymupdf.Font("cjk").buffer)
    path = _path(name)
    return face(FALLBACK) if path is None else Face(name, path.read_bytes())


@cache
def face_for(name: str, char: str) -> str:
    """The typeface that draws ``char`` on a page set in ``name``, as word processors choose.

    That is ``name`` itself where it has the character, and else the first other that has it.
    KeyError when none has: a page never shows a box in its place.
    """
    for candidate in dict.fromkeys((name, "serif", "sans", FALLBACK)):
        if face(candidate).has(char):
            return candidate
    raise KeyError(f"no typeface has U+{ord(char):04X}")
