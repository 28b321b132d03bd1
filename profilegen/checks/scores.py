"""Scores, grades, marks and ranks in a comment: who reads one ignores the comment beside it.

Found: `7/10`, `8 out of 10`, `85 %` where it marks the work, `B+`, `grade 6`, `an A`, `Level 4b`, `Band 3`, `full marks`,
`3rd in the class`, `better than most of the class`. Left alone: dates, fractions and percentages of a subject, letters in
music, plans and vitamins. Left alone on purpose: `merit`, `pass` and `gold star`, which mean too many things, and the grade of
a music, dance or speech exam (`grade 5 piano`), which names what somebody can play and not how well this piece is done.
"""

from __future__ import annotations

import re

from profilegen.checks.wordings import first_found, wording

_NUMBER_WORDS = dict(
    zip("one two three four five six seven eight nine ten twenty".split(), (*range(1, 11), 20), strict=True)
)
_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d)?½?|(?i:{'|'.join(_NUMBER_WORDS)}))"
_PER_CENT = r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?\s{0,2}(?:[%٪]|(?i:per\s?cent\b))"
_LETTER = r"(?:[A-E](?:\*{1,2}|[+−–-])?)"

_COUNTED = (
    r"people|persons?|adults?|boys?|girls?|children|pupils|students|classmates|friends|families|homes|teachers|voters|"
    r"doctors|dentists|cats|dogs|birds|animals|plants|seeds|trees|times|days|weeks|countries|cars|houses"
)
_MEASURED = (
    r"cups?|tea\s?spoons?|table\s?spoons?|spoons?|tsp|tbsp|pints?|litres?|liters?|ml|l|kg|g|lb|oz|miles?|inch(?:es)?|feet|mm|"
    r"cm|m|km|hours?|minutes?|seconds?|turns?|time|full|empty|way|vision|hindsight"
)
_OF_SOMETHING = r"\s*of\b(?!\s+(?:the\s+|your\s+)?(?:marks?|questions?|answers|spellings|points|words\s+right))"
_MARKING = re.compile(
    r"\b(?:marks?|marked|scor(?:e|ed|es)|test|quiz|exam|paper|correct|spellings?|results?|grades?)\b", re.IGNORECASE
)
_EVERYDAY_FRACTION = 12  # below this, x/y is as often a piece of cake as a mark
_TEACHER_GAVE = r"(?:got|gets?|getting|achiev(?:e|ed|es|ing)|predicted|giv(?:e|en|ing)|gave|deserv(?:es|ed)|earn(?:s|ed)|worth|awarded)"
_SPORT = r"\b(?:match|game|tournament|final|team|season|goals?|runs?|baskets?|tries|innings|league|cup)\b"
_MUSIC_AND_LETTERS = (
    r"\b(?:notes?|chords?|scales?|keys?|strings?|sharp|flat|major|minor|octaves?|play(?:s|ed|ing)?|s[aiu]ng|melody|tune|fingering|"
    r"letters?|alphabet|spell(?:s|ed|ing)?|words?|vowels?|consonants?|vitamins?|plans?|options?|lines?|angles?|corners?|vertex|"
    r"cells?|columns?|points?)\b"
)
_GRADED_EXAM = (
    r"\b(?:piano|violin|viola|cello|double\s+bass|guitar|flute|clarinet|oboe|bassoon|saxophone|recorder|trumpet|cornet|horn|"
    r"trombone|tuba|drums?|drum\s?kit|percussion|harp|singing|voice|theory|ballet|tap|modern|jazz|dance|drama|acting|speech|"
    r"lamda|abrsm|trinity|rockschool|music|climb\w*|rapids|listed|listing|gravel|steel|sandpaper)\b"
)
_WHOSE_CLASS = r"(?:the|your|our|my|this|his|her|their)\s(?:whole\s|entire\s)?"
_CLASS = r"(?:class(?:mates)?|year(?:\s?group)?|set|form|cohort|grade|school)"


def _is_marks(found: re.Match[str]) -> bool:
    """Whether `x/y` or `x out of y` is likely to be a mark: not above the whole, and out of what marks are out of."""
    got, most = _number(found["got"]), _number(found["most"])
    if got > most or most == 0 or found["got"].startswith("0") and len(found["got"]) > 1:
        return False
    around = found.string[max(0, found.start() - 40) : found.end() + 40]
    if most % 5 == 0 or most > _EVERYDAY_FRACTION:
        return got >= 2 and not _is_school_year(got, most, around) or bool(_MARKING.search(around))
    return bool(_MARKING.search(around))


def _number(written: str) -> float:
    return _NUMBER_WORDS.get(written.lower()) or float(written.replace(",", ".").rstrip("½"))


def _is_school_year(got: float, most: float, around: str) -> bool:
    return got + 1 == most and re.search(r"\b(?:year|season|since|in)\b", around, re.IGNORECASE) is not None


