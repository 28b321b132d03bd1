"""The pictures of example_school, drawn by the project itself so that no third-party work is needed.

Every picture is a function of a seeded `random.Random`, so the same script always draws the same school.
The tools come first (geometry, texture, board, paint, strokes, lettering, solid, finish), then one module
for each group of subjects, and `gallery`, which says which student made which picture.
"""
