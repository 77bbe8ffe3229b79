"""Pictures: what to draw, made from the base, apart from how it is drawn."""
