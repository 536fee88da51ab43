"""Step tables at work: lock, permit, move, record, announce."""
