"""What do leads and the Guardian say about a decision, and who gives advice?"""
