"""The statements of the schema files."""

from pathlib import Path
from typing import Final

_SCHEMA: Final = Path(__file__).parent / "schema"


def statements(name: str) -> tuple[str, ...]:
    """Return the statements of a file in `schema/`: each ends with a semicolon before an empty line."""
    text = (_SCHEMA / f"{name}.sql").read_text(encoding="utf-8")
    return tuple(one.strip().removesuffix(";") for one in text.split(";\n\n") if one.strip())
