"""核验报告: open to everybody, it keeps nothing and tells nothing of what did not go out."""
