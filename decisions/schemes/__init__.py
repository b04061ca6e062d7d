"""How is a concern passed on to a disclosure scheme of the police, and what did they decide?"""
