"""What the browser asks of the dashboard: HTTP only."""
