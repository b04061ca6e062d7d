"""Which records moved to another school, area or nation, and are they there?"""
