"""Where on the body is an injury?"""
