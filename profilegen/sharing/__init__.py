"""What families take home: a student's site as a zip that opens anywhere, or locked behind a passphrase.

Start with `share` in `profilegen/sharing/share.py`.
"""
