"""The rules room: what the law says, as pure functions of plain values. No Django, no clock, no chance."""
