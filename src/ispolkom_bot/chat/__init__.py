"""Conversation, the same on every surface."""
