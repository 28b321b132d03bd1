"""Scores, grades, marks and ranks in a comment: who reads one ignores the comment beside it.

Found: `7/10`, `8 out of 10`, `85 %` where it marks the work, `B+`, `grade 6`, `an A`, `Level 4b`, `Band 3`, `full
marks`, `3rd in the class`, `better than most of the class`. Left alone: dates, fractions, percentages of a subject,
letters in music, plans and vitamins. Left alone on purpose: `merit`, `pass` and `gold star`, which mean too many
things, and the grade of a music, dance or speech exam (`grade 5 piano`): it names what somebody can play, not how
well this piece of work is done.
"""

from __future__ import annotations

import re

from profilegen.checks.wordings import before_and_after, first_found, one_of, wording

_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,3}}(?:[.,]\d)?½?|(?i:{'|'.join(_NUMBER_WORDS)}))"
_PER_CENT = r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,2})?\s{0,2}(?:[%٪]|(?i:per\s?cent\b))"
_LETTER = r"(?:[A-E](?:\*|[+−–-])?)"
_ENDS = r"(?=\*{0,2}\s{0,3}(?:[.,;:!?)\n–—-]|\Z))"  # the end of a sentence, or of a part of one
_YOUR_CLASS = (
    rf"{one_of('the your our my this his her their')}\s(?:whole\s|entire\s)?"
    rf"{one_of('classmates class year_group year set form cohort grade school')}"
)

# What is counted or measured in x/y and x out of y, where it is no mark
_COUNTED = one_of(
    "people persons? adults? boys? girls? children pupils students classmates friends families homes teachers voters "
    "doctors dentists cats dogs birds animals plants seeds trees times days weeks countries cars houses"
)
_MEASURED = one_of(
    "cups? tea_?spoons? table_?spoons? spoons? tsp tbsp pints? litres? liters? ml l kg g lb oz miles? inch inches feet "
    "mm cm m km hours? minutes? seconds? turns? time full empty way vision hindsight words pages chapters"
)
_NUMBERED = one_of(
    r"p\. pages? chapters? parts? drafts? rooms? exercises? questions? steps? lines? lessons? weeks? days? number no\. "
    "versions? scenes? verses? bars?"
)
_OF_SOMETHING = r"\s*of\b(?!\s+(?:the\s+|your\s+)?(?:marks?|questions?|answers|spellings|words\s+right))"
_FRACTIONS = (
    rf"\b{one_of('fractions? numerators? denominators? simplif[a-z]* equals? equivalent cups? inch recipe')}\b|="
)
_MARKING = r"\b{}\b".format(
    one_of("marks? marked score scored scores test quiz exam paper correct spellings? results? grades?")
)
_MOST_OF_A_CAKE = 12  # up to here, x/y is as often a fraction as a mark

# What a letter or a small number means elsewhere
_MUSIC_AND_LETTERS = r"\b{}\b".format(
    one_of(
        "notes? chords? scales? keys? strings? sharp flat major minor octaves? plays? played playing sang sing sung "
        "melody tune fingering letters? alphabet spell spells spelled spelling words? vowels? consonants? vitamins? "
        "plans? options? lines? angles? corners? vertex cells? columns? points? dice card blocks?"
    )
)
_GRADED_EXAM = r"\b{}\b".format(
    one_of(
        "piano violin viola cello double_bass guitar flute clarinet oboe bassoon saxophone recorder trumpet cornet "
        "horn trombone tuba drums? drum_?kit percussion harp singing voice theory ballet tap modern jazz dance drama "
        "acting speech lamda abrsm trinity rockschool music climb climbing rapids listed listing gravel steel sandpaper"
    )
)
_OTHER_LEVELS = r"\b{}\b".format(
    one_of("games? gaming player swim swimming lifts? floors? btec nvq apprenticeship qualification scratch")
)
_GAME = r"\b{}\b".format(
    one_of("match game tournament final team season goals? runs? baskets? tries innings league cup")
)
_RACE = r"\b{}\b".format(one_of(r"races? gala sports_day \d{2,4}_?m metres relay match tournament"))
_SCIENCE = r"\b{}\b".format(
    one_of("lost dropped rose fell grew shrank evaporated energy rainfall humidity battery charge efficiency efficient")
)
_RESULT = one_of("got scored? scoring earned achieved received awarded marks? grades? results? test exam quiz mock")
_COMPARED = one_of("more less fewer faster slower bigger smaller higher lower heavier lighter stronger")
_OTHER_A = one_of("levels? frame road shape side team star string flat sharp natural major minor to_Z")
_NO_LEVEL = one_of("of_(?:the|our|your|this|my|a)_(?:game|building|maze) diploma awards? certificates? course")
_BEST_WHAT = one_of(
    "place mark score result pupil student writer reader speller mathematician scientist artist story poem essay piece "
    "project drawing work"
)
_JUDGED = one_of("effort attainment achievement behaviour progress")
_ORDER = one_of("first second third fourth fifth top bottom")
_NO_RANK = one_of("to who that day trip hall play building roof field stairs library assembly garden bus trips")
_MOST = one_of("most the_rest all half many anyone anybody everyone everybody (?:the_)?others?")
_OTHERS = one_of("pupils children students peers")
_GAVE = one_of(
    "got gets? getting achieves? achieved achieving predicted given? gives giving gave deserves? deserved earns? "
    "earned worth awarded"
)


