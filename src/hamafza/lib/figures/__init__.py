"""Figures without a database: periods, totals, numbers as people write them, what looks wrong in one, packages."""
