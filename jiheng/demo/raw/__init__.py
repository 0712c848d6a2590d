"""What an evaluator of the demonstration would collect: official papers, office tables, records of talks."""
