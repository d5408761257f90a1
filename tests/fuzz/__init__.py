"""Whatever comes from outside, broken in every way: what reads it either reads it or says what is wrong, soon and in little room.

`targets` is the table of what is tried, `edits` breaks what is known, `run` goes on for long, led by the coverage of the code
(atheris, libFuzzer); `tests/test_fuzz.py` tries a slice without either. What is worth keeping lies in `corpus/`, a zip each.
"""