def _is_mark(found: re.Match[str]) -> bool:
    """Whether `x/y` or `x out of y` is likely to be a mark: not above the whole, and out of what marks are out of."""
    got, most = _number(found["got"]), _number(found["most"])
    if got > most or most == 0 or re.match(r"0\d", found["got"]):
        return False
    around = " ".join(before_and_after(found))
    if re.search(_MARKING, around, re.IGNORECASE):
        return True
    is_school_year = got + 1 == most and re.search(r"\b(?:year|season|since|in)\b", around, re.IGNORECASE)
    return got > 1 and not is_school_year and (most % 5 == 0 or most > _MOST_OF_A_CAKE)


def _number(written: str) -> float:
    return _NUMBER_WORDS.get(written.lower()) or float(written.replace(",", ".").rstrip("½"))


def _is_no_emphasis(found: re.Match[str]) -> bool:
    """Whether the star of `A*` is a mark: in `*Plan A*` it ends Markdown's emphasis."""
    line_start = found.string.rfind("\n", max(0, found.start() - 200), found.start()) + 1
    return found.string.count("*", line_start, found.start()) % 2 == 0


_OUT_OF = (
    # 7/10 and 18/20; no dates (7/10/2026, on 7/10), no fractions (3/4 of the way), no music (6/8 time)
    wording(
        "/",
        r"(?<![\w/.,])(?P<got>\d{1,3}(?:[.,]\d)?½?)\s?/\s?(?P<most>\d{1,3})(?![\d/]|[.,]\d)",
        unless_before=rf"\b(?:on|until|till|by|before|after|from|{_NUMBERED})\s",
        unless_after=rf"{_OF_SOMETHING}|\s*(?:{_MEASURED}|{_COUNTED})\b|\s*[=+×<>]",
        unless_near=_FRACTIONS,
        counts=_is_mark,
    ),
    wording(
        "out",
        rf"(?<![\w/.,])(?P<got>{_NUMBER})\s+(?i:out\s+of)\s+(?P<most>{_NUMBER})(?!\w)",
        unless_after=rf"\s+(?:\w{{1,12}}\s+)?{_COUNTED}\b",
        counts=_is_mark,
    ),
)

_PERCENTAGES = (  # only where they mark the work: 50 % of the energy is science
    wording(
        "%|٪|cent",
        rf"\b(?i:{_RESULT})"
        rf"\W{{1,3}}(?:(?!(?i:by|about|over)\b)\w{{1,15}}\W{{1,2}}){{0,3}}?{_PER_CENT}",
        unless_after=rf"{_OF_SOMETHING}|\s*{_COMPARED}\b",
        unless_near=_SCIENCE,
        counts=lambda found: not re.search(_SCIENCE, found.group(), re.IGNORECASE),
    ),
    wording(
        "%|٪|cent",
        rf"{_PER_CENT}\s(?i:in|on|for|at)\s(?:\w{{1,15}}\s){{0,4}}?"
        rf"(?i:{one_of('test exam quiz paper assessment mocks? dictation')})\b",
    ),
    wording(
        "%|٪|cent", rf"{_PER_CENT}\s(?i:of\s(?:the\s|your\s)?(?:marks|questions|answers|spellings)|correct|right)\b"
    ),
    wording(  # standing alone, or beside praise
        "%|٪|cent",
        r"(?:(?:\A|[.!?\n(–—])\s{0,3}|\b(?i:well\sdone|good|great|super|bravo|excellent)\W{1,3})"
        rf"\*{{0,2}}{_PER_CENT}{_ENDS}",
    ),
    wording("%|٪|cent", rf"(?:\A|\n)\*\*{_PER_CENT}(?=\*\*)"),
)

