"""What may never change silently: who did what, when, and with which outcome."""
