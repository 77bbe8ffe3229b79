"""Studying together: quizzes made of facts, revision, the day in 1917."""
