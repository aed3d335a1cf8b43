"""Tables in and out, CSV and XLSX: one reader, one writer. Needs no Django, as the engine uses it.

What is wrong with a file is data; callers say it in words, each to its own readers.
"""
