"""What a PDF's objects may say (ISO 32000-1): keys of what draws, and names that readers know.

Whatever else a dictionary holds draws nothing, and may hold anything: a person's name as a key, or
as a name that no reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pikepdf import Array, Name

# Dictionaries whose keys are names of glyphs or inks, as those of resources are.
TABLES = frozenset(("/CharProcs", "/Colorants"))
KEYS = TABLES | frozenset(
    "/ColorSpace /ExtGState /Font /Pattern /Shading /XObject "
    # the catalogue, pages, resources, streams and filters
    "/Type /Pages /Kids /Count /Parent /OutputIntents /DestOutputProfile /Contents /Resources "
    "/MediaBox /CropBox /Rotate /UserUnit /Length /Filter /DecodeParms /Predictor /Colors /Columns "
    "/BitsPerComponent /EarlyChange /K /EndOfLine /EncodedByteAlign /Rows /EndOfBlock /BlackIs1 "
    "/DamagedRowsBeforeError /JBIG2Globals /ColorTransform "
    # forms, groups, pictures, graphics states, soft masks
    "/Subtype /FormType /BBox /Matrix /Group /S /CS /I /Width /Height /Intent /ImageMask /Mask "
    "/Decode /Interpolate /SMask /SMaskInData /Matte /LW /LC /LJ /ML /D /RI /OP /op /OPM /BG /BG2 "
    "/UCR /UCR2 /TR /TR2 /FL /SM /SA /BM /CA /ca /AIS /TK /G /BC "
    # patterns, shadings, functions, colour spaces
    "/PatternType /PaintType /TilingType /XStep /YStep /ShadingType /Background /AntiAlias "
    "/Function /Domain /Coords /Extend /BitsPerCoordinate /BitsPerFlag /VerticesPerRow "
    "/FunctionType /Range /Size /BitsPerSample /Order /Encode /C0 /C1 /N /Functions /Bounds "
    "/WhitePoint /BlackPoint /Gamma /Alternate /Process /Components "
    # fonts
    "/BaseFont /FirstChar /LastChar /Widths /FontDescriptor /Encoding /ToUnicode /DescendantFonts "
    "/CIDSystemInfo /DW /W /DW2 /W2 /CIDToGIDMap /FontBBox /FontMatrix /FontName /FontStretch "
    "/FontWeight /Flags /ItalicAngle /Ascent /Descent /Leading /CapHeight /XHeight /StemV /StemH "
    "/AvgWidth /MaxWidth /MissingWidth /FontFile /FontFile2 /FontFile3 /Length1 /Length2 /Length3 "
    "/BaseEncoding /Differences /WMode /UseCMap /Registry /Ordering /Supplement".split()
)
# Entries whose names are chosen by whoever cleans fonts.
_NAMES_OF_FONTS = ("/BaseFont", "/FontName")
_INTENTS = frozenset("/AbsoluteColorimetric /Perceptual /RelativeColorimetric /Saturation".split())
# Adobe's character maps (Technical Note 5094), each across and down.
_CMAPS = (
    "GB GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K GBT GBT-EUC GBTpc-EUC UniGB-UCS2 UniGB-UTF8 "
    "UniGB-UTF16 UniGB-UTF32 B5 B5pc CNS1 CNS2 CNS-EUC ETHK-B5 ETen-B5 ETenms-B5 HKdla-B5 HKdlb-B5 "
    "HKgccs-B5 HKm314-B5 HKm471-B5 HKscs-B5 UniCNS-UCS2 UniCNS-UTF8 UniCNS-UTF16 UniCNS-UTF32 "
    "78 78-EUC 78-RKSJ 78ms-RKSJ 83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add Add-RKSJ EUC Ext "
    "Ext-RKSJ NWP RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF8 UniJIS-UTF16 UniJIS-UTF32 "
    "UniJIS2004-UTF8 UniJIS2004-UTF16 UniJIS2004-UTF32 UniJISX0213-UTF32 UniJISX02132004-UTF32 "
    "KSC KSC-EUC KSC-Johab KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF8 UniKS-UTF16 "
    "UniKS-UTF32 Identity".split()
)
ENCODINGS = frozenset(
    (
        *(f"/{word}Encoding" for word in "Standard MacRoman WinAnsi MacExpert PDFDoc".split()),
        *(f"/{cmap}-{way}" for cmap in _CMAPS for way in "HV"),
        *("/H", "/V"),
        *(f"/Adobe-{of}-UCS2" for of in ("GB1", "CNS1", "Japan1", "Korea1")),  # to text
    )
)
# What a character collection is called, by Adobe's lists of them.
REGISTRIES = frozenset((b"Adobe",))
ORDERINGS = frozenset(b"Identity UCS GB1 CNS1 Japan1 Japan2 Korea1 KR Manga1".split())
_KEYS_OF_ENCODINGS = ("/Encoding", "/BaseEncoding", "/ToUnicode", "/UseCMap")
# What names of a kind may say; another one is no kind that a reader knows.
_KINDS = {
    "/Type": frozenset(
        "/CMap /Catalog /Encoding /ExtGState /Font /FontDescriptor /Group /Halftone /Mask "
        "/OutputIntent /Page /Pages /Pattern /XObject".split()
    ),
    "/Subtype": frozenset(
        "/CIDFontType0 /CIDFontType0C /CIDFontType2 /Form /Image /MMType1 /NChannel /OpenType /PS "
        "/TrueType /Type0 /Type1 /Type1C /Type3".split()
    ),
    "/BM": frozenset(
        "/Color /ColorBurn /ColorDodge /Compatible /Darken /Difference /Exclusion /HardLight /Hue "
        "/Lighten /Luminosity /Multiply /Normal /Overlay /Saturation /Screen /SoftLight".split()
    ),
    "/S": frozenset("/Alpha /GTS_PDFX /Luminosity /Transparency".split()),
    "/FontStretch": frozenset(
        "/UltraCondensed /ExtraCondensed /Condensed /SemiCondensed /Normal /SemiExpanded /Expanded "
        "/ExtraExpanded /UltraExpanded".split()
    ),
    "/Intent": _INTENTS,
    "/RI": _INTENTS,
}
# Names of anything else: colour spaces, inks, filters, and what stands for nothing or as usual.
_WORDS = frozenset(
    "/DeviceGray /DeviceRGB /DeviceCMYK /CalGray /CalRGB /CalCMYK /Lab /ICCBased /Indexed "
    "/Pattern /Separation /DeviceN /G /RGB /CMYK /I /All /None /Cyan /Magenta /Yellow /Black /Red "
    "/Green /Blue /Gray /FlateDecode /LZWDecode /RunLengthDecode /ASCII85Decode /ASCIIHexDecode "
    "/DCTDecode /JPXDecode /CCITTFaxDecode /JBIG2Decode /Crypt /Fl /LZW /RL /A85 /AHx /DCT /CCF "
    "/Default /Identity".split()
)
OWN_INK = re.compile(r"/Ink\d+")


def is_known(key: str, value: object) -> bool:
    """Whether ``value`` may stand under ``key``, as far as it is a name or a list of kinds."""
    if key in _KINDS:
        said = value if isinstance(value, Array) else [value]
        return all(isinstance(v, Name) and str(v) in _KINDS[key] for v in said)
    if not isinstance(value, Name) or key in _NAMES_OF_FONTS:
        return True
    if key in _KEYS_OF_ENCODINGS:
        return str(value) in ENCODINGS
    return _is_word(str(value))


def unknown_names(items: Iterable[object]) -> set[int]:
    """Where in an array a name stands that no reader knows."""
    return {i for i, v in enumerate(items) if isinstance(v, Name) and not _is_word(str(v))}


def _is_word(name: str) -> bool:
    return name in _WORDS or OWN_INK.fullmatch(name) is not None
