"""What the rules say no to: shown in the message line, never logged as a fault."""


class RefusedError(Exception):
    """The rules of the field refuse a step; nothing was changed."""

    def __init__(self, message: str, what_to_do: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.what_to_do = what_to_do

    def __str__(self) -> str:
        return f"{self.message}{self.what_to_do}"


class StepRefusedError(RefusedError):
    """A step does not lead on from the present state."""


class MissingError(RefusedError):
    """Something the step needs is not there."""


class NotCompetentError(RefusedError):
    """The agency or the person may not take this step."""


class NotFoundError(RefusedError):
    """No record has this id."""


class ConflictingError(RefusedError):
    """The record already holds other content under this id."""


class BadValueError(RefusedError):
    """A value cannot be read as what the field wants."""
