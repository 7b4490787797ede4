"""Where networks run: nothing falls back to the processor in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from redactor.ocr.device import CPU, GPU, providers, usable


@dataclass
class Opened:
    """A session as ONNX Runtime gives it: with the providers that did load."""

    loaded: Sequence[str]

    def get_providers(self) -> Sequence[str]:
        return self.loaded


@pytest.mark.parametrize(
    "device, loaded, expected",
    [
        (GPU, ["CUDAExecutionProvider", "CPUExecutionProvider"], True),
        (GPU, ["CPUExecutionProvider"], False),  # listed, but its libraries did not load
    ],
)
def test_device_is_usable_when_a_network_runs_there(device, loaded, expected):
    asked = []

    def open_probe(wanted: list[str]) -> Opened:
        asked.append(wanted)
        return Opened(loaded)

    assert usable(device, open_probe) is expected
    assert asked == [["CUDAExecutionProvider", "CPUExecutionProvider"]]


def test_processor_needs_no_probe():
    def open_probe(wanted: list[str]) -> Opened:
        raise AssertionError

    assert usable(CPU, open_probe)
    assert providers(CPU) == ["CPUExecutionProvider"]
