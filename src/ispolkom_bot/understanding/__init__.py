"""From a question to a decision: reading, looking up, retrieving, choosing."""
