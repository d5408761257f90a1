"""Dateline reads news reports and writes the record they contain.

    import dateline
    record = dateline.code("Troops shelled the town on Monday, officials said.", published="2026-03-05")
    for event in record.events:
        print(event.type, event.modes, record.report.text[slice(*event.trigger)])

The rooms, in the order a report runs through them:

    report     bytes become one clean text whose every character has an address
    reading    the text becomes a spaCy Doc: words, trees, names
    record     a Doc becomes a Record: who did or said what to whom, when, where, according to whom
    chronicle  Records are kept, added to, never overwritten
    faces      the command line, pages and exports

Below them lie ``model`` (every type), ``codebook`` (what codes mean, as tables), ``errors`` and
``settings``. What is imported here is loaded on first use, so that ``import dateline`` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_DOORS = {
    "code": "dateline.faces.engine",
    "code_all": "dateline.faces.engine",
    "code_batches": "dateline.faces.cluster.batches",
    "open": "dateline.chronicle",
    "read_inputs": "dateline.report",
    "report_from_text": "dateline.report",
    "Reader": "dateline.reading",
    "Chronicle": "dateline.chronicle",
    "incidents": "dateline.chronicle.incidents",
    "Codebook": "dateline.codebook",
    "Settings": "dateline.settings",
    "DatelineError": "dateline.errors",
    "Actor": "dateline.model",
    "Claim": "dateline.model",
    "Event": "dateline.model",
    "Failure": "dateline.model",
    "Incident": "dateline.model",
    "Record": "dateline.model",
    "Report": "dateline.model",
    "to_data": "dateline.model",
    "to_json": "dateline.model",
    "from_data": "dateline.model",
}

__all__ = [
    "Actor",
    "Chronicle",
    "Claim",
    "Codebook",
    "DatelineError",
    "Event",
    "Failure",
    "Incident",
    "Reader",
    "Record",
    "Report",
    "Settings",
    "__version__",
    "code",
    "code_all",
    "code_batches",
    "from_data",
    "incidents",
    "open",
    "read_inputs",
    "report_from_text",
    "to_data",
    "to_json",
]

if TYPE_CHECKING:
    from dateline.chronicle import Chronicle as Chronicle
    from dateline.chronicle import open as open
    from dateline.chronicle.incidents import incidents as incidents
    from dateline.codebook import Codebook as Codebook
    from dateline.errors import DatelineError as DatelineError
    from dateline.faces.cluster.batches import code_batches as code_batches
    from dateline.faces.engine import code as code
    from dateline.faces.engine import code_all as code_all
    from dateline.model import Actor as Actor
    from dateline.model import Claim as Claim
    from dateline.model import Event as Event
    from dateline.model import Failure as Failure
    from dateline.model import Incident as Incident
    from dateline.model import Record as Record
    from dateline.model import Report as Report
    from dateline.model import from_data as from_data
    from dateline.model import to_data as to_data
    from dateline.model import to_json as to_json
    from dateline.reading import Reader as Reader
    from dateline.report import read_inputs as read_inputs
    from dateline.report import report_from_text as report_from_text
    from dateline.settings import Settings as Settings


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    value = getattr(import_module(_DOORS[name]), name)
    globals()[name] = value
    return value
