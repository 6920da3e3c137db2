"""The furnished office for every test of the settings screen."""

from tests.ui.workplace import office  # noqa: F401
