"""Is what needs a lead found, shown and counted rightly?"""
