"""What does the dashboard cost, with 10,000 decisions and with 1,000,000?"""
