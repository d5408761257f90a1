"""What went wrong, as the workbench answers it: a status, the kind of error, and its own words."""

from __future__ import annotations

import logging
from typing import Any

from dateline.errors import (
    AmbiguousId,
    BadQuery,
    DatelineError,
    Forgotten,
    MissingExtra,
    NoAccess,
    NotKept,
    NotThere,
    ReadOnly,
    Refused,
    StoreError,
    TooLarge,
    TooLong,
    UnknownId,
)

STATUS: tuple[tuple[type[DatelineError], int], ...] = (      # the first that fits
    (NotKept, 404), (UnknownId, 404), (NotThere, 404), (ReadOnly, 403), (Refused, 403), (TooLong, 414), (TooLarge, 413),
    (AmbiguousId, 409), (Forgotten, 409), (MissingExtra, 501), (NoAccess, 507), (StoreError, 503), (DatelineError, 400),
)
log = logging.getLogger("dateline.workbench")


def told(error: Exception) -> tuple[int, dict[str, Any]]:
    """Status and body of an error. Of a bug nothing is told but that it was one: its words may be those of a report."""
    if isinstance(error, DatelineError):
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        more = {"column": error.args[1]} if isinstance(error, BadQuery) else {}
        return status, {"error": type(error).__name__, "message": str(error), **more}
    log.error("a bug: %s at %s", type(error).__name__, _where(error))
    return 500, {"error": "Bug", "message": "This is a bug in Dateline; where it is stands in the window in which "
                                            "`dateline serve` runs. Please report it with what you did."}


def _where(error: Exception) -> str:
    """File and line of ours that failed, without any value."""
    found = "an unknown place"
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if "dateline" in code.co_filename:
            found = f"{code.co_filename.rpartition('dateline')[2].lstrip('/')}:{trace.tb_lineno} ({code.co_name})"
        trace = trace.tb_next
    return found
