"""Settings: default < file < environment < flag, and errors that say where a value came from."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.errors import BadSetting
from dateline.settings import Settings


@pytest.fixture(autouse=True)
def no_file_of_the_users_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path_factory.getbasetemp()
    monkeypatch.setattr("platformdirs.user_config_dir", lambda name: str(nowhere / name))


def load(
    folder: Path, toml: str | None = None, environ: dict[str, str] | None = None, **flags: object
) -> Settings:
    if toml is not None:
        (folder / "dateline.toml").write_text(toml, encoding="utf-8")
    return Settings.load(folder=folder, environ=environ or {}, **flags)


def test_each_place_overrules_the_one_before(tmp_path: Path) -> None:
    assert load(tmp_path).workers == 0
    assert load(tmp_path, "workers = 2").workers == 2
    assert load(tmp_path, "workers = 2", {"DATELINE_WORKERS": "3"}).workers == 3
    assert load(tmp_path, "workers = 2", {"DATELINE_WORKERS": "3"}, workers=4).workers == 4


def test_a_flag_that_is_not_given_overrules_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, 'outlet = "Wire"', outlet=None).outlet == "Wire"


def test_other_variables_of_the_environment_are_none_of_ours(tmp_path: Path) -> None:
    assert load(tmp_path, environ={"DATELINE_COLOUR": "blue", "WORKERS": "7"}) == Settings()


@pytest.mark.parametrize("toml, environ, said", [
    ("wrokers = 2", {}, "no such setting; there are"),
    ('workers = "many"', {}, "must be a whole number"),
    ("workers = ", {}, "cannot be read"),
    (None, {"DATELINE_WORKERS": "two"}, "from DATELINE_WORKERS"),
    (None, {"DATELINE_WORKERS": "-1"}, "must be 0 or more"),
    ("max_bytes = 0", {}, "max_bytes = '0' .* must be 1 or more"),
    ("max_characters = 0", {}, "max_characters = '0' .* must be 1 or more"),
])
def test_a_wrong_setting_says_which_and_what_would_be_right(
    tmp_path: Path, toml: str | None, environ: dict[str, str], said: str
) -> None:
    with pytest.raises(BadSetting, match=said):
        load(tmp_path, toml, environ)


def test_a_wrong_setting_in_a_file_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"dateline\.toml"):
        load(tmp_path, "wrokers = 2")


def test_every_setting_has_its_line_of_help() -> None:
    assert all(setting.metadata["help"] for setting in fields(Settings))
