"""The small county office on real records."""

from tests.ui.workplace import office  # noqa: F401
