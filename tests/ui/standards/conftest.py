"""The furnished office for every test of the library."""

from tests.ui.workplace import office  # noqa: F401
