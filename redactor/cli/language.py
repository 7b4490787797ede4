"""The language of messages: one gettext catalogue for our texts and for Click's own.

Click takes its texts from gettext's default domain, so that is the domain we bind. It must be
set before any module with translated help texts is imported.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
_LOCALE = Path(__file__).parents[1] / "locale"


def wanted_language(arguments: Sequence[str]) -> Language:
    """The language that ``--lang`` or ``$REDACTOR_LANG`` asks for; Chinese otherwise."""
    wanted = os.environ.get("REDACTOR_LANG", "zh")
    for here, following in pairwise([*arguments, ""]):
        if here == "--lang":
            wanted = following
        elif here.startswith("--lang="):
            wanted = here.removeprefix("--lang=")
    return "en" if wanted == "en" else "zh"


def use_language(language: Language) -> None:
    """Make ``gettext`` speak ``language`` in this process."""
    gettext.bindtextdomain("messages", str(_LOCALE))
    os.environ["LANGUAGE"] = language


def current_language() -> Language:
    """The language in use."""
    return "en" if os.environ.get("LANGUAGE") == "en" else "zh"
