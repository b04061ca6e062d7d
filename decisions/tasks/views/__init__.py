"""What do the pages about tasks, notices, work and letters do?"""
