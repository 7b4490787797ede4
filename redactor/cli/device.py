"""Settings of a command, with the device that is there; told when it is not the one asked for."""

from __future__ import annotations

from dataclasses import replace
from gettext import gettext as _
from pathlib import Path

import click

from redactor.config.records import Settings
from redactor.config.settings import load_settings
from redactor.ocr.device import CPU, usable


def settings_for(path: Path | None, device: str | None) -> Settings:
    """The settings in ``path``; ``device`` wins over theirs. Says so when the CPU stands in."""
    settings = load_settings(path)
    wanted = device or settings.ocr.device
    if not usable(wanted):
        text = _(
            "No usable GPU: pages are read on the processor. A GPU needs the package "
            "onnxruntime-gpu in the place of onnxruntime, an NVIDIA driver and CUDA."
        )
        click.echo(text, err=True)
        wanted = CPU
    return replace(settings, ocr=replace(settings.ocr, device=wanted))
