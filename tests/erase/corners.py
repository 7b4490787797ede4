"""More places in a PDF that hold text: each function plants ``WHO`` in one, as ``carriers`` do."""

from __future__ import annotations

import io
import struct
import zlib

from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageCms

from tests.erase.carriers import WHO, stream, wrap
from tests.erase.drawn import han, jpeg, picture, scan, type3_font

_SCRIPT = f"app.alert('{WHO}')"
_LATIN = "Wangwm"  # what names of inks, glyphs and tables can hold


def _resources(pdf):
    return pdf.pages[0].obj["/Resources"]


def _script(pdf):
    return pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String(_SCRIPT)))


# Actions ------------------------------------------------------------------------------------


def opening_script(pdf):
    pdf.Root["/OpenAction"] = _script(pdf)


def closing_script(pdf):
    pdf.Root["/AA"] = Dictionary(WC=_script(pdf), DP=_script(pdf))


def field_script(pdf):
    field = _widget(pdf, AA=Dictionary(K=_script(pdf), C=_script(pdf)), A=_script(pdf))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))


def bookmark_action(pdf):
    item = Dictionary(Title=String("1"), A=_script(pdf))
    pdf.Root["/Outlines"] = Dictionary(First=pdf.make_indirect(item), Count=1)


def chained_actions(pdf):
    end = Dictionary(S=Name.Launch, F=String(f"{WHO}.pdf"), Win=Dictionary(P=String(WHO)))
    start = Dictionary(S=Name.GoToR, F=String(f"{WHO}.pdf"), D=String(WHO), Next=Array([end]))
    _note(pdf, "Link", A=start, PA=Dictionary(S=Name.URI, URI=String(WHO)))


def embedded_and_importing_actions(pdf):
    way = Dictionary(R=Name.C, N=String(WHO), P=String(WHO), A=String(WHO))
    end = Dictionary(S=Name.ImportData, F=String(WHO))
    start = Dictionary(S=Name.GoToE, F=String(WHO), D=String(WHO), T=way, Next=end)
    pdf.pages[0].obj["/AA"] = Dictionary(O=start, C=Dictionary(S=Name.Hide, T=String(WHO)))


def sending_action(pdf):
    _note(pdf, "Link", A=Dictionary(S=Name.SubmitForm, F=String(WHO), Fields=Array([String(WHO)])))


# Annotations and fields ---------------------------------------------------------------------


def _note(pdf, kind, **entries):
    given = {"Rect": Array([10, 10, 30, 30]), "F": 2, **entries}
    note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"))
    for key, value in given.items():
        note[f"/{key}"] = value
    made = pdf.make_indirect(note)
    pdf.pages[0].obj["/Annots"] = Array([made])
    return made


def _appearance(pdf):
    look = stream(pdf, f"% {WHO}\n", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    return Dictionary(N=look)


def annotation_of(kind):
    """Author, subject, text, rich text and appearance of an annotation of this type."""

    def plant(pdf):
        _note(
            pdf,
            kind,
            T=String(WHO),
            Subj=String(WHO),
            Contents=String(WHO),
            RC=String(f"<p>{WHO}</p>"),
            DA=String(f"/{_LATIN} 0 Tf"),
            NM=String(WHO),
            OverlayText=String(WHO),
            AP=_appearance(pdf),
            Popup=Dictionary(Subtype=Name.Popup, Contents=String(WHO)),
            FS=Dictionary(UF=String(WHO), EF=Dictionary(F=stream(pdf, WHO))),
            Sound=stream(pdf, WHO),
            MK=Dictionary(CA=String(WHO)),
        )

    plant.__name__ = f"annotation_{kind}"
    return plant


def _widget(pdf, **entries):
    return _note(pdf, "Widget", FT=Name.Tx, T=String("a"), Rect=Array([0, 0, 0, 0]), **entries)


def field_of_choices(pdf):
    options = Array([String(WHO), Array([String("1"), String(WHO)])])
    field = _widget(
        pdf, Opt=options, MK=Dictionary(CA=String(WHO), RC=String(WHO)), RV=String(WHO),
        DS=String(WHO), TM=String(WHO), AP=_appearance(pdf),
    )  # fmt: skip
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]), DA=String(WHO))


