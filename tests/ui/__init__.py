"""Does the form pack draw what the design system says, for everybody?"""
