"""Whose words are these: official originals of a pasted text, and items like another."""
