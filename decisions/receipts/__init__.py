"""How does a recipient, or an adviser outside, answer without an account?"""
