"""How does a decision reach its recipients: copies, and each attempt to tell them?"""
