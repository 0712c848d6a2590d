"""How a word in Latin letters stands behind a Chinese one: 是图片, 是 Word 文档."""


def spaced(word: str) -> str:
    """The word, behind a blank when it begins in Latin letters."""
    return f" {word}" if word and word[0].isascii() else word
