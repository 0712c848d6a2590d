"""条款对照: every clause, how it is kept, and the numbers each instrument sets."""
