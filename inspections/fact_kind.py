"""The form of a kind of entry: which record, which lifecycle step, which fields."""

from dataclasses import dataclass
from typing import Final

ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of entry: `fields` is every field it may set, `title` its Chinese line in a history."""

    name: str
    subject: str
    title: str
    fields: tuple[str, ...] = ()
    step: str = ""
    version: int = 1

    def allows(self, name: str) -> bool:
        """Tell whether entries of this kind may set a field; `fact.*` stands for all names with that prefix."""
        if ANY in self.fields or name in self.fields:
            return True
        return f"{name.partition('.')[0]}.*" in self.fields

    @property
    def code(self) -> str:
        """Return the name with its version, as written into entries."""
        return f"{self.name}/{self.version}"
