"""The county the tests of this folder stand on."""

from tests.county import county

__all__ = ["county"]
