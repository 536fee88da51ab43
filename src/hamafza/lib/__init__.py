"""Pure Python, no Django: what every room may stand on."""
