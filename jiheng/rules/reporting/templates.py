"""What is said of a Word template of an organisation's own: the fields it uses and what is wrong with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a template: where it stands in words an office understands, what, and what to do."""

    place: str
    what: str
    todo: str

    @property
    def said(self) -> str:
        return f"{self.place}：{self.what}。{self.todo}"


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """``fields`` are the names it uses, in the order they come; a template with any fault is not taken."""

    fields: tuple[str, ...]
    faults: tuple[Fault, ...]
