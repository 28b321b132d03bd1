"""A profile arrives: a pack is verified, unpacked, and merged with what is here, so that nothing is lost or replaced.

Start with `unpack` in `profilegen/arriving/unpack.py`.
"""
