"""A content-addressed store: one immutable blob per hash, checked on the way in."""
