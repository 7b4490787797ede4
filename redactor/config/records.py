"""Settings of the program and switches of the rules, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from redactor.datatypes import Action, DocClass, Entity


@dataclass(frozen=True, slots=True)
class Limits:
    """What an upload may cost. Uploads are hostile: every limit has a value."""

    max_file_mb: int = 500
    max_pages: int = 2000
    max_page_megapixels: float = 60.0  # of one rendered page or one embedded picture
    max_dossier_files: int = 400
    dossier_seconds: int = 7200  # wall clock for one dossier
    worker_memory_mb: int = 6144  # address space of a worker; ONNX Runtime maps about 2 GB


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """How pages are read. ``second`` is the independent reading of the verification."""

    detector: str = "PP-OCRv6_tiny_det"
    recogniser: str = "PP-OCRv6_tiny_rec"
    careful_recogniser: str = "PP-OCRv6_small_rec"  # reads again where it matters
    second_detector: str = "PP-OCRv6_tiny_det"
    second_recogniser: str = "PP-OCRv6_tiny_rec"
    dpi: float = 200.0
    second_dpi: float = 170.0
    max_side_px: int = 1536  # long side of the detector's input
    line_confidence_floor: float = 0.80  # a line below it is doubtful
    doubtful_share: float = 0.30  # a page with more doubtful lines than this is unread
    device: str = "cpu"  # or "gpu": where the networks run


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is neither a rule nor a person."""

    limits: Limits = field(default_factory=Limits)
    ocr: OcrSettings = field(default_factory=OcrSettings)
    workers: int = 0  # 0: one for each processor
    dossiers_per_worker: int = 200  # OCR workers may grow in memory: recycle them
    range_pages: int = 100  # a longer file is read in ranges of so many; 0: in one piece
    render_dpi: float = 110.0  # pictures in reports
    cache_mb: int = 4096  # of readings kept in OUT/private, sealed; 0: none


@dataclass(frozen=True, slots=True)
class Scope:
    """A line of the series and level table: who needs a blind copy (RULES.md F4 to F6)."""

    mode: Literal["blind", "not_required"]
    quote: str  # the sentence of the notice
    series: tuple[str, ...] = ()  # with their other names; empty: every series
    levels: tuple[str, ...] = ()  # of config.scope.LEVELS; empty: every level


@dataclass(frozen=True, slots=True)
class RulePack:
    """What to remove, for one region and year (RULES.md (b)).

    Every field from ``file_name`` on is a switch.
    """

    name: str
    version: str  # hash of the pack and all it inherits from: what it touches is done again
    categories: Mapping[Entity, Action]  # what happens to the applicant's own value
    tokens: Mapping[str, str]  # "name" → "[姓名]", "author" → "申报人", …
    region: str = ""
    year: int = 0
    source: str = ""  # the notice that it follows
    scope: tuple[Scope, ...] = ()  # the first line that fits decides; empty: no table
    file_name: str = "{applicant_id}_{folder_no}_{number:02d}.pdf"
    author_token: Literal["label", "bar"] = "label"  # case 2
    homonym: Literal["ask", "redact", "keep"] = "ask"  # case 5
    surname_title: Literal["ask", "keep", "redact"] = "ask"  # cases 9 and 10: 王工, 伟同志
    reference_initials: Literal["ask", "keep", "redact"] = "ask"  # case 12, in references
    references: Literal["redact", "keep", "ask"] = "redact"  # case 13
    title_employer: Literal["redact", "keep", "ask"] = "redact"  # case 30
    former_employers: Literal["redact", "keep", "ask"] = "redact"  # case 35
    school_employer: Literal["redact", "keep", "ask"] = "keep"  # case 38, in 学历 rows
    employer_grade: bool = True  # case 36: the grade stays readable in the token
    own_leaders: Literal["keep", "ask", "redact"] = "keep"  # case 21: names of own superiors
    own_seal: Literal["ring", "cover", "keep"] = "ring"  # case 24
    idcard: Literal["card", "fields"] = "card"  # case 65: all but the labels, or own values alone
    certificate_number: Literal["keep", "ask", "redact"] = "keep"  # case 54
    birth: Literal["keep", "redact"] = "keep"  # case 59; on an identity card it always goes
    employer_phone: Literal["redact", "keep", "ask"] = "redact"  # case 47
    certificate_code: Literal["redact", "keep", "ask"] = "redact"  # case 67
    public_domains: tuple[str, ...] = ()  # codes that lead there are public (case 68)
    not_required: tuple[DocClass, ...] = ()
    alias_suggestions: bool = True  # case 23: ask about likely short forms
