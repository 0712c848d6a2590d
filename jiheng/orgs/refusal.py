"""A refusal people can read."""


class Refused(Exception):
    """An act the rules or the state of a row do not allow; its text is Chinese and says what to do."""
