"""The pages of the directory: agencies and their people, agreements, files."""
