"""The language of each report is told; what is not English is kept, counted and not coded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dateline import code, report_from_text
from dateline.report.language import told

ELSEWHERE = [
    ("de", "Die Polizei in Ostvik hat am Donnerstag zwei Männer festgenommen, nachdem ein Feuer sechs Busse zerstört hatte."),
    ("fr", "La police d'Ostvik a arrêté deux hommes jeudi après un incendie qui a détruit six autobus dans un dépôt de la ville."),
    ("es", "La policía de Ostvik detuvo el jueves a dos hombres después de que un incendio destruyera seis autobuses en la ciudad."),
    ("nl", "De politie in Ostvik heeft donderdag twee mannen aangehouden nadat een brand zes bussen had verwoest in de stad."),
    ("ru", "Полиция Оствика задержала в четверг двух мужчин после пожара, уничтожившего шесть автобусов в городском депо."),
    ("ar", "ألقت الشرطة القبض على رجلين يوم الخميس بعد حريق دمر ست حافلات في مستودع المدينة، وقال شاهد إنهما هددا حارسا."),
    ("zh", "警方周四逮捕了两名男子，此前一场大火烧毁了六辆公共汽车。一名目击者说，这两名男子前一天晚上曾威胁过一名保安。市长要求任何拍摄到火灾的人站出来作证，并感谢消防队员整夜的工作。"),
]
ENGLISH = [
    "Police arrested two men in Gori.",                                             # too short to tell
    "POLICE IN OSTVIK ARRESTED TWO MEN ON THURSDAY AFTER A FIRE DESTROYED SIX BUSES AT THE DEPOT OF THE TOWN.",
    "Bundeskanzler Schmidt-Müller met Generalsekretär Österlund in Ostvik for talks on the ferry to Sarn and the islands.",
    "SCORES: Lindhaven 3, Ostvik 1; Sarn 2, Nordby 2; Askøy 0, Grimvik 4; Holm 1, Tarnby 1",
    "The minister said «Die Fähre bleibt» and left; the islanders, who had waited in the rain, welcomed it.",
]


@pytest.mark.parametrize(("code", "text"), ELSEWHERE, ids=[c for c, _ in ELSEWHERE])
def test_other_languages_are_told(code: str, text: str) -> None:
    report = report_from_text(text, published="2015-03-05")
    assert report.language == code == told(text)
    assert dict(report.found)["language"].endswith("only English is coded")


@pytest.mark.parametrize("text", ENGLISH)
def test_english_stays_english(text: str) -> None:
    assert told(text) == "en"
    assert "language" not in dict(report_from_text(text).found)


def test_what_is_not_english_is_kept_and_not_coded() -> None:
    record = code(ELSEWHERE[0][1], published="2015-03-05")
    assert record.report.text == ELSEWHERE[0][1] and record.report.language == "de"
    assert not (record.events or record.claims or record.actors or record.names) and record.made.codebook


def test_the_run_says_how_many(tmp_path: Path) -> None:
    rows = [{"text": text, "published": "2015-03-05"} for _, text in ELSEWHERE[:2]]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    done = subprocess.run([sys.executable, "-m", "dateline", "code", str(tmp_path / "a.jsonl")], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0 and len(done.stdout.splitlines()) == 2
    assert "2 reports not in English (de 1, fr 1): kept, and not coded" in done.stderr
