"""What does the Caldicott Guardian see of the history: the log, one record's story, exports?"""
