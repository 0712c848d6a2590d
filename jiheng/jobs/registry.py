"""Which function runs which kind of job. The door that owns a kind registers it as it starts."""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from jiheng.jobs.context import JobContext

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json] | None"
Runner: TypeAlias = Callable[[JobContext], Mapping[str, Json]]
"""Does the work and answers the result, plain enough for JSON. It may be run again from the start after a crash."""

_RUNNERS: Final[dict[str, Runner]] = {}


def register(kind: str, runner: Runner) -> None:
    """Tie a kind to its runner. Two runners for one kind are a defect."""
    if _RUNNERS.setdefault(kind, runner) is not runner:
        raise ValueError(f"job kind {kind} has two runners")


def runner_of(kind: str) -> Runner:
    """The runner of a kind; ``LookupError`` for a kind nobody registered."""
    return _RUNNERS[kind]