def order_of_calculation(pdf):
    lost = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String(WHO), V=String(WHO)))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([]), CO=Array([lost]))


def signature(pdf):
    value = Dictionary(Type=Name.Sig, Name=String(WHO), Reason=String(WHO), Location=String(WHO))
    value["/Contents"] = String(WHO)
    value["/Cert"] = Array([String(WHO)])
    field = _note(pdf, "Widget", FT=Name.Sig, T=String("a"), V=pdf.make_indirect(value))
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.Root["/Perms"] = Dictionary(DocMDP=pdf.make_indirect(value))
    pdf.Root["/DSS"] = Dictionary(Certs=Array([stream(pdf, WHO)]))


# The catalogue ------------------------------------------------------------------------------


def structure_of_every_kind(pdf):
    words = dict.fromkeys(("ActualText", "Alt", "E", "ID", "T", "Lang"), String(WHO))
    item = pdf.make_indirect(Dictionary(S=Name.P, **words))
    item["/A"] = Dictionary(O=Name.Table, Summary=String(WHO))
    pdf.Root["/StructTreeRoot"] = Dictionary(
        Type=Name.StructTreeRoot,
        K=Array([item]),
        IDTree=Dictionary(Names=Array([String(WHO), item])),
        RoleMap=Dictionary({f"/{WHO}": Name.P}),
        ClassMap=Dictionary({f"/{WHO}": Dictionary(O=Name.Layout)}),
        ParentTree=Dictionary(Nums=Array([0, item])),
    )


def web_capture(pdf):
    content = Dictionary(Type=Name.SpiderContentSet, S=Name.SPS, T=String(WHO), ID=String(WHO))
    pdf.Root["/SpiderInfo"] = Dictionary(V=1, C=Array([Dictionary(URL=String(WHO))]))
    pdf.Root["/Names"] = Dictionary(
        URLS=Dictionary(Names=Array([String(WHO), pdf.make_indirect(content)])),
        IDS=Dictionary(Names=Array([String(WHO), pdf.make_indirect(content)])),
    )


def portfolio(pdf):
    field = Dictionary(Subtype=Name.S, N=String(WHO))
    pdf.Root["/Collection"] = Dictionary(Schema=Dictionary({f"/{WHO}": field}), D=String(WHO))


def folders_of_a_portfolio(pdf):
    values = Dictionary({f"/{WHO}": Dictionary(D=String(WHO), P=String(WHO))})
    folder = Dictionary(Type=Name.Folder, ID=0, Name=String(WHO), Desc=String(WHO), CI=values)
    sort = Dictionary(S=Name(f"/{WHO}"))
    pdf.Root["/Collection"] = Dictionary(Folders=pdf.make_indirect(folder), Sort=sort)


def parts_of_a_document(pdf):
    told = Dictionary({f"/{WHO}": String(WHO)})
    node = pdf.make_indirect(Dictionary(Type=Name.DPart, DPM=told))
    names = Array([Name(f"/{WHO}")])
    pdf.Root["/DPartRoot"] = Dictionary(DPartRootNode=node, NodeNameList=names)
    pdf.pages[0].obj["/DPart"] = node


def measures_of_a_page(pdf):
    unit = Array([Dictionary(U=String(WHO), C=1)])
    measure = Dictionary(Subtype=Name.RL, R=String(WHO), X=unit, D=unit, A=unit)
    points = Dictionary(Type=Name.PtData, Names=Array([Name(f"/{WHO}")]))
    view = Dictionary(BBox=Array([0, 0, 9, 9]), Measure=measure, PtData=points)
    pdf.pages[0].obj["/VP"] = Array([view])


def other_name_trees(pdf):
    kinds = ("AP", "Pages", "Templates", "Renditions", "AlternatePresentations")
    tree = Dictionary(Names=Array([String(WHO), stream(pdf, WHO)]))
    pdf.Root["/Names"] = Dictionary({f"/{kind}": tree for kind in kinds})


