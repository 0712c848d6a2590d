"""Reports out: Word documents an office would send."""
