"""Pictures: what a theme asks for, what a source holds, the derivatives made of it, and where they are kept.

Each module is imported by its own name, so that asking for a size does not load Pillow:
`recipes` (pure: which sizes, which names), `probe` (a picture's header), `photos` (derivatives),
`store` (where they live) and `avatars` (initials for whoever has no picture).
"""
