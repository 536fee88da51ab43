"""The door: the one public port.

It answers anonymous readers from memory, runs Django for everybody else in a few threads,
and hands connections that ask for a stream over to the stream process.
"""