def info_of_a_thread(pdf):
    bead = pdf.make_indirect(Dictionary(Type=Name.Bead))
    thread = Dictionary(Type=Name.Thread, F=bead, I=Dictionary(Author=String(WHO)))
    bead["/T"] = pdf.make_indirect(thread)
    pdf.Root["/Threads"] = Array([bead["/T"]])
    pdf.pages[0].obj["/B"] = Array([bead])


def maker_of_a_layer(pdf):
    usage = Dictionary(
        CreatorInfo=Dictionary(Creator=String(WHO), Subtype=Name.Artwork),
        User=Dictionary(Type=Name.Ind, Name=String(WHO)),
    )
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("1"), Usage=usage))
    settings = Dictionary(Name=String(WHO), Creator=String(WHO), Order=Array([String(WHO), group]))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=settings)
    _resources(pdf)["/Properties"] = Dictionary(MC0=group)
    wrap(pdf, b"/OC /MC0 BDC ", b" EMC")


def rarely_used_entries(pdf):
    pdf.Root["/Extensions"] = Dictionary({f"/{WHO}": Dictionary(BaseVersion=Name("/1.7"))})
    pdf.Root["/Legal"] = Dictionary(Attestation=String(WHO))
    pdf.Root["/URI"] = Dictionary(Base=String(WHO))
    pdf.Root["/Requirements"] = Array([Dictionary(RH=Dictionary(Script=String(WHO)))])
    pdf.trailer["/Zhang"] = String(WHO)
    page = pdf.pages[0].obj
    page["/VP"] = Array([Dictionary(Name=String(WHO))])
    page["/SeparationInfo"] = Dictionary(DeviceColorant=String(WHO))
    page["/PresSteps"] = Dictionary(NA=_script(pdf))
    page["/Zhang"] = String(WHO)
    page[f"/{WHO}"] = 1


def associated_file_of_the_document(pdf):
    spec = Dictionary(Type=Name.Filespec, UF=String(WHO), EF=Dictionary(F=stream(pdf, WHO)))
    pdf.Root["/AF"] = Array([pdf.make_indirect(spec)])


# Colours, patterns, functions ---------------------------------------------------------------


