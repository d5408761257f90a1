"""The workbench: the chronicle in a browser, to be seen, questioned and corrected.

    routes     how an address is declared; `api/` has a module a screen with a table of them
    app        the application made of that table: JSON and CSV twins, the front end's files, errors (faults)
    asking     from a request to a route's parameters; `answering` back
    desk       what a handler is given; `kept` the file of saved views and marks, `jobs` what goes on in the background
    guard      who may ask; `serving` the server itself
    openapi    the description of all addresses, made from their types

Nothing here knows what an incident is: the work is the chronicle's, and judgements made here are its judgements.
"""

from __future__ import annotations

from dateline.faces.workbench.app import application
from dateline.faces.workbench.desk import Desk

__all__ = ["Desk", "application"]
