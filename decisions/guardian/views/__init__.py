"""What the browser asks of the history: HTTP only."""
