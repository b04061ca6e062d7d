"""Every write to a decision, as verbs. Each is one transaction that changes and notes an act."""
