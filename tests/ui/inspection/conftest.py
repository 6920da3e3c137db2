"""The furnished office for every test of the on-site screen."""

from tests.ui.workplace import office  # noqa: F401
