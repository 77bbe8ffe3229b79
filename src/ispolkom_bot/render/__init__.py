"""Answers in the form of each place where they are read."""
