"""How long is a record kept, what holds it back, and how do two people let it be destroyed?"""
