"""The same decision with other histories, for measurements alone."""
