"""Republishing another unit’s item with credit, following what becomes of the origin."""