def _profile():
    """A colour profile whose texts hold the name where its maker writes his."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    for i in range(count):
        tag, at, size = struct.unpack(">4sII", data[132 + 12 * i : 144 + 12 * i])
        if tag in (b"cprt", b"desc"):
            data[at + 8 : at + size] = WHO.encode("utf-16-be").ljust(size - 8, b"\0")[: size - 8]
    return bytes(data)


def profile_of_an_output_intent(pdf):
    profile = pdf.make_stream(_profile())
    profile["/N"] = 3
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, DestOutputProfile=profile)
    pdf.Root["/OutputIntents"] = Array([intent])


def profile_of_a_colour_space(pdf):
    profile = pdf.make_stream(_profile())
    profile["/N"] = 3
    _resources(pdf)["/ColorSpace"] = Dictionary(C0=Array([Name.ICCBased, profile]))
    wrap(pdf, b"q /C0 cs 0.5 0.5 0.5 sc 300 20 10 10 re f Q ", b"")


def _tint(pdf, text="{ dup dup }"):
    function = pdf.make_stream(text.encode())
    function["/FunctionType"] = 4
    function["/Domain"], function["/Range"] = Array([0, 1]), Array([0, 1] * 3)
    return function


def name_of_an_ink(pdf):
    ink = Array([Name.Separation, Name(f"/{WHO}"), Name.DeviceRGB, _tint(pdf)])
    _resources(pdf)["/ColorSpace"] = Dictionary(C0=ink)
    wrap(pdf, b"q /C0 cs 0.5 sc 300 20 10 10 re f Q ", b"")


def names_of_several_inks(pdf):
    names = Array([Name(f"/{WHO}")])
    details = Dictionary(
        Colorants=Dictionary(
            {f"/{WHO}": Array([Name.Separation, Name(f"/{WHO}"), Name.DeviceRGB, _tint(pdf)])}
        ),
        MixingHints=Dictionary(PrintingOrder=Array([Name(f"/{WHO}")])),
    )
    ink = Array([Name.DeviceN, names, Name.DeviceRGB, _tint(pdf), details])
    _resources(pdf)["/ColorSpace"] = Dictionary(C0=ink)
    wrap(pdf, b"q /C0 cs 0.5 sc 300 20 10 10 re f Q ", b"")


def comment_of_a_function(pdf):
    tint = _tint(pdf, f"{{ dup % {WHO}\n dup }}")
    ink = Array([Name.Separation, Name.Gold, Name.DeviceRGB, tint])
    _resources(pdf)["/ColorSpace"] = Dictionary(C0=ink)
    wrap(pdf, b"q /C0 cs 0.5 sc 300 20 10 10 re f Q ", b"")


def profile_of_an_odd_type(pdf):
    profile = pdf.make_stream(_profile())
    profile["/N"], profile["/Type"] = 3, Name.Zhang
    _resources(pdf)["/ColorSpace"] = Dictionary(C0=Array([Name.ICCBased, profile]))
    wrap(pdf, b"q /C0 cs 0.5 0.5 0.5 sc 300 20 10 10 re f Q ", b"")


def _blend(pdf, **entries):
    """A function that its dictionary tells, as a stream with words."""
    return stream(pdf, WHO, Domain=Array([0, 1]), **entries)


def data_of_a_function_without(pdf):
    ends = {"C0": Array([0, 0, 0]), "C1": Array([1, 1, 1]), "N": 1}
    inner = _blend(pdf, FunctionType=2, **ends)
    joined = _blend(pdf, FunctionType=3, Functions=Array([inner]), Bounds=Array([]))
    joined["/Encode"] = Array([0, 1])
    ink = Array([Name.Separation, Name.Gold, Name.DeviceRGB, joined])
    _resources(pdf)["/ColorSpace"] = Dictionary(C0=ink)
    wrap(pdf, b"q /C0 cs 0.5 sc 300 20 10 10 re f Q ", b"")


def data_of_a_shading_without(pdf):
    ends = {"C0": Array([0, 0, 0]), "C1": Array([1, 1, 1]), "N": 1}
    axis = {"ShadingType": 2, "ColorSpace": Name.DeviceRGB, "Coords": Array([200, 60, 220, 80])}
    shading = stream(pdf, WHO, Function=_blend(pdf, FunctionType=2, **ends), **axis)
    _resources(pdf)["/Shading"] = Dictionary(Sh=shading)
    wrap(pdf, b"q 200 60 20 20 re W n /Sh sh Q ", b"")


def data_of_a_state(pdf):
    _resources(pdf)["/ExtGState"] = Dictionary(G0=stream(pdf, WHO, LW=1))
    wrap(pdf, b"/G0 gs ", b"")


def data_of_an_object_of_no_kind(pdf):
    kinds = {"/X0": stream(pdf, WHO), "/X1": stream(pdf, WHO, Subtype=Name.Zhang)}
    _resources(pdf)["/XObject"] = Dictionary(kinds)
    wrap(pdf, b"/X0 Do /X1 Do ", b"")


def _pattern(pdf, content):
    tile = stream(pdf, content, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1)
    tile["/BBox"], tile["/XStep"], tile["/YStep"] = Array([0, 0, 5, 5]), 5, 5
    tile["/Resources"] = Dictionary()
    _resources(pdf)["/Pattern"] = Dictionary(P0=tile)
    wrap(pdf, b"q /Pattern cs /P0 scn 300 20 10 10 re f Q ", b"")
    return tile


def comment_of_a_pattern(pdf):
    _pattern(pdf, f"% {WHO}\n0 0 2 2 re f /Span <</ActualText ({_LATIN}{WHO})>> BDC EMC")


def entries_of_a_pattern(pdf):
    tile = _pattern(pdf, "0 0 2 2 re f")
    tile["/Zhang"] = String(WHO)
    tile["/PieceInfo"] = Dictionary(App=Dictionary(Private=String(WHO)))
    tile["/Metadata"] = stream(pdf, WHO, Type=Name.Metadata)


def entries_of_a_form(pdf):
    form = stream(pdf, f"% {WHO}\n0 0 2 2 re f", Type=Name.XObject, Subtype=Name.Form)
    form["/BBox"] = Array([0, 0, 9, 9])
    form["/PieceInfo"] = Dictionary(App=Dictionary(Private=String(WHO)))
    form["/Metadata"] = stream(pdf, WHO, Type=Name.Metadata)
    form["/Name"] = Name(f"/{WHO}")
    form["/LastModified"] = String(WHO)
    form["/Ref"] = Dictionary(F=String(WHO), ID=Array([String(WHO)]))
    form["/OPI"] = Dictionary({"/2.0": Dictionary(F=String(WHO))})
    _resources(pdf)["/XObject"]["/Fm"] = form
    wrap(pdf, b"/Fm Do ", b"")


def printer_code(pdf):
    code = stream(pdf, f"({WHO}) show", Type=Name.XObject, Subtype=Name.PS)
    _resources(pdf)["/XObject"]["/Ps"] = code
    wrap(pdf, b"/Ps Do ", b"")


def halftone(pdf):
    state = Dictionary(Type=Name.ExtGState, HT=Dictionary(HalftoneType=1, HalftoneName=String(WHO)))
    state["/TR"] = _tint(pdf, f"{{ % {WHO}\n }}")
    _resources(pdf)["/ExtGState"] = Dictionary(G0=state)
    wrap(pdf, b"/G0 gs ", b"")


# Fonts --------------------------------------------------------------------------------------


def names_in_a_font_program(pdf):
    with TTFont(io.BytesIO(han()[1]), recalcTimestamp=False) as font:
        for number in (0, 1, 4, 9):
            font["name"].setName(WHO, number, 3, 1, 0x409)
        if "CFF " in font:
            top = font["CFF "].cff.topDictIndex[0]
            top.Notice = top.FullName = top.FamilyName = _LATIN + WHO.encode().hex()
            font["CFF "].cff.fontNames = ["Wangwm"]
        out = io.BytesIO()
        font.save(out)
    child = _resources(pdf)["/Font"]["/F0"]["/DescendantFonts"][0]
    descriptor = child["/FontDescriptor"]
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            descriptor[key].write(out.getvalue())
            descriptor[key]["/Zhang"] = String(WHO)


def subset_tag(pdf):
    font = _resources(pdf)["/Font"]["/F0"]
    font["/BaseFont"] = Name("/WANGWM+Song")
    font["/DescendantFonts"][0]["/BaseFont"] = Name(f"/{WHO}+Song")


def names_of_type3_glyphs(pdf):
    font = type3_font(pdf, "AB")
    font["/CharProcs"][f"/{WHO}"] = font["/CharProcs"]["/g0"]
    font["/CharProcs"]["/g1"] = pdf.make_stream(f"% {WHO}\n1000 0 0 0 9 9 d1 0 0 9 9 re f".encode())
    font["/Encoding"]["/Differences"] = Array([65, Name(f"/{WHO}"), Name.g1])
    font["/Name"] = Name(f"/{WHO}")
    _resources(pdf)["/Font"]["/T3"] = font
    wrap(pdf, b"BT /T3 12 Tf 10 10 Td (AB) Tj ET ", b"")


def names_of_an_encoding(pdf):
    font = _resources(pdf)["/Font"]["/helv"]
    font["/Encoding"] = Dictionary(
        Type=Name.Encoding, Differences=Array([65, Name.A, Name(f"/{WHO}"), Name.C])
    )
    wrap(pdf, b"BT /helv 12 Tf 10 10 Td (A) Tj ET ", b"")


def character_collection(pdf):
    child = _resources(pdf)["/Font"]["/F0"]["/DescendantFonts"][0]
    child["/CIDSystemInfo"] = Dictionary(Registry=String(WHO), Ordering=String(WHO), Supplement=0)


def name_of_a_character_map(pdf):
    font = _resources(pdf)["/Font"]["/F0"]
    data = font["/ToUnicode"].read_bytes()
    name = Name(f"/{WHO}").unparse()
    text = f"/Notice ({_LATIN}".encode() + WHO.encode() + b") def\n/CMapName " + name + b" def\n"
    font["/ToUnicode"].write(data.replace(b"begincmap", b"begincmap\n" + text, 1))
    font["/ToUnicode"]["/CMapName"] = Name(f"/{WHO}")


# Pictures -----------------------------------------------------------------------------------


def _draw(pdf, image):
    _resources(pdf)["/XObject"]["/Im"] = image
    wrap(pdf, b"q 80 0 0 60 200 20 cm /Im Do Q ", b"")
    return image


def _grey(pdf, data=b"", **entries):
    pixels = scan(80, 60, "L").tobytes()
    return picture(pdf, pixels + data, 80, 60, ColorSpace=Name.DeviceGray, **entries)


def metadata_of_a_picture(pdf):
    image = _draw(pdf, _grey(pdf))
    image["/Metadata"] = stream(pdf, WHO, Type=Name.Metadata, Subtype=Name.XML)
    image["/PieceInfo"] = Dictionary(App=Dictionary(Private=String(WHO)))
    image["/AF"] = Array([Dictionary(UF=String(WHO))])
    image["/Measure"] = Dictionary(R=String(WHO))
    image["/ID"] = String(WHO)


def alternate_picture(pdf):
    image = _draw(pdf, _grey(pdf))
    image["/Alternates"] = Array([Dictionary(Image=_grey(pdf, WHO.encode()))])


def tail_of_a_soft_mask(pdf):
    image = _draw(pdf, _grey(pdf))
    image["/SMask"] = _grey(pdf, WHO.encode())
    image["/SMask"]["/Metadata"] = stream(pdf, WHO, Type=Name.Metadata)


def tail_of_a_stencil(pdf):
    image = _draw(pdf, _grey(pdf))
    mask = picture(pdf, b"\xf0" * 600 + WHO.encode(), 80, 60, ColorSpace=None, BitsPerComponent=1)
    mask["/ImageMask"] = True
    image["/Mask"] = mask


def _flate(pdf, behind=b"", **parms):
    """A picture coded by one of PNG's predictors."""
    image = picture(
        pdf, zlib.compress((b"\2" + b"\1" * 80) * 60) + behind, 80, 60, ColorSpace=Name.DeviceGray
    )
    image["/Filter"] = Name.FlateDecode
    image["/DecodeParms"] = Dictionary(Predictor=15, Columns=80, **parms)
    return image


