"""The two text models (find lines, read a line) and the one that tells upside down; they ship inside a wheel.

The models are PP-OCRv6 small (Apache-2.0) as the package rapidocr carries them; its own pipeline isn't used, for it
drops doubtful lines and keeps one guess per character. Nothing is ever downloaded.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headunit.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["TextModel", "load_model", "models_there"]

THREADS = 1
"""Photos are read on one core: two would take turns for hardly more speed."""

_FILES = {
    "find": "PP-OCRv6_det_small.onnx",
    "read": "PP-OCRv6_rec_small.onnx",
    "turn": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}


class TextModel:
    """Run one model: an array in, an array out."""

    def __init__(self, path: Path) -> None:
        """Open the model file *path*."""
        import onnxruntime  # noqa: PLC0415 - only with the extra

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def __call__(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the model's first output."""
        outputs: Sequence[Any] = self._session.run(None, {self._input: values})
        answer: NDArray[np.float32] = outputs[0]
        return answer

    @property
    def characters(self) -> tuple[str, ...]:
        """Return the characters that the reading model knows, in the order of its classes after the blank."""
        listed: str = self._session.get_modelmeta().custom_metadata_map.get("character", "")
        return tuple(listed.split("\n"))


def models_there() -> bool:
    """Return whether text can be read here; without the models bar codes still can."""
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2", "numpy"))


@lru_cache(maxsize=3)
def load_model(task: str) -> TextModel:
    """Return the model for *task* (``find``, ``read`` or ``turn``), loaded once.

    Raises ConfigurationError (``extra-missing``).
    """
    package = find_spec("rapidocr") if models_there() else None
    folder = Path(package.origin).parent / "models" if package and package.origin else Path()
    path = folder / _FILES[task]
    if not path.is_file():
        raise ConfigurationError(
            "extra-missing",
            "reading text in photos needs the extra 'label'",
            value=_FILES[task],
            next_step="pip install 'headunit[label]'",
        )
    return TextModel(path)
