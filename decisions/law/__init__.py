"""Which laws could fit this record, which do not and why; what does a duty ask to be judged?"""