_LETTERS = (
    # B+, A-, A*: no blood groups, no C++, no *Plan A*
    wording(
        "+|-|−|–",
        r"(?<![\w+#/.-])[A-E](?:\+|[−–-])(?![\w+])",
        unless_before=r"\b(?:blood|group|type|rhesus|ions?|and|or)\s",
        unless_near=r"\b(?:blood|rhesus|vitamins?|ions?)\b",
    ),
    wording(
        "*", r"(?<![\w+#/*.-])[A-E]\*(?![\w*])", unless_before=r"\b(?:plan|star|vitamin)\s", counts=_is_no_emphasis
    ),
    wording(
        "star|plus|minus", r"\b(?i:an?|grade)\s[A-E][\s-](?i:star|plus|minus)\b", unless_after=r"\s+(?:[A-Z]\b|\d)"
    ),
    # an A, straight As: no sheet of A4 (that is another word), no A minor, no A level
    wording(
        "an a",
        r"\b[Aa]n\s+A(?![\w'’*+&/-])",
        unless_before=r"\b(?:draw|drew|drawn|write|wrote|paint|painted|cut|carve|carved|bend)\s(?:(?:it|this|me)\s)?",
        unless_after=rf"\s+{_OTHER_A}\b",
        unless_near=_MUSIC_AND_LETTERS,
    ),
    wording("for", rf"\b{_LETTER}\s(?i:for\s{_JUDGED})\b"),
    wording(
        "effort|attainment|achievement|behaviour|progress", rf"\b(?i:{_JUDGED})\s?[:=]\s?(?:{_LETTER}|[1-9])(?![\w.:/])"
    ),
    wording("straight|all a", r"\b(?i:straight|all)\s+A['’]?s\b"),
)

_GRADES = (  # no year groups (in grade 6), no exams in music or dance
    wording(
        "grade",
        rf"\b(?i:grade[sd]?)\s?(?i:of\s|is\s|was\s|an?\s|[:=]\s?)?(?:{_LETTER}|U|[1-9])(?![\w*]|[.,]\d)",
        unless_before=r"\b(?:in|into|since|through|every)\s",
        unless_after=rf"\s+{one_of('class classes pupils? students? teachers? children classroom year')}\b",
        unless_near=_GRADED_EXAM,
    ),
    wording("grade", r"\b(?:(?i:an)\s+A|[B-E]|9\s?[-–]\s?1)[\s-](?i:grades?)\b"),
    wording(
        "got|get|achiev|predict|giv|gave|deserv|earn|worth|award",
        rf"\b(?i:{_GAVE})\s(?i:(?:you|it|this|me|her|him|them)\s)?(?i:an?)\s(?:{_LETTER}|[1-9])"
        rf"(?:{_ENDS}|(?=\s(?i:in|for|on|from|this|next)\b))",
        unless_near=_MUSIC_AND_LETTERS,
    ),
    wording(
        "working|predicted",
        r"\b(?i:working\s(?:at|towards|within)|predicted)\s(?i:an?\s)?(?:[1-9][abc]?|[A-E])"
        r"(?![\w:%°]|\.\d|\s?[ap]m\b)",
        unless_after=rf"\s*{one_of('o.clock hours? days? weeks? times tables? degrees')}\b",
        unless_near=_MUSIC_AND_LETTERS,
    ),
)

_LEVELS = (  # no floors, no games, no qualifications
    wording(
        "level",
        r"\b(?i:level)\s?:?\s?[1-9][abc]?(?![\w%°]|[.,]\d)",
        unless_before=r"\b(?:sea|water|ground|noise|key|game|boss|swimming)\s",
        unless_after=rf"\s+{_NO_LEVEL}\b",
        unless_near=_OTHER_LEVELS,
    ),
    wording(
        "band",
        r"\bBand\s?:?\s?(?:[1-9]|[A-E])(?!\w)",
        unless_after=rf"\s*{one_of('practice rehears[a-z]* times cm mm')}\b",
    ),
    wording(
        "band", r"\b(?i:(?:in|at|mark)\sband)\s?[1-9]\b|\b(?i:(?:top|upper|lower|highest|lowest)\s(?:mark\s)?band)\b"
    ),
)

