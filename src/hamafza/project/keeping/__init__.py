"""Keeping what an installation holds: backups, restores, moves to another database, upgrades."""
