"""What git keeps: exact versions, whole vendored files, no address and no place of any one machine."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.architecture.tree import TOP, VENDORED, assert_none, line_of, place, templates, text, tracked

LOCKS = (TOP / "requirements/base.txt", TOP / "requirements/dev.txt")

# Every pattern is written so that it does not match its own line.
ADDRESSES = re.compile(
    "|".join(
        (
            r'"resolve[d]": *"http',
            r"index-ur[l]",
            r"://[^/ ]*(?:pyp[i]|np[m]|pythonhoste[d]|debia[n])",
            r"(?<![\w.])/wor[k]/",
            r"(?<![\w.])/roo[t]/",
            r"(?<![\w.])/far[m]/",
        )
    )
)

INLINE = {
    "a script inside the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a style sheet inside the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "something from another network": re.compile(
        r"<(?!a\b)[^>]*\b(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", re.I
    ),
}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_version_is_exact_and_has_its_hashes(lock: Path) -> None:
    requirements = re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", text(lock), flags=re.MULTILINE).strip())
    pinned = re.compile(r"[a-z0-9-]+==\S+(?: ; [^\\\n]+)? \\(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+\s*")
    assert_none((entry for entry in requirements if not pinned.fullmatch(entry)), f"Not exact in {place(lock)}:")
    assert "://" not in text(lock)


def test_both_locks_agree_on_every_version() -> None:
    base, dev = (dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text(lock), re.MULTILINE)) for lock in LOCKS)
    assert_none(
        (f"{name} {version} / {dev.get(name)}" for name, version in base.items() if dev.get(name) != version),
        "Lock both again (make lock):",
    )


def test_the_notice_names_every_component_installed_with_it() -> None:
    names = re.findall(r"^([a-z0-9-]+)==", text(LOCKS[0]), re.MULTILINE)
    noticed = set(re.findall(r"^ {3}([a-z0-9-]+) {2,}\S", text(TOP / "NOTICE"), re.MULTILINE))
    assert_none(set(names) - noticed, "Add it to NOTICE with its licence:")


def test_no_file_names_a_registry_or_a_folder_of_one_machine() -> None:
    assert_none(
        (
            f"{place(path, line_of(path, match.start()))} {match.group()}"
            for path in tracked()
            if not path.is_relative_to(VENDORED) and b"\0" not in path.read_bytes()
            for match in ADDRESSES.finditer(text(path))
        ),
        "It would not hold elsewhere:",
    )


def test_vendored_files_are_the_ones_that_were_reviewed() -> None:
    entries = (line.split("  ", 1) for line in text(VENDORED / "SHA256SUMS").splitlines())
    listed = {name: digest for digest, name in entries}
    there = {
        path.relative_to(VENDORED).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDORED.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert listed == there


@pytest.mark.parametrize("defect", INLINE)
def test_pages_hold_nothing_the_content_security_policy_refuses(defect: str) -> None:
    assert_none(
        (
            f"{place(path, line_of(path, match.start()))} {match.group()[:80]}"
            for path in templates()
            for match in INLINE[defect].finditer(text(path))
        ),
        "Move it to jiheng/web/static:",
    )


def test_style_sheets_load_nothing_from_another_network() -> None:
    outside = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"])(?:https?:)?//")
    assert_none(
        (
            f"{place(path, line_of(path, match.start()))} {match.group()}"
            for path in sorted((TOP / "jiheng").rglob("*.css"))
            for match in outside.finditer(text(path))
        ),
        "Ship it in jiheng/web/static:",
    )
