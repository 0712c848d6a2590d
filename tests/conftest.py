"""What every test stands on: a database in a file as users have it, an own file store, no hidden chance."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis_settings

from tests.chain import let_tests_empty_the_chain

# Playwright's synchronous calls run beside an event loop, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# The same examples on every run; an example takes as long as two shared cores need.
hypothesis_settings.register_profile("jiheng", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("jiheng")


def pytest_configure() -> None:
    """The real hasher takes half a second for every login; what it does is not ours to test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    let_tests_empty_the_chain()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file, not in memory: the server's threads and the job runner each open it, as in real life."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "jiheng.sqlite3")


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Tests put rows under the same numbers at the same time of day; what one computed is not for the next."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def file_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Uploads of the tests never reach the folder of a real installation."""
    folder = tmp_path_factory.mktemp("files")
    settings.JIHENG_FILES = folder
    return folder
