"""The command line: a sibling of the window that calls the same workflow functions."""
