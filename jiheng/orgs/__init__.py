"""Regions, organisations, users and duties; ``scope`` is the only door to another unit's rows."""
