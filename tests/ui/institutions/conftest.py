"""The furnished office for every test of the institution screen."""

from tests.ui.workplace import office  # noqa: F401
