"""A demonstration project for the preparation of an evaluation: published figures under invented names."""
