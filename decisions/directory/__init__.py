"""Whom does the organisation share with, and under which agreements?"""
