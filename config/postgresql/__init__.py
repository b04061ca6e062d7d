"""PostgreSQL as the one door: a backend that tells it who acts, and the roles it knows."""