def words_behind_flate(pdf):
    _draw(pdf, _flate(pdf, behind=WHO.encode()))


def words_among_the_parameters_of_flate(pdf):
    _draw(pdf, _flate(pdf, Note=Name(f"/{WHO}")))


def words_behind_the_flate_of_a_page(pdf):
    content = pdf.pages[0].obj["/Contents"]
    data = zlib.compress(content.read_bytes()) + WHO.encode()
    content.write(data, filter=Name.FlateDecode)


def colours_of_an_indexed_picture(pdf):
    """More colours in the table than any pixel can ask for."""
    table = bytes(range(48)) + WHO.encode()
    space = Array([Name.Indexed, Name.DeviceRGB, 15, String(table)])
    _draw(pdf, picture(pdf, b"\x10" * 40 * 60, 80, 60, ColorSpace=space, BitsPerComponent=4))


def exif_below_another_filter(pdf):
    data = jpeg(scan(80, 60), comment=WHO.encode(), exif=b"Exif\0\0" + WHO.encode())
    image = picture(pdf, data.hex().encode() + b">", 80, 60)
    image["/Filter"] = Array([Name.ASCIIHexDecode, Name.DCTDecode])
    _draw(pdf, image)


def comment_of_a_mask(pdf):
    image = _draw(pdf, _grey(pdf))
    data = jpeg(scan(80, 60, "L"), comment=WHO.encode())
    image["/SMask"] = picture(pdf, data, 80, 60, ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode)


