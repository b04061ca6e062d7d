"""What came in from others, and what was replied?"""
