"""What is done to an upload of the table once it is written: values put in its corners."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf

from benchmarks.generator.fonts import face
from tests.cases.people import WANG
from tests.erase import carriers

Plant = Callable[[Path], None]
VALUE = f"{WANG.names[0]} {WANG.id_numbers[0]}"


def carried(carrier: Callable[[Any], None]) -> Plant:
    """One of the carriers of the erasing tests, with the applicant's values in it."""

    def plant(path: Path) -> None:
        usual = carriers.WHO
        carriers.WHO = VALUE
        try:
            with pikepdf.open(path, allow_overwriting_input=True) as pdf:
                page = pdf.pages[0]
                page.contents_coalesce()
                if "/XObject" not in page.Resources:
                    page.Resources["/XObject"] = pikepdf.Dictionary()
                carrier(pdf)
                pdf.save(path)
        finally:
            carriers.WHO = usual

    return plant


def written(x: float, y: float, *, grey: float = 0.0, mode: int = 0) -> Plant:
    """The values as text that no reader sees: white, invisible or off the page."""

    def plant(path: Path) -> None:
        with pymupdf.open(path) as document:
            font = pymupdf.Font(fontbuffer=face("serif").subset(VALUE))
            writer = pymupdf.TextWriter(document[0].rect)
            writer.append((x, y), VALUE, font=font, fontsize=9)
            writer.write_text(document[0], color=(grey,) * 3, render_mode=mode)
            data = document.tobytes()
        path.write_bytes(data)

    return plant


def cropped(path: Path) -> None:
    """The values at the foot of the page, and the foot cropped away."""
    written(20, 200)(path)
    with pymupdf.open(path) as document:
        page = document[0]
        page.set_cropbox(pymupdf.Rect(0, 0, page.rect.width, page.rect.height - 20))
        data = document.tobytes()
    path.write_bytes(data)


def revised(path: Path) -> None:
    """The values in the revision before the last."""
    with pymupdf.open(path) as document:
        document.set_metadata({"author": VALUE})
        data = document.tobytes()
    path.write_bytes(data)
    with pymupdf.open(path) as document:
        document.set_metadata({})
        document.saveIncr()


def tailed(path: Path) -> None:
    """The values after the end of the file."""
    path.write_bytes(path.read_bytes() + f"\n% {VALUE}\n".encode())


def barred(path: Path) -> None:
    """A black bar drawn over what the applicant wanted to hide; the text lives on below."""
    written(20, 150)(path)
    with pymupdf.open(path) as document:
        document[0].draw_rect(pymupdf.Rect(15, 138, 200, 156), color=(0, 0, 0), fill=(0, 0, 0))
        data = document.tobytes()
    path.write_bytes(data)


def signed(path: Path) -> None:
    """A signature field as signing programs leave it; its certificate names the signer."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        signature = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig,
            Filter=pikepdf.Name("/Adobe.PPKLite"),
            SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
            Name=pikepdf.String(VALUE),
            Contents=pikepdf.String(VALUE),
        )
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String("Signature1"),
            V=pdf.make_indirect(signature),
            Rect=pikepdf.Array([0, 0, 0, 0]),
            F=132,
        )
        made = pdf.make_indirect(field)
        pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array([made]), SigFlags=3)
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([made])
        pdf.save(path)


def locked(path: Path) -> None:
    with pymupdf.open(path) as document:
        data = document.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=VALUE, owner_pw=VALUE
        )
    path.write_bytes(data)


def damaged(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Title (x) >>\nendobj\ntrailer << /Root 9 0 R >>\n")


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def as_word(path: Path) -> None:
    """A Word file that was only renamed."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
