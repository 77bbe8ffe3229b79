"""What an editor wants to know of a base, and how well it answers."""
