"""The pages of what came in: the list, one of them, and the replies."""