_STANDARDS = (  # what England's primary schools say in place of a grade
    wording(
        "depth|standard|expected|expectation",
        r"\b(?i:(?:working\s)?(?:at|towards?|below|above|within)\s(?:the\s)?"
        r"(?:greater\sdepth|expected\s(?:standard|level)|age[\s-]related\s(?:expectations?|standards?)))\b",
    ),
)

_MARKS = (
    wording("marks", r"\b(?i:full|top|maximum)\s(?i:marks)\b"),
    wording(
        "mark",
        r"(?<![\w.,])\d{1,3}½?\s?(?i:marks?)\b",
        unless_after=rf"\s+on\s+(?:the|your)\s+{one_of('ruler scale wall paper')}\b",
    ),
    wording(
        "scor|mark",
        r"\b(?i:scored?|marks?)\s(?i:(?:of|was|is|an?)\s)?\d{1,3}(?![\w:]|[-–.,]\d)",
        unless_after=rf"\s+{one_of('goals? points? runs? tries baskets? penalt[a-z]* own')}\b",
        unless_near=_GAME,
    ),
    wording("★", r"★{1,5}☆{1,5}"),
    wording(
        "give|gave",
        r"\bI(?:['’]d|\swould|['’]ll)?\s(?i:give|gave)\s(?:you|this|it)\s(?:a\s)?\d{1,3}(?=\sfor\b|[.!,\n]|\Z)",
    ),
    wording("points", r"\b\d{1,3}\s(?i:points\sfrom\sme)\b"),
    wording("reading age", r"\b(?i:reading\sage)\s(?:(?i:of|is)\s)?\d{1,2}(?:[.:]\d{1,2})?"),
)

_RANKS = (
    wording("top", rf"\b(?i:top)\s\d{{1,2}}(?:\s?%|\sper\scent)?\s(?i:(?:in|of)\s{_YOUR_CLASS})\b"),
    wording("top", rf"\b(?i:in\sthe\stop)\s\d{{1,2}}(?:\s?%|\sper\scent){_ENDS}"),
    wording("percentile", r"\b\d{1,2}(?:st|nd|rd|th)\s(?i:percentile)\b"),
    wording("average", r"\b(?i:(?:you(?:['’]re|\sare)|s?he(?:['’]s|\sis))\s(?:\w{1,10}\s)?(?:above|below)\saverage)\b"),
    wording(
        "class|year|set|form|cohort|grade|school",
        r"\b(?:\d{1,2}(?i:st|nd|rd|th)|"
        rf"(?i:{one_of('first second third fourth fifth top best highest bottom worst cleverest strongest weakest')}))"
        rf"(?i:\s{_BEST_WHAT})?"
        rf"\s(?i:(?:in|of)\s{_YOUR_CLASS})\b",
        unless_after=rf"\s+{_NO_RANK}\b",
    ),
    wording(
        "rank|came",
        rf"\b(?i:ranked|came|rank(?=\s\d))\s(?:(?i:{_ORDER})|\d{{1,3}}(?i:st|nd|rd|th)?)"
        rf"(?:{_ENDS}|(?=\s(?i:in|of|out|among)\b))",
        unless_near=_RACE,
    ),
    wording(
        "than",
        rf"\b(?i:than\s{_MOST}(?:\selse)?"
        rf"(?:\s(?:(?:of|in|from)\s)?(?:{_YOUR_CLASS}|(?:the\s)?(?:other\s)?{_OTHERS})))\b",
    ),
    wording(
        "than", rf"\b(?i:than\s(?:your|his|her|their|my|all\syour)\s{one_of('classmates peers whole_class friends')})\b"
    ),
    wording(
        "average",
        r"\b(?i:(?:above|below|over|under)\s(?:the\s)?(?:class|year|year\sgroup|school|national)\saverage|"
        rf"average\s(?:for|in|of)\s(?:{_YOUR_CLASS}|your\sage))\b",
    ),
)

SCORES = (*_OUT_OF, *_PERCENTAGES, *_LETTERS, *_GRADES, *_LEVELS, *_STANDARDS, *_MARKS, *_RANKS)


def score_in(text: str) -> str:
    """The first score, grade, mark or rank in a comment, as it was written; "" where there is none."""
    return first_found(text, SCORES)
