"""Which pages does accounts answer? HTTP only."""
