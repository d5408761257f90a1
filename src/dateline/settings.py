"""One frozen value that says how to work: default < file < environment < flag.

A file is ``dateline.toml`` in the working folder, or the user's own; an environment variable is the
setting's name in capitals after ``DATELINE_``. Read once at the rim, then passed down.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import rtoml

from dateline.errors import BadSetting


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run needs to know. Each field's help is shown by ``dateline doctor``."""

    store: str = field(default="dateline.duckdb", metadata={"help": "file that keeps the records"})
    workers: int = field(default=0, metadata={"help": "processes that read; 0: one a core"})
    max_bytes: int = field(default=20_000_000, metadata={"help": "largest page, text or line read, in bytes"})
    max_characters: int = field(default=300_000, metadata={"help": "longest report coded, in characters"})
    outlet: str | None = field(default=None, metadata={"help": "outlet of reports that name none"})
    columns: str | None = field(default=None, metadata={"help": "which column of a table is what: a file or preset"})
    codebook: str | None = field(default=None, metadata={"help": "file of your own frames, tried before ours"})
    actors: str | None = field(default=None, metadata={"help": "table of your own actors, tried before ours"})
    port: int = field(default=8765, metadata={"help": "port of `dateline serve`, or the next free one"})
    judge: str | None = field(default=None, metadata={"help": "name under which you judge; unset: your login"})

    def __post_init__(self) -> None:
        if self.workers < 0:
            raise BadSetting("workers", str(self.workers), "must be 0 or more", "the caller")
        if not 0 <= self.port <= 65_535:
            raise BadSetting("port", str(self.port), "must be from 0 to 65535", "the caller")
        for name in ("max_bytes", "max_characters"):
            if getattr(self, name) < 1:
                raise BadSetting(name, str(getattr(self, name)), "must be 1 or more", "the caller")

    @property
    def judging(self) -> str | None:
        """Under which name somebody judges: the setting, or whoever is logged in; None where nobody is known."""
        import getpass

        try:
            return (self.judge or "").strip() or getpass.getuser()
        except (KeyError, OSError):
            return None

    @classmethod
    def load(
        cls,
        *,
        folder: Path | None = None,
        environ: Mapping[str, str] | None = None,
        **flags: Any,
    ) -> Settings:
        """The settings in force; flags that are None count as not given.

        Raises BadSetting, naming where the value came from, when one cannot be used.
        """
        found: dict[str, Any] = {}
        for file in _files(folder or Path.cwd()):
            found |= _from_file(file)
        found |= _from_environment(os.environ if environ is None else environ)
        found |= {name: value for name, value in flags.items() if value is not None}
        return cls(**found)


def _files(folder: Path) -> list[Path]:
    """The user's own file, then the folder's: the nearer one has the last word."""
    import platformdirs

    user = Path(platformdirs.user_config_dir("dateline")) / "dateline.toml"
    return [file for file in (user, folder / "dateline.toml") if file.is_file()]


def _from_file(file: Path) -> dict[str, Any]:
    try:
        table = rtoml.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, rtoml.TomlParsingError) as error:
        raise BadSetting("*", str(file), f"cannot be read: {error}", str(file)) from error
    return {name: _checked(name, value, str(file)) for name, value in table.items()}


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    known = {f"DATELINE_{f.name.upper()}": f.name for f in fields(Settings)}
    return {known[key]: _checked(known[key], value, key)
            for key, value in environ.items() if key in known}


def _checked(name: str, value: Any, origin: str) -> Any:
    """The value in its setting's type, or an error that says which ones there are."""
    known = {f.name: f for f in fields(Settings)}
    if name not in known:
        raise BadSetting(name, str(value), f"no such setting; there are {', '.join(known)}", origin)
    if isinstance(known[name].default, int):
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise BadSetting(name, str(value), "must be a whole number", origin) from error
    return str(value)
