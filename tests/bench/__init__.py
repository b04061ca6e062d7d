"""What does the application cost? ``make bench`` measures; ``docs/performance.md`` tells."""
