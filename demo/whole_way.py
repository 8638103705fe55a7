"""Lead a person with a silent Renault to music, a simulated radio standing in for theirs: one slip, a wait, then right.

What is shown are the screens of ``headunit recover``; behind ``>`` stands what the person answers.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from headunit.cli import clock, recover_screen
from headunit.cli.case_store import begin, open_cases
from headunit.cli.clock import now
from headunit.cli.label_screen import print_reading
from headunit.cli.recover_guide import Guide
from headunit.facts import load_catalogue
from headunit.facts.assumptions import load_assumptions
from headunit.twin import HeadUnit, carry_out_plan, twin_profile, wake

if TYPE_CHECKING:
    from datetime import datetime

    from headunit.panel.plan import Plan
    from headunit.recovery.asks import Ask

FAMILY = "renault-dacia-precode"
CODE = "7882"
PASSPHRASE = "a few words that nobody guesses"  # noqa: S105 - of a vault that lives as long as the demo
CARD = Path("build") / "demo" / "code-card.pdf"
LOOK_MS = 6_000
ROOT = Path(__file__).resolve().parent.parent
LABELS = ROOT / "demo" / "labels"
PHOTO, PRECODE = LABELS / "renault.jpg", "S123"


class SilentRadio:
    """Hold the simulated radio that stands in for the person's own."""

    def __init__(self) -> None:
        """Change its battery: now it asks for its code."""
        unit = wake(twin_profile(load_catalogue().family(FAMILY), load_assumptions()), CODE)
        if not isinstance(unit, HeadUnit):
            raise TypeError(FAMILY)
        self.unit = unit

    def now(self) -> datetime:
        """Return the time in the simulated car, so that the journal sees a wait pass that nobody here sits through."""
        return now() + timedelta(milliseconds=self.unit.now_ms)

    def look(self) -> str:
        """Return what the display shows after a moment, as a person copies it, waiting for a blink to end."""
        self.unit.advance(LOOK_MS)
        while not self.unit.display.strip():
            self.unit.advance(100)
        return self.unit.display.strip()

    def press(self, plan: Plan, *, slip: bool) -> str:
        """Press the keys of *plan*, with *slip* one press too many at the last digit; return what the radio does."""
        steps = list(plan.steps)
        if slip:
            last = max(at for at, step in enumerate(steps) if step.action == "press")
            steps[last] = steps[last]._replace(times=steps[last].times + 1)
        carry_out_plan(self.unit, plan._replace(steps=tuple(steps)))
        self.unit.advance(LOOK_MS)
        return "music" if self.unit.playing else self.look()

    def serve_wait(self) -> str:
        """Leave the radio on until it asks again."""
        waited = self.unit.now_ms
        while self.unit.lock.wait_left_ms:
            self.unit.advance(1_000)
        click.secho(f"\n  … {(self.unit.now_ms - waited) // 1000} seconds of the simulated radio pass …", dim=True)
        return self.look()


class Person:
    """Answer each question from what the label says and the radio shows."""

    def __init__(self, label: str) -> None:
        """Sit down in the car."""
        self.radio, self.tries = SilentRadio(), 0
        self.known = {
            "label": label,
            "whose": "own",
            "used": "0",
            "legible": "yes",
            "means": "it waits",
            "panel": "usual",
            "checklist": "ready",
            "press": "press",
            "source": "same",
            "written": "written",
            "keep": "vault",
        }

    def answer(self, ask: Ask) -> str:
        """Return the answer, after doing on the radio what is asked."""
        if ask.plan is not None:
            self.tries += 1
            slip = self.tries == 1
            words = "One press too many at the last digit: a slip." if slip else "Slowly, and looking at each digit."
            click.secho(f"\n  … the person presses. {words} …", dim=True)
            return self.radio.press(ask.plan, slip=slip)
        if ask.key == "wait":
            return self.radio.serve_wait()
        return self.known.get(ask.key) or self.radio.look()


def photographed() -> str:
    """Read the label from a photo of it, the person looking wherever a character is in doubt; return what it says."""
    from headunit.label import label_text, read_label  # noqa: PLC0415 - an extra

    print(f"   $ headunit recover --photo {PHOTO.relative_to(ROOT)}")
    reading = read_label([PHOTO], load_catalogue())
    print_reading(reading, reveal=False)
    while reading.questions:
        question = reading.questions[0]
        click.secho(f"\n  {question.text}", bold=True)
        click.secho(f"\n  > {PRECODE[question.index]}", fg="cyan")
        reading = reading.answered(question.index, PRECODE[question.index])
    return label_text(reading)


def lead(folder: Path, label: str) -> str:
    """Lead the person through ``headunit recover`` and return the reference of the code in the vault."""
    secret = folder / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    person = Person(label)
    clock.now = person.radio.now
    with open_cases(str(folder)) as store:
        guide = Guide(store, begin(store, ""))
        guide.open_vault_when_asked(str(folder), str(secret))
        recover_screen.greet(guide.case.id, new=True)
        while True:
            ask = guide.ask()
            recover_screen.show(ask)
            if ask.kind == "end":
                return guide.case.told("vault-reference")
            answer = person.answer(ask)
            click.secho(f"\n  > {' '.join(answer.split())}", fg="cyan")
            guide.take(ask, answer)


def print_card(folder: Path, reference: str) -> None:
    """Print the code card from the vault."""
    CARD.parent.mkdir(parents=True, exist_ok=True)
    words = ["card", reference, "--paper", "a4", "--output", str(CARD), "--yes", "--home", str(folder)]
    click.secho(f"   $ headunit card {reference} --paper a4 --output {CARD}", bold=True)
    program = [sys.executable, "-m", "headunit", *words, "--passphrase-file", str(folder / "passphrase")]
    subprocess.run(program, check=True)


def main() -> int:
    """Walk the whole way."""
    os.chdir(ROOT)
    os.environ["COLUMNS"] = "80"
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # beside what the card's program prints
    print("\nThe whole way, from the label to music, a simulated radio standing in.")
    print("The battery was changed, and the radio of a Renault stays silent. On its label:\n")
    label = (LABELS / "renault.txt").read_text(encoding="utf-8").strip()
    print("".join(f"     │ {line}\n" for line in label.splitlines()))
    if find_spec("rapidocr"):
        label = photographed()
    else:
        print("   $ headunit recover")
    with TemporaryDirectory() as folder:
        reference = lead(Path(folder), label)
        print_card(Path(folder), reference)
    print("\nThe same in the browser, with a live front panel: .venv/bin/headunit web")
    print("and on your phone: .venv/bin/headunit web --phone")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
