"""What needs a lead now, and what do the decisions of a team look like?"""
