"""The carrier process: takes the doorbell to other machines, and copies of public events to other sites.

It runs only where NATS is set. Nothing in here imports Django, and no other process imports
the NATS client: what NATS does or fails to do cannot touch a page or a stream.
"""
