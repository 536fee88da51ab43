"""Drawing pictures from outside anew: run as a program of its own, which may be stopped and takes its limits along.

`python -m hamafza.lib.pictures WIDTH…` reads a picture and writes one line of JSON and the drawn sizes after it.
"""
