"""The side of the unit: drafts of reports it is asked about, its opinions on them, and its reply."""
