"""Sourced, dated answers about the Executive Committee of the Petrograd Soviet, 1917."""

__version__ = "0.1.0"
