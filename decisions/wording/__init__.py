"""Would somebody else understand what is written, and does it say what it is marked as?"""
