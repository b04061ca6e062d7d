"""Which questions do the pages of accounts ask?"""
