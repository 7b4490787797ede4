"""Where the networks that read run: the processor, or a graphics card through ONNX Runtime."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from redactor.config import weights

CPU, GPU = "cpu", "gpu"
DEVICES = (CPU, GPU)
_PROBE = "PP-LCNet_x1_0_doc_ori"  # any small network: it is only loaded
_PROVIDERS = {
    CPU: ["CPUExecutionProvider"],
    GPU: ["CUDAExecutionProvider", "CPUExecutionProvider"],
}


class Session(Protocol):
    """What is asked of an ``onnxruntime.InferenceSession``."""

    def get_providers(self) -> Sequence[str]:
        """The providers in use, the one that comes first first."""
        ...


def providers(device: str) -> list[str]:
    """ONNX Runtime's names for ``device``, the wanted one first."""
    return list(_PROVIDERS[device])


def usable(device: str, open_probe: Callable[[list[str]], Session] | None = None) -> bool:
    """Whether networks really run on ``device``.

    A provider that is listed may still not load (driver, CUDA libraries, no card), and ONNX
    Runtime then takes the processor without a word: a network is loaded to see.
    """
    wanted = providers(device)
    if device == CPU:
        return True
    return wanted[0] in (open_probe or _probe)(wanted).get_providers()


def _probe(wanted: list[str]) -> Session:
    import onnxruntime

    there = [name for name in wanted if name in onnxruntime.get_available_providers()]
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # what is missing is told by the caller, in a sentence
    path = weights.check(_PROBE) / "inference.onnx"
    session: Session = onnxruntime.InferenceSession(str(path), options, providers=there)
    return session
