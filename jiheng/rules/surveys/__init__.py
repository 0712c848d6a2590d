"""调查问卷: who is asked about what."""
