"""What the chronicle answers, as tables: each view is one question, and each of its rows leads back to words.

    view       `View`: columns with their meanings, rows when they are asked for
    told       timeline, places
    counted    dyads, panel, network and its nodes
    ledger     claims, contested figures, commitments
    people     one actor through time
    words      the sentences behind a row
    why        everything behind one id: sentences, links and their reasons, judgements, copies, versions

A view is SQL over the tables of schema.py: columns are read, no event is looped over. Rows come in an order that is
told, the same for the same store.
"""

from __future__ import annotations

from dateline.chronicle.views.view import View
from dateline.chronicle.views.words import Passage

__all__ = ["Passage", "View"]
