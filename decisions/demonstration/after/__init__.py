"""What followed the decisions of the demonstration? Each part tells its own."""
