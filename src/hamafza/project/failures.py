"""How a command ends when it cannot do what was asked: one line, and an exit status."""

from __future__ import annotations


class Failure(Exception):
    """The command could not be carried out; nothing was changed."""

    status = 1


class UnusableInput(Failure):
    """What was given as input cannot be used."""

    status = 2
