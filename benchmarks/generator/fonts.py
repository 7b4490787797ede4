"""Typefaces of the samples: outlines, widths, ink boxes and per-document subsets.

``sans`` and ``serif`` are Noto Sans SC and Noto Serif SC (OFL) from the package
``pylopdf-fonts-zh-cn``; without it both fall back to the Droid Sans Fallback that PyMuPDF
carries (Apache-2.0).
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

_PACKAGE = "pylopdf_fonts_zh_cn"
_FILES = {"sans": "NotoSansSC-Regular.otf", "serif": "NotoSerifSC-Regular.otf"}

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
        self._font = TTFont(io.BytesIO(self.data), lazy=True)
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
        font = TTFont(io.BytesIO(self.data), lazy=True, recalcTimestamp=False)
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


def _package_file(name: str) -> Path | None:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / name
    return path if path.is_file() else None


@cache
def face(name: str) -> Face:
    """``sans`` or ``serif``; KeyError for any other name."""
    path = _package_file(_FILES[name])
    if path is None:
        return Face("fallback", pymupdf.Font("cjk").buffer)
    return Face(name, path.read_bytes())
