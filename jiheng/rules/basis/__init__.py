"""评价依据目录: which documents bind an evaluation, in which order, and which give way."""
