"""系统: organisations and people, and the chain of events."""
