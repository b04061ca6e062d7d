"""What does the organisation itself put beside a question, and who has read it?"""
