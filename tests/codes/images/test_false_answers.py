"""Bytes that are no radio's memory get no code unasked; ``benchmarks/false_answers.py`` counts many more."""

from __future__ import annotations

import sys
from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

SCRIPT = Path(__file__).parents[3] / "benchmarks" / "false_answers.py"


def load() -> ModuleType:
    spec = spec_from_file_location("false_answers", SCRIPT)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_sample_of_other_files_gets_no_code_unasked() -> None:
    script = load()
    verdicts = Counter(script.judge(data) for _, data in script.images(1800))

    assert verdicts["code"] <= 1
    assert verdicts.total() == 1800
    assert {"question", "refused", "error"} <= verdicts.keys()


def test_the_same_seed_gives_the_same_images() -> None:
    script = load()

    assert list(script.images(40)) == list(script.images(40))
    assert {kind for kind, _ in script.images(40)} == script.KINDS.keys()
