"""The profile moves on: packed as a BagIt bag, checked at the other end, signed with the school's key.

Start with `pack` in `profilegen/packing/pack.py` and `verify` in `profilegen/packing/verify.py`.
"""
