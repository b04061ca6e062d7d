"""Invented organisations, people and decisions, for the demonstration and for nothing else."""
