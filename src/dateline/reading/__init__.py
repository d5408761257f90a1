"""What the text says: words, sentences, parts of speech, trees and names, as a spaCy Doc.

One small transformer reads each window of sentences once; its heads fill the Doc. The door is
`Reader.load()` and `reader.read(texts)`. Labels are Universal Dependencies v2.
"""

from dateline.reading.reader import Reader

__all__ = ["Reader"]
