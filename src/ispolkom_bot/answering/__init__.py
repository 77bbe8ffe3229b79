"""Answers: composing them from facts, and declining."""
