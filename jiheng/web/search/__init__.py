"""Search over projects, clauses and people, each within the member's reach."""
