"""The pages about the proof of the history; none of them shows content of a record."""
