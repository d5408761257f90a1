"""These are programs that `make fuzz` runs, one of them with a library that only fuzzing needs; no tests."""

collect_ignore_glob = ["*.py"]
