"""The stream process: holds every open stream and writes each event to those it is for.

Nothing in here imports Django: the process starts in a tenth of a second, weighs little
and knows the ledger only as rows after a cursor. The sockets come from the door.
"""
