"""Asking one another, answering, following up."""
