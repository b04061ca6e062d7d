"""What the browser asks of decisions: HTTP only; rules, reads and writes live elsewhere."""
