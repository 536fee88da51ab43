"""Documents that come in from elsewhere, read into plain values."""
