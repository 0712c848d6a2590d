"""Register of rechecked self-evaluations: batches, files, forms and decisions on marks."""
