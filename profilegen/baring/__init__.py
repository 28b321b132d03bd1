"""An original without what its camera or program wrote about it, and the hash of just that: nothing is decoded.

The same picture has the same hash with and without such notes, so what is made of it has the same name at home and,
after a move, at another school.
"""
