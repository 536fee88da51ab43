"""Rooms that are not part of the house. `docs/tour.md` walks through them."""
