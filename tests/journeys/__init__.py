"""Can a person do the whole job in a real browser?"""
