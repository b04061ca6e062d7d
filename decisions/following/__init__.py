"""What became of each share, and what is put right when it went wrong?"""