def comment_of_an_inline_picture(pdf):
    data = jpeg(scan(80, 60), comment=WHO.encode())
    head = b"q 80 0 0 60 200 20 cm BI /W 80 /H 60 /CS /RGB /BPC 8 /F /DCT ID "
    wrap(pdf, head + data + b"\nEI Q ", b"")


def tail_of_an_inline_picture(pdf):
    data = (b"\x10" * 16 + WHO.encode()).hex().encode() + b">"
    head = b"q 80 0 0 60 200 20 cm BI /W 4 /H 4 /CS /G /BPC 8 /F /AHx ID "
    wrap(pdf, head + data + b"\nEI Q ", b"")


def _fax(image):
    """A bitonal picture in fax coding (T.6), bare."""
    out = io.BytesIO()
    image.convert("1").save(out, "TIFF", compression="group4")
    with Image.open(io.BytesIO(out.getvalue())) as tiff:
        at, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    return out.getvalue()[at : at + size]


def tail_of_a_fax(pdf):
    image = picture(pdf, _fax(scan(80, 60)) + WHO.encode(), 80, 60, ColorSpace=Name.DeviceGray)
    image["/BitsPerComponent"], image["/Filter"] = 1, Name.CCITTFaxDecode
    image["/DecodeParms"] = Dictionary(K=-1, Columns=80, Rows=60, BlackIs1=True)
    _draw(pdf, image)


