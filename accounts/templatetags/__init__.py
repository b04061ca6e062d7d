"""Which template tags does the project add?"""
