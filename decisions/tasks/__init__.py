"""What has to be done, by whom, by when, and who is told of it?"""
