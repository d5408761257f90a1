"""The commands, a file each: what is asked for is imported, and nothing else. Each file's `command` is its door."""
