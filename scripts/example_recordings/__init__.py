"""The recordings, films, slides and drawings of example_school, made by the project itself.

Nobody real speaks in them: the voices are those of the speech synthesiser espeak-ng, the sounds are reckoned here, and
the frames are drawn. So no third-party work is needed, and no child's voice stands in a public repository.

`sound` and `speech` make samples, `sounds` what is heard besides words, `voices` says who sounds how, `encoding` writes
files as telephones, browsers and talkers do, `captions` writes what is said at what time. One module draws each film.
`pdf` writes slides, `badge` a drawing. `gallery` says which student has which file, and what is said in it.
"""
