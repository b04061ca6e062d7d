"""What does the guidance say, edition by edition, and how did somebody walk through its chart?"""
