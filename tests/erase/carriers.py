"""Places in a PDF that hold text besides its pages: each function plants ``WHO`` in one."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.erase.drawn import code, jpeg, scan

WHO = "王伟民Wangwm"
PAGE = f"BT /F0 12 Tf 60 200 Td {code('李娜、赵强')} Tj ET"


def info(pdf):
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Author=String(WHO), Zhang=String(WHO)))


def xmp(pdf):
    pdf.Root["/Metadata"] = stream(pdf, f"<?xpacket?>{WHO}", Type=Name.Metadata)


def page_xmp(pdf):
    pdf.pages[0].obj["/Metadata"] = stream(pdf, WHO, Type=Name.Metadata)


def stream(pdf, text, **entries):
    made = pdf.make_stream(text.encode())
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def bookmark(pdf):
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(WHO, 0))


def attachment(pdf):
    pdf.attachments[f"{WHO}.txt"] = pikepdf.AttachedFileSpec(pdf, WHO.encode(), filename=WHO)


def associated_file(pdf):
    spec = Dictionary(Type=Name.Filespec, UF=String(WHO), F=String(WHO))
    pdf.pages[0].obj["/AF"] = Array([pdf.make_indirect(spec)])


def layer(pdf):
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(WHO)))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(Order=Array([group])))
    pdf.pages[0].obj["/Resources"]["/Properties"] = Dictionary(MC0=group)
    wrap(pdf, b"/OC /MC0 BDC ", b" EMC")


def wrap(pdf, before, after):
    page = pdf.pages[0].obj
    page["/Contents"] = pdf.make_stream(before + page["/Contents"].read_bytes() + after)


def page_label(pdf):
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(P=String(WHO))]))


def named_destination(pdf):
    target = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([String(WHO), target])))


def old_destination(pdf):
    pdf.Root["/Dests"] = Dictionary({f"/{WHO}": Array([pdf.pages[0].obj, Name.Fit])})


def script(pdf):
    action = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{WHO}')"))
    pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def open_action(pdf):
    pdf.Root["/OpenAction"] = Dictionary(S=Name.URI, URI=String(f"http://x.example/{WHO}"))


def page_action(pdf):
    action = Dictionary(S=Name.JavaScript, JS=stream(pdf, WHO))
    pdf.pages[0].obj["/AA"] = Dictionary(O=action)


def actual_text(pdf):
    text = String(WHO).unparse()
    wrap(pdf, b"/Span <</ActualText " + text + b" /Alt " + text + b">> BDC ", b" EMC")


def property_list(pdf):
    pdf.pages[0].obj["/Resources"]["/Properties"] = Dictionary(
        P0=pdf.make_indirect(Dictionary(ActualText=String(WHO)))
    )
    wrap(pdf, b"/Span /P0 BDC ", b" EMC")


def structure(pdf):
    item = pdf.make_indirect(Dictionary(S=Name.P, ActualText=String(WHO), T=String(WHO)))
    pdf.Root["/StructTreeRoot"] = Dictionary(Type=Name.StructTreeRoot, K=Array([item]))
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)


def piece_info(pdf):
    pdf.pages[0].obj["/PieceInfo"] = Dictionary(App=Dictionary(Private=String(WHO)))


def root_piece_info(pdf):
    pdf.Root["/PieceInfo"] = Dictionary(App=Dictionary(Private=stream(pdf, WHO)))


def thumbnail(pdf):
    pixels = WHO.encode().ljust(64, b"\0")
    pdf.pages[0].obj["/Thumb"] = stream(
        pdf, pixels.decode(), Width=8, Height=8, ColorSpace=Name.DeviceGray, BitsPerComponent=8
    )


def comment(pdf):
    wrap(pdf, f"% {WHO}\n".encode(), f"\n% {WHO}".encode())


def unknown_operator(pdf):
    wrap(pdf, String(WHO).unparse() + b" XX ", b"")


def string_before_an_operator(pdf):
    wrap(pdf, String(WHO).unparse() + b" 0 g ", b"")


def compatibility_section(pdf):
    wrap(pdf, b"BX " + String(WHO).unparse() + b" QQ EX ", b"")


def resource_name(pdf):
    fonts = pdf.pages[0].obj["/Resources"]["/Font"]
    fonts[f"/{WHO}"] = fonts["/F0"]
    page = pdf.pages[0].obj
    data = page["/Contents"].read_bytes().replace(b"/F0", Name(f"/{WHO}").unparse())
    page["/Contents"] = pdf.make_stream(data)


def unused_form(pdf):
    form = stream(pdf, f"({WHO}) Tj", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0] * 4))
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Old"] = form


def unused_object(pdf):
    pdf.make_indirect(String(WHO))
    pdf.Root["/Lost"] = pdf.make_indirect(Array([String(WHO)]))


def inherited_entry(pdf):
    pdf.Root["/Pages"]["/Who"] = String(WHO)


def font_name(pdf):
    fonts = pdf.pages[0].obj["/Resources"]["/Font"]
    font = fonts["/F0"]
    font["/BaseFont"] = Name(f"/{WHO}")
    child = font["/DescendantFonts"][0]
    child["/BaseFont"] = Name(f"/{WHO}")
    child["/FontDescriptor"]["/FontName"] = Name(f"/{WHO}")
    child["/FontDescriptor"]["/FontFamily"] = String(WHO)


def name_of_a_font_that_is_not_embedded(pdf):
    pdf.pages[0].obj["/Resources"]["/Font"]["/helv"]["/BaseFont"] = Name(f"/{WHO}")
    wrap(pdf, b"BT /helv 12 Tf 10 10 Td (x) Tj ET ", b"")


def character_map_comment(pdf):
    font = pdf.pages[0].obj["/Resources"]["/Font"]["/F0"]
    font["/ToUnicode"].write(f"% {WHO}\n".encode() + font["/ToUnicode"].read_bytes())


def file_identifier(pdf):
    pdf.trailer["/ID"] = Array([String(WHO.ljust(16)), String(WHO.ljust(16))])


def exif(pdf):
    exif_data = b"Exif\0\0" + WHO.encode()
    _picture(pdf, jpeg(scan(80, 60), exif=exif_data, comment=WHO.encode()))


def tail_of_a_jpeg(pdf):
    _picture(pdf, jpeg(scan(80, 60)) + WHO.encode())


def tail_of_a_picture(pdf):
    _picture(pdf, scan(80, 60).tobytes() + WHO.encode(), Filter=None)


def entry_of_a_picture(pdf):
    _picture(pdf, jpeg(scan(80, 60)), Name=Name(f"/{WHO}"), Title=String(WHO))


def entry_of_a_graphics_state(pdf):
    state = Dictionary(Type=Name.ExtGState, ca=1, Note=String(WHO))
    pdf.pages[0].obj["/Resources"]["/ExtGState"] = Dictionary(G0=state)
    wrap(pdf, b"/G0 gs ", b"")


def kinds_of_objects(pdf):
    state = Dictionary(Type=Name(f"/{WHO}"), ca=1, BM=Name(f"/{WHO}"))
    resources = pdf.pages[0].obj["/Resources"]
    resources["/ExtGState"] = Dictionary(G0=state)
    for font in (resources["/Font"]["/F0"], resources["/Font"]["/F0"]["/DescendantFonts"][0]):
        font["/Type"] = font["/BaseFont"] = Name(f"/{WHO}")
    group = Dictionary(Type=Name(f"/{WHO}"), S=Name(f"/{WHO}"))
    pdf.pages[0].obj["/Group"] = group
    wrap(pdf, b"/G0 gs ", b"")


def annotation(pdf):
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]),
        Contents=String(WHO), T=String(WHO), F=2,
    )  # fmt: skip
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])


def link(pdf):
    action = Dictionary(S=Name.URI, URI=String(f"mailto:{WHO}@x.example"))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([60, 190, 90, 220]), A=action,
        Border=Array([0, 0, 0]),
    )  # fmt: skip
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])


def hidden_form_field(pdf):
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            Rect=Array([0, 0, 0, 0]),
            T=String(WHO),
            TU=String(WHO),
            V=String(WHO),
            DV=String(WHO),
            F=2,
        )  # fmt: skip
    )
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))
    pdf.pages[0].obj["/Annots"] = Array([field])


def xfa(pdf):
    pdf.Root["/AcroForm"] = Dictionary(Fields=Array([]), XFA=stream(pdf, f"<a>{WHO}</a>"))


def thread(pdf):
    bead = pdf.make_indirect(Dictionary(I=Dictionary(Title=String(WHO))))
    pdf.Root["/Threads"] = Array([bead])


def language(pdf):
    pdf.Root["/Lang"] = String(WHO)


def output_intent(pdf):
    intent = Dictionary(Type=Name.OutputIntent, Info=String(WHO), S=Name.GTS_PDFA1)
    pdf.Root["/OutputIntents"] = Array([intent])


def _picture(pdf, data, **entries):
    given = {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 80, "Height": 60,
        "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8, "Filter": Name.DCTDecode,
    } | entries  # fmt: skip
    made = pdf.make_stream(data)
    for key, value in given.items():
        if value is not None:
            made[f"/{key}"] = value
    pdf.pages[0].obj["/Resources"]["/XObject"]["/Im"] = made
    wrap(pdf, b"q 80 0 0 60 200 20 cm /Im Do Q ", b"")


CARRIERS = [
    info, xmp, page_xmp, bookmark, attachment, associated_file, layer, page_label,
    named_destination, old_destination, script, open_action, page_action, actual_text,
    property_list, structure, piece_info, root_piece_info, thumbnail, comment, unknown_operator,
    string_before_an_operator, compatibility_section, resource_name, unused_form, unused_object,
    inherited_entry, font_name, name_of_a_font_that_is_not_embedded, character_map_comment,
    file_identifier, exif, tail_of_a_jpeg, tail_of_a_picture, entry_of_a_picture,
    entry_of_a_graphics_state, kinds_of_objects, annotation, link, hidden_form_field, xfa, thread,
    language, output_intent,
]  # fmt: skip
