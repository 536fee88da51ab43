"""Dates in the calendars people use: Jalali, Gregorian, and lunar as agency pages print it.

Instants are aware `datetime`s, kept in UTC; a calendar is only how one is written. `jalali` writes and
bounds, `parse` reads dates out of text, `lunar` holds the months of the Iranian lunar calendar.
"""
