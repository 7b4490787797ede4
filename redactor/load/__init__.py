"""Files (sniffed by content, not by name) to pages, under limits; the source is never touched."""

from redactor.load.document import LoadedDocument, load
from redactor.load.dossier_input import DossierInput, find_dossiers
from redactor.load.naming import folder_no, match_applicant
from redactor.load.sniff import SourceKind, sniff

__all__ = [
    "DossierInput",
    "LoadedDocument",
    "SourceKind",
    "find_dossiers",
    "folder_no",
    "load",
    "match_applicant",
    "sniff",
]
