"""How Dateline is met: the command line, pages, and the one function that codes many reports."""
