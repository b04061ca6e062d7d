"""Which pages are there about what followed a share?"""