def _is_no_emphasis(found: re.Match[str]) -> bool:
    """Whether the star of `A*` is a mark: in `*Plan A*` it ends Markdown's emphasis."""
    line_start = found.string.rfind("\n", max(0, found.start() - 200), found.start()) + 1
    return found.string.count("*", line_start, found.start()) % 2 == 0


SCORES = (
    # 7/10, and 18/20; no dates (7/10/2026, on 7/10), fractions (3/4 of) or music (6/8 time)
    wording(
        rf"(?<![\w/.,])(?P<got>\d{{1,3}}(?:[.,]\d)?½?)\s?/\s?(?P<most>\d{{1,3}})(?![\d/]|[.,]\d)",
        unless_before=r"\b(?:on|until|till|by|before|after|from)\s",
        unless_after=rf"{_OF_SOMETHING}|\s*(?:of\s+a|{_MEASURED}|{_COUNTED})\b|\s*[=+×<>]|\s*[ap]m\b",
        unless_near=r"\b(?:fractions?|numerators?|denominators?|simplif\w*|equals?|equivalent|cups?|inch(?:es)?|recipe)\b|=",
        counts=_is_marks,
    ),
    wording(
        rf"(?<![\w/.,])(?P<got>{_NUMBER})\s+(?i:out\s+of)\s+(?P<most>{_NUMBER})(?!\w)",
        unless_after=rf"\s+(?:\w{{1,12}}\s+)?(?:{_COUNTED})\b",
        counts=_is_marks,
    ),
    # Percentages: only where they mark the work; 50 % of the energy is science
    wording(
        r"\b(?i:got|scored?|scoring|earned|achieved|received|awarded|marks?|grades?|results?|(?:test|exam|quiz|mock|paper)(?=\W))"
        rf"\W{{1,3}}(?:(?!(?i:by|about|over)\b)\w{{1,15}}\W{{1,2}}){{0,3}}?{_PER_CENT}",
        unless_after=rf"{_OF_SOMETHING}|\s*(?:more|less|fewer|faster|slower|bigger|smaller|higher|lower|stronger|lighter|heavier)\b",
        unless_near=r"\b(?:lost|dropped|rose|fell|grew|shrank|evaporated|energy|rainfall|humidity|battery|charge|efficien\w+)\b",
    ),
    wording(
        rf"{_PER_CENT}\s(?i:in|on|for|at)\s(?:\w{{1,15}}\s){{0,4}}?(?i:test|exam|quiz|paper|assessment|mocks?|dictation)\b"
    ),
    wording(rf"{_PER_CENT}\s(?i:of\s(?:the\s|your\s)?(?:marks|questions|answers|spellings)\b|correct\b|right\b)"),
    wording(rf"(?:(?:\A|[.!?\n(–—])\s{{0,3}}|\b(?i:well done|good|great|super|bravo|excellent)\W{{1,3}})\*{{0,2}}{_PER_CENT}"
            r"(?=\*{0,2}\s{0,3}(?:\Z|[.!?,;:\n)–—-]))"),
    # B+, A-, A*: no blood groups, no C++, no *Plan A*
    wording(
        r"(?<![\w+#/*.-])[A-E](?:\+|[−–-])(?![\w+])",
        unless_before=r"\b(?:blood|group|type|rhesus|positive|negative|ions?|and|or)\s",
        unless_after=r"\s*(?:ions?|cells?|blood|rhesus)\b",
        unless_near=r"\b(?:blood|rhesus|vitamins?|ions?)\b",
    ),
    wording(r"(?<![\w+#/*.-])[A-E]\*(?![\w*])", unless_before=r"\b(?:plan|star|vitamin)\s", counts=_is_no_emphasis),
    wording(r"\b(?i:an?|grade)\s[A-E][\s-](?i:star|plus|minus)\b", unless_after=r"\s+(?:[A-Z]\b|\d)"),
    # Grade 6, grade B, an A grade: no year groups (in grade 6), no exams in music or dance
    wording(
        rf"\b(?i:grade[sd]?)\s?(?i:of\s|is\s|was\s|an?\s|[:=]\s?)?(?:{_LETTER}|U|[1-9])(?![\w*]|[.,]\d)",
        unless_before=r"\b(?:in|into|since|through|every)\s",
        unless_after=r"\s+(?:class(?:es)?|pupils?|students?|teachers?|children|classroom|year)\b",
        unless_near=_GRADED_EXAM,
    ),
    wording(r"\b(?:(?i:an)\s+A|[B-E]|9\s?[-–]\s?1)[\s-](?i:grades?)\b"),
    wording(
        rf"\b(?i:{_TEACHER_GAVE})\s(?:(?i:you|it|this|me|her|him|them)\s)?(?i:an?\s)(?:{_LETTER}|[1-9])(?=\*{{0,2}}\s{{0,3}}(?:[.,;:!?)\n]|\Z|"
        r"(?i:in|for|on|from|this|next)\b))",
        unless_near=_MUSIC_AND_LETTERS,
    ),
    wording(
        r"\b(?i:working\s(?:at|towards|within)|predicted)\s(?i:an?\s)?(?:[1-9][abc]?|[A-E])(?![\w:.%°]|\s?[ap]m\b)",
        unless_after=r"\s*(?:o.clock|hours?|days?|weeks?|times|tables?|degrees)\b",
        unless_near=_MUSIC_AND_LETTERS,
    ),
    # An A: no sheet of A4 (another word), no A minor, no A level
    wording(
        r"\b[Aa]n\s+A(?![\w'’*+&/-])",
        unless_after=r"\s+(?:levels?|frame|road|shape|side|team|star|string|flat|sharp|natural|major|minor|to\s+Z)\b",
        unless_near=_MUSIC_AND_LETTERS,
    ),
    wording(r"\b(?i:straight|all)\s+A['’]?s\b", unless_after=r"\s+(?:\w+\s+)?(?:is|are|in)\b"),
    # Level 4, Band 3: no floors, no games, no qualifications
    wording(
        r"\b(?i:level)\s?:?\s?[1-9][abc]?(?![\w%°]|[.,]\d)",
        unless_before=r"\b(?:sea|water|ground|noise|key|game|boss|swimming)\s",
        unless_after=r"\s+(?:of\s+(?:the|our|your|this|my|a)\s+(?:game|building|car\s?park|maze|tower)|btec|diploma|awards?|"
        r"certificates?|qualifications?|course|game|nvq|apprentice\w*|badge|in\s+(?:the|your|our|my|this)\s+game)\b",
        unless_near=r"\b(?:games?|gaming|player|swim\w*|lifts?|floors?|btec|nvq|apprentice\w*|qualification|scratch)\b",
    ),
    wording(r"\bBand\s?:?\s?(?:[1-9]|[A-E])(?!\w)", unless_after=r"\s*(?:practice|rehears\w+|times|cm|mm)\b"),
    wording(r"\b(?i:(?:in|at|mark)\sband)\s?[1-9]\b|\b(?i:(?:top|upper|lower|highest|lowest)\s(?:mark\s)?band)\b"),
    # Marks
    wording(r"\b(?i:full|top|maximum)\s(?i:marks)\b"),
    wording(r"(?<![\w.,])\d{1,3}½?\s?(?i:marks?)\b", unless_after=r"\s+on\s+(?:the|your|our)\s+(?:ruler|scale|wall|paper|table|page)\b"),
    wording(
        r"\b(?i:scored?|marks?)\s(?:(?i:of|was|is|a|an)\s)?\d{1,3}(?![\w:]|[-–.,]\d)",
        unless_after=r"\s+(?:goals?|points?|runs?|tries|baskets?|penalt\w+|own)\b",
        unless_near=_SPORT,
    ),
    wording(r"★{1,5}☆{1,5}"),
    # Ranks, averages, comparisons
    wording(
        r"\b(?i:(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|top|best|highest|bottom|worst|cleverest|strongest|weakest)"
        rf"(?:\s(?:place|mark|score|pupil|student|writer|reader|mathematician|scientist|artist))?\s(?:in|of)\s{_WHOSE_CLASS}{_CLASS})\b",
        unless_after=r"\s+(?:to|who|that|day|trip|hall|play|year|building|roof|field|stairs|library|library|assembly|garden|gate|bus)\b",
    ),
    wording(r"\b(?i:ranked|rank(?=[:\s]{1,2}\d)|came)[:\s]{1,2}(?i:first|second|third|fourth|fifth|top|bottom|\d{1,3}(?:st|nd|rd|th)?)"
            r"(?=\s{0,2}(?:[.,;!?)\n]|\Z|(?i:in|of|out|among)\b))",
            unless_near=r"\b(?:race|races|gala|sports\s+day|\d{2,4}\s?m|metres|relay|match|tournament)\b"),
    wording(
        r"\b(?i:than\s(?:most|the\srest|all|half|many|any(?:one|body)?|every(?:one|body)?|(?:the\s)?others?)(?:\selse)?"
        rf"(?:\s(?:of|in|from))?(?:\s{_WHOSE_CLASS.rstrip(r'\s')}?)?\s(?:other\s)?(?:{_CLASS}|pupils|children|students|peers))\b"
    ),
    wording(r"\b(?i:than\s(?:your|his|her|their|my|all\syour)\s(?:classmates|peers|whole\sclass|friends))\b"),
    wording(
        r"\b(?i:(?:above|below|over|under|beyond)\s(?:the\s)?(?:class|year(?:\sgroup)?|school|national)\s?average|"
        rf"average\s(?:for|in|of)\s{_WHOSE_CLASS}(?:class|year(?:\sgroup)?|age|school|form|set))\b"
    ),
)


def score_in(text: str) -> str:
    """The first score, grade, mark or rank in a comment, as it was written; "" where there is none."""
    return first_found(text, SCORES)
