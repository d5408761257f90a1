"""What is said to have happened: a Doc becomes a Record.

The door is `code(doc, report, codebook)`. who.py, when.py, where.py and voice.py read actors, times,
places and claims; what.py finds events through the codebook's frames; same.py joins what tells one deed.
"""

from dateline.record.coder import code

__all__ = ["code"]
