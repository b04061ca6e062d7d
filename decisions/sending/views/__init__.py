"""Pages on which a recipient is told: the share itself, its copies, each attempt."""