def _segment(number, kind, body, page=1):
    return struct.pack(">IBBBI", number, kind, 0, page, len(body)) + body


def comment_of_a_jbig2(pdf):
    coded = _fax(scan(80, 60))
    region = struct.pack(">IIIIB", 80, 60, 0, 0, 0) + b"\x01" + coded
    said = struct.pack(">I", 0x20000000) + b"Who\0" + WHO.encode() + b"\0\0"
    data = _segment(0, 48, struct.pack(">IIIIBH", 80, 60, 0, 0, 0, 0))
    data += _segment(1, 62, said) + _segment(2, 38, region) + WHO.encode()
    image = picture(pdf, data, 80, 60, ColorSpace=Name.DeviceGray)
    image["/BitsPerComponent"], image["/Filter"] = 1, Name.JBIG2Decode
    image["/DecodeParms"] = Dictionary(JBIG2Globals=pdf.make_stream(_segment(9, 62, said, 0)))
    _draw(pdf, image)


ANNOTATIONS = (
    "Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut "
    "Caret Stamp Ink Popup FileAttachment Sound Movie Screen PrinterMark TrapNet Watermark 3D "
    "Redact RichMedia Projection"
).split()
CORNERS = [
    opening_script, closing_script, field_script, bookmark_action, chained_actions, sending_action,
    embedded_and_importing_actions, folders_of_a_portfolio, parts_of_a_document, measures_of_a_page,
    *map(annotation_of, ANNOTATIONS), field_of_choices, order_of_calculation, signature,
    structure_of_every_kind, web_capture, portfolio, other_name_trees, info_of_a_thread,
    maker_of_a_layer, rarely_used_entries, associated_file_of_the_document,
    profile_of_an_output_intent, profile_of_a_colour_space, name_of_an_ink, names_of_several_inks,
    comment_of_a_function, comment_of_a_pattern, entries_of_a_pattern, entries_of_a_form,
    printer_code, halftone, names_in_a_font_program, subset_tag, names_of_type3_glyphs,
    names_of_an_encoding, character_collection, name_of_a_character_map, metadata_of_a_picture,
    alternate_picture, tail_of_a_soft_mask, tail_of_a_stencil, colours_of_an_indexed_picture,
    exif_below_another_filter, comment_of_a_mask, comment_of_an_inline_picture,
    tail_of_an_inline_picture, tail_of_a_fax, comment_of_a_jbig2, words_behind_flate,
    words_among_the_parameters_of_flate, words_behind_the_flate_of_a_page, profile_of_an_odd_type,
    data_of_a_function_without, data_of_a_shading_without, data_of_a_state,
    data_of_an_object_of_no_kind,
]  # fmt: skip
