"""Search in all items: one query language, two databases, an index that can be rebuilt at any time."""
