"""The engine: one answer a report, in order, whatever becomes of one of them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from dateline import code, code_all, report_from_text
from dateline.codebook import Mine
from dateline.faces.engine import AHEAD, called
from dateline.faces.worker import Worker
from dateline.model import Failure, Record, Report, to_json

TEXT = "Police arrested two men in Oslo on Monday, a minister said."
LOST = Failure("lost.txt", "UnreadableInput", "lost.txt: not there; name another file")


def report(number: int, repeat: int = 1) -> Report:
    return report_from_text(f"Report {number}. " + TEXT * repeat, ref=f"r{number}", published="2026-03-05")


def reports() -> list[Report | Failure]:
    return [report(0), LOST, *(report(n, 1 + n % 3) for n in range(2, 9)), LOST, report(9)]


def test_answers_come_in_order_and_failures_stay_in_place() -> None:
    found = list(code_all(reports(), workers=2))
    assert [a.source if isinstance(a, Failure) else a.report.ref for a in found] == [
        "lost.txt" if isinstance(r, Failure) else r.ref for r in reports()]


def test_one_process_and_two_say_the_same_to_the_byte() -> None:
    one, two = (list(map(to_json, code_all(reports(), workers=n))) for n in (1, 2))
    assert one == two


def test_a_text_and_its_report_give_the_same_record() -> None:
    report = report_from_text(TEXT, published="2026-03-05", ref="a")
    assert code(TEXT, published="2026-03-05", ref="a") == code(report)


def test_a_day_beside_a_report_that_has_its_own_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="a Report has its own"):
        code(report(1), published="2026-03-05")


def test_only_a_few_reports_are_held_at_a_time() -> None:
    given = 0

    def endless() -> Iterator[Report]:
        nonlocal given
        while True:
            given += 1
            yield report(given)

    answers = code_all(endless(), workers=2)
    assert len(list(islice(answers, 5))) == 5
    assert given <= 5 + 2 * AHEAD
    answers.close()             # type: ignore[attr-defined]


def test_a_killed_process_costs_the_report_it_held_and_no_other() -> None:
    worker = Worker(Mine())
    try:
        assert isinstance(worker.answer(report(1)), Record)
        long = report(2, repeat=3000)
        threading.Thread(target=_kill_soon, args=(worker,)).start()
        lost = worker.answer(long)
        assert isinstance(lost, Failure)
        assert (lost.source, lost.error) == ("r2", "ReaderDied")
        assert isinstance(worker.answer(report(3)), Record)
        assert worker._process
        worker._process.kill()          # between two reports: neither is to blame
        worker._process.wait()
        assert isinstance(worker.answer(report(4)), Record)
    finally:
        worker.end()


def _kill_soon(worker: Worker) -> None:
    time.sleep(0.5)
    assert worker._process
    worker._process.kill()


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    script = tmp_path / "mine.py"
    script.write_text("from dateline import code_all, report_from_text\n"
                      "print('begun')\n"
                      f"found = list(code_all([report_from_text({TEXT!r})] * 3, workers=2))\n"
                      "print(len(found), type(found[0]).__name__)\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.stdout == "begun\n3 Record\n"
    assert done.stderr == ""


def test_a_report_is_called_by_the_best_name_it_has() -> None:
    assert called(report(7)) == "r7"
    assert called(report_from_text(TEXT, url="https://x.example/1")) == "https://x.example/1"
