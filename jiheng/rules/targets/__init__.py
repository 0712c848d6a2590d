"""Reading what people write as a target or an actual value, and saying how it was read."""
