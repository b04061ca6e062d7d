"""How can it be proved that the history was not altered? A signed tree over its rows."""
