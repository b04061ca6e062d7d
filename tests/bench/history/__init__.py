"""What does the history cost to write, to sign, to check and to read, beside other histories?"""
