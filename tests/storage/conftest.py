import pytest

from reports.fonts import SANS_BOLD
from storage.datadir import DataDir
from storage.files import DataFiles


@pytest.fixture
def directory(tmp_path):
    """A data directory whose path has what paths of real laptops have."""
    made = DataDir(tmp_path / "资料 '目录' \"一\"")
    made.create()
    return made


@pytest.fixture
def files(directory):
    return DataFiles(directory, typeface=SANS_BOLD)
