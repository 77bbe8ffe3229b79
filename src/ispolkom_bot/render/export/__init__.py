"""Facts to take away: cards, tables, a calendar, a bibliography."""
