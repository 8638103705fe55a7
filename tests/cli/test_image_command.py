"""``image``, ``diodes`` and ``card-check`` as people and programs meet them."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from headunit.cli.complete import complete_layout
from headunit.codes.images import ALL_LAYOUTS
from tests.cli.runner import FILLER, Runner

SAMPLE = Path(__file__).parents[2] / "demo" / "images" / "rcd310-sample.bin"


ACR = {0x03: b"\x04\x01\x21\x43"}


class TestImage:
    def test_a_recognised_image_shows_the_code_and_what_it_was_known_by(self, run: Runner) -> None:
        outcome = run("image", str(SAMPLE))

        assert (outcome.status, outcome.err) == (0, "")
        for words in (
            "Memory image rcd310-sample.bin, 4,096 bytes",
            "found a serial of the Volkswagen group at 0xD7",
            "code 0 2 4 6",
            "evidence agreed: independent sources agree 1 real radio, 3 independent sources",
            "read at 0xA0–0xA3, each byte a digit XOR 0x65",
            "no public code rule takes it, so there is nothing to compare with",
        ):
            assert words in outcome.words

    def test_its_document_has_the_documented_keys(self, run: Runner) -> None:
        outcome = run("image", str(SAMPLE), "--json")

        document = outcome.document
        assert (outcome.status, document["format"]) == (0, "headunit/image/1")
        assert document["file"] == {
            "name": "rcd310-sample.bin",
            "form": "raw",
            "size_bytes": 4096,
            "repeats_after": 0,
            "notes": [],
        }
        (stored,) = document["stored"]
        assert (stored["layout"], stored["standing"], stored["code"]) == ("delphi-rcd310", "recognised", "0246")
        assert stored["marks"][0] == {
            "kind": "serial",
            "words": "a serial of the Volkswagen group at 0xD7",
            "decides": True,
            "found": True,
        }
        assert stored["counts"] == {"real_pairs": 1, "independent_sources": 3, "compared": 0}
        assert stored["comparisons"][0]["agrees"] is None
        assert (document["possible"], document["refused"], document["question"]) == ([], [], None)

    def test_a_layout_without_a_mark_is_asked_for(self, run: Runner) -> None:
        outcome = run.image(128, ACR)

        assert outcome.status == 65
        assert "question" in outcome.words
        assert f"headunit image {run.made} --layout blaupunkt-acr-4250" in outcome.words
        document = run.image(128, ACR, "--json").document
        assert (document["stored"], document["possible"]) == ([], ["blaupunkt-acr-4250"])
        assert document["question"]["options"][0]["arguments"] == ["--layout", "blaupunkt-acr-4250"]

    @pytest.mark.parametrize(
        ("name", "shown", "word"),
        [
            (b"my dump.bin", "my dump.bin", "'my dump.bin'"),
            (b"it's.bin", "it's.bin", """'it'"'"'s.bin'"""),
            (b"-x.bin", "-x.bin", "./-x.bin"),
            ("Gerät.bin".encode(), "Gerät.bin", "'Gerät.bin'"),
            (b"a\x1b]0;pwn\x07'\\.bin", "a\\u001b]0;pwn\\u0007'\\.bin", "$'a\\033]0;pwn\\007\\'\\\\.bin'"),
            (b"a\nb\t.bin", "a b .bin", "$'a\\012b\\011.bin'"),
            (b"raw\xff.bin", "raw\\udcff.bin", "$'raw\\377.bin'"),
            ("\u202egpj.bin".encode(), "\\u202egpj.bin", "$'\\342\\200\\256gpj.bin'"),
        ],
    )
    def test_any_file_name_is_shown_and_can_be_copied(
        self, run: Runner, monkeypatch: pytest.MonkeyPatch, name: bytes, shown: str, word: str
    ) -> None:
        monkeypatch.chdir(run.made.parent)
        content = bytearray(FILLER[:128])
        content[0x03:0x07] = ACR[0x03]
        Path(os.fsdecode(name)).write_bytes(content)
        outcome = run("image", "--", os.fsdecode(name))

        assert outcome.status == 65
        assert f"Memory image {shown}, 128 bytes" in outcome.words
        command = f"headunit image {word} --layout blaupunkt-acr-4250"
        assert command in [line.strip() for line in outcome.out.splitlines()]
        listed = subprocess.run(["bash", "-c", f"cat -- {word}"], capture_output=True, check=True)  # noqa: S607 - any bash
        assert listed.stdout == bytes(content)
        document = run("image", "--json", "--", os.fsdecode(name))
        assert document.document["file"]["name"] == os.fsdecode(name)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", document.out + outcome.out)

    def test_a_memory_without_a_needed_mark_is_refused(self, run: Runner) -> None:
        parts = {0x10: b"\x31" * 52, 0x44: (0x55 + 0x31 * 52).to_bytes(2, "little"), 0x68: b"\x03"}
        outcome = run.image(512, parts)

        assert outcome.status == 69
        assert "radio Volkswagen Premium 5 (Delco)" in outcome.words
        assert "no code this memory lacks a count of wrong codes from 0 to 2 at 0x68" in outcome.words

    def test_the_named_layout_answers_with_lock_advice_and_warning(self, run: Runner) -> None:
        outcome = run.image(128, ACR, "--layout", "blaupunkt-acr-4250")

        assert outcome.status == 0
        assert "code 1 2 3 4" in outcome.words
        assert "lock the radio asks for its code 1 wrong codes counted" in outcome.words
        assert "better The rule blaupunkt-bp gives this radio's code" in outcome.words
        assert "! nothing in this memory tells it from another of the same size" in outcome.words

    @pytest.mark.parametrize(
        ("digits", "words"),
        [
            (b"\x35\x15", "the rule blaupunkt-bp gives the same code for it"),
            (b"\x11\x11", "! the rule blaupunkt-bp gives 5351 for it: was the code or the chip changed?"),
        ],
    )
    def test_the_code_is_compared_with_the_rule(self, run: Runner, digits: bytes, words: str) -> None:
        parts = {0x03: b"\x04\x01" + digits, 0x40: b"BP5511Z1234567"}
        outcome = run.image(128, parts, "--layout", "blaupunkt-acr-4250")

        assert outcome.status == 0
        assert "serial BP5511Z1234567" in outcome.words
        assert words in outcome.words
        comparison = run.image(128, parts, "--layout", "blaupunkt-acr-4250", "--json").document["stored"][0]
        assert comparison["comparisons"][0]["code"] == "5351"

    def test_both_byte_orders_stand_side_by_side(self, run: Runner) -> None:
        outcome = run.image(128, {0: b"\xaa\xaa\x34\x12"})

        assert outcome.status == 0
        assert "code 1 2 3 4 rival code 3 4 1 2" in outcome.words
        assert run.image(128, {0: b"\xaa\xaa\x34\x12"}, "--json").document["stored"][0]["rival"] == "3412"

    def test_an_exchanged_order_is_said(self, run: Runner) -> None:
        outcome = run.image(128, {0x0A: b"\xc0\x01\xc0\xc0\x57\x13"}, "--layout", "vw-premium-4")

        assert "0x0E–0x0F, packed BCD, the bytes of each word exchanged" in outcome.words
        assert "better This radio tells its code over the K-line" in outcome.words
        assert "not found station presets in range" in outcome.words

    def test_a_refused_memory_shows_the_official_way(self, run: Runner) -> None:
        outcome = run.image(256, {0: b"\x41\x28\x75\x3a"})

        assert outcome.status == 69
        assert "no code the memory holds a secret word and not the code" in outcome.words
        assert "Official way: " in outcome.words
        stored = run.image(256, {0: b"\x41\x28\x75\x3a"}, "--json").document["stored"][0]
        assert (stored["code"], stored["route_id"]) == (None, "fiat")
        assert stored["reason"]

    def test_what_fits_nothing_is_refused(self, run: Runner) -> None:
        outcome = run.image(100, {})

        assert outcome.status == 69
        assert "no code no published memory layout fits these 100 bytes" in outcome.words
        refused = run.image(100, {}, "--json").document["refused"][0]
        assert (set(refused), refused["route_id"]) == ({"reason", "route", "route_id"}, "dealer")

    def test_what_a_text_form_leaves_out_is_said(self, run: Runner, tmp_path: Path) -> None:
        path = tmp_path / "short.hex"
        path.write_text(":04000000AAAA3412C2\n:00000001FF\n".replace("C2", "62"), encoding="ascii")
        outcome = run("image", str(path))

        assert "! " not in outcome.words or "the file leaves" not in outcome.words
        path.write_text(":04001000AAAA341252\n:00000001FF\n", encoding="ascii")
        outcome = run("image", str(path))
        assert "! the file leaves 28 of 32 bytes out; nothing is read from them" in outcome.words
        assert run("image", str(path), "--json").document["file"]["form"] == "intel-hex"

    def test_a_folded_image_is_said(self, run: Runner, tmp_path: Path) -> None:
        path = tmp_path / "twice.bin"
        path.write_bytes((b"\xaa\xaa\x34\x12" + FILLER[4:128]) * 2)
        outcome = run("image", str(path))

        assert "! it repeats itself after 128 bytes: a small chip was read as a larger one" in outcome.words

    @pytest.mark.parametrize(
        ("arguments", "status", "code"),
        [
            (["image", "--json"], 64, "usage"),
            (["image", "/nowhere/at/all", "--json"], 66, "file-missing"),
            (["image", "/", "--json"], 74, "read-failed"),
            (["image", str(SAMPLE), "--layout", "nope", "--json"], 65, "unknown-layout"),
            (["image", str(SAMPLE), "--layout", "vw-premium-5", "--json"], 65, "image-size"),
        ],
    )
    def test_errors_have_their_status(self, run: Runner, arguments: list[str], status: int, code: str) -> None:
        outcome = run(*arguments)

        assert (outcome.status, outcome.document["error"]["code"]) == (status, code)

    def test_the_layouts_are_listed(self, run: Runner) -> None:
        outcome = run("image", "--layouts")

        assert outcome.status == 0
        assert all(layout.id in outcome.out for layout in ALL_LAYOUTS)
        document = run("image", "--layouts", "--json").document
        assert document["format"] == "headunit/layouts/1"
        assert [layout["id"] for layout in document["layouts"]] == [layout.id for layout in ALL_LAYOUTS]
        assert set(document["layouts"][0]) == {
            "id",
            "title",
            "chip",
            "sizes_bytes",
            "where",
            "families",
            "evidence",
            "sources",
            "distinguished",
        }

    def test_the_shell_completes_layouts(self) -> None:
        assert complete_layout(None, None, "vw-") == ["vw-premium-4", "vw-premium-5"]  # type: ignore[arg-type] # unused


class TestDiodes:
    def test_the_code_is_shown_with_its_evidence(self, run: Runner) -> None:
        outcome = run("diodes", "001", "010", "011", "100")

        assert outcome.status == 0
        assert "Diodes 001 010 011 100 code 1 2 3 4 evidence confirmed" in outcome.words

    def test_an_empty_block_is_doubted(self, run: Runner) -> None:
        assert "! an empty block reads 6666" in run("diodes", "000000000000").words

    def test_its_document_has_the_documented_keys(self, run: Runner) -> None:
        document = run("diodes", "001010011100", "--json").document

        assert (document["format"], document["code"]) == ("headunit/diodes/1", "1234")
        assert set(document) == {"format", "bits", "order", "code", "evidence", "counts", "sources", "warnings"}

    def test_anything_else_is_an_error(self, run: Runner) -> None:
        assert run("diodes", "01").status == 65
        assert run("diodes").status == 64


class TestCardCheck:
    @pytest.mark.parametrize(
        ("arguments", "status", "verdict"),
        [
            (["volvo-sc8xx", "1236"], 0, "fits: it can be the code"),
            (["volvo-sc8xx", "1237"], 65, "does-not-fit: it can't be the code"),
            (["volvo-sc8xx", "M123456"], 65, "not-a-code: it is no code"),
            (["nissan-almera-2006", "1234"], 69, "not-known: too little is known of this radio to say"),
        ],
    )
    def test_each_verdict_has_its_status(self, run: Runner, arguments: list[str], status: int, verdict: str) -> None:
        outcome = run("card-check", *arguments)

        assert outcome.status == status
        assert f"verdict {verdict}" in outcome.words
        assert "A card belongs to one radio." in outcome.words

    def test_a_code_is_masked_unless_it_is_asked_for(self, run: Runner) -> None:
        for arguments in (["card-check", "volvo-sc8xx", "1236"], ["card-check", "volvo-sc8xx", "1237", "--json"]):
            masked = run(*arguments)
            assert "••••" in masked.out
            assert "123" not in masked.out + masked.err
        assert run("card-check", "volvo-sc8xx", "1236", "--reveal", "--json").document["number"] == "1236"

    def test_a_serial_is_shown_with_what_it_is_good_for(self, run: Runner) -> None:
        outcome = run("card-check", "ford-keycode", "M 123456")

        assert "headunit code M123456" in outcome.words

    def test_what_is_no_number_is_not_shown(self, run: Runner) -> None:
        outcome = run("card-check", "ford-keycode", "wireless")

        assert "number" not in outcome.out.partition("verdict")[0]
        assert run("card-check", "ford-keycode", "wireless", "--json").document["number"] == ""

    def test_all_the_words_behind_a_caption_count(self, run: Runner) -> None:
        assert run("card-check", "volvo-sc8xx", "Code:", "1", "2", "3", "4").status == 0
        assert run("card-check", "volvo-sc8xx", "Code", "1", "234", "7").status == 65
        document = run("card-check", "volvo-sc8xx", "Code", "1234", "M123456", "--json").document
        assert document["error"]["code"] == "card-ambiguous"

    def test_words_after_one_another_are_one_number(self, run: Runner) -> None:
        document = run("card-check", "nissan-note-e11-audio-2009", "Safety-Nr.", "1234", "--json").document

        assert document["verdict"] == "fits"
        assert set(document) == {"format", "family", "number", "verdict", "reasons", "unknown", "serial", "note"}

    def test_a_code_is_asked_for_or_read_from_a_file(
        self, run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "code").write_text("Code: 1236\n", encoding="utf-8")
        for words in (["--code-file", str(tmp_path / "code")], ["--code-file", "-"]):
            outcome = run("card-check", "volvo-sc8xx", *words, given="Code: 1236\n")
            assert (outcome.status, outcome.err) == (0, "")
        assert run("card-check", "volvo-sc8xx", "1236", "--code-file", "-", given="1236").status == 64
        asked: list[str] = []
        monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))

        def answer(question: str, **_: object) -> str:
            asked.append(question)
            return "1236"

        monkeypatch.setattr("click.prompt", answer)
        assert run("card-check", "volvo-sc8xx").status == 0
        assert len(asked) == 1

    def test_a_code_on_the_command_line_is_warned_of(self, run: Runner) -> None:
        assert "history of your shell" in run("card-check", "volvo-sc8xx", "1236", "--json").err
        assert run("card-check", "ford-keycode", "M 123456").err == ""

    @pytest.mark.parametrize(
        ("arguments", "status"), [(["volvo-sc8xx"], 65), (["nope", "1234"], 65), (["volvo-sc8xx", "--", "---"], 65)]
    )
    def test_errors_have_their_status(self, run: Runner, arguments: list[str], status: int) -> None:
        outcome = run("card-check", *arguments)

        assert outcome.status == status
        assert "1234" not in outcome.err


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_text_keeps_to_the_terminal(run: Runner, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for arguments in (
        ["image", str(SAMPLE)],
        ["diodes", "001010011100"],
        ["card-check", "volvo-sc8xx", "1237"],
    ):
        lines = run(*arguments).out.splitlines()
        assert all(len(line) <= max(60, min(int(width), 100)) for line in lines)


def test_the_sample_image_is_the_one_its_script_writes() -> None:
    script = SAMPLE.parents[1] / "make_image.py"
    scope: dict[str, Any] = {"__file__": str(script), "__name__": "make_image"}
    exec(compile(script.read_text(encoding="utf-8"), script, "exec"), scope)  # noqa: S102 - our own script

    assert scope["sample_image"]() == SAMPLE.read_bytes()
