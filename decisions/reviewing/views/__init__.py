"""The pages of reviews, and of advice."""
