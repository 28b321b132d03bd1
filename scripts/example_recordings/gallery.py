"""Every recording, film, document and drawing: whose it is, what it is called, and what is said in it.

The words are the same as in the records' transcripts, since a transcript says what is heard, word for word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from . import bean, cafe_table, captions, marbles, stool_legs, voices
from .badge import write_badge
from .encoding import FilmKind, SoundKind, write_film, write_voice
from .slides import write_bridge_talk, write_chair_brief
from .sound import finished, put, room, silence
from .sounds import gate, lorry, robin
from .speech import Line, Voice, spoken
from .stage import Script

Write = Callable[[Path], None]

_PHONE_TAGS = {"title": "New Recording 7", "artist": "Otterbridge phone", "comment": "Kestrel Bank, by the front gate"}
PHONE = SoundKind("ipod", "aac", 44_100, 64_000, tags=_PHONE_TAGS)
MESSENGER = SoundKind("ogg", "libopus", 48_000, 24_000)
BUTTON_PHONE = SoundKind("amr", "libopencore_amrnb", 8_000, 12_200)
TALKER = SoundKind("wav", "pcm_s16le", 22_050)
BROWSER = SoundKind("webm", "libopus", 48_000, 40_000, settings={"live": "1"})  # no length in its header
RECORDER = SoundKind("mp3", "libmp3lame", 44_100, 96_000, tags={"title": "Track 3", "artist": "Zoë Dvořák"})
FIELD_RECORDER = SoundKind("mp3", "libmp3lame", 44_100, 128_000, "stereo", tags={"title": "GATE_0752", "date": "2026"})

CAMERA = FilmKind(
    "libx264",
    SoundKind("mp4", "aac", 44_100, 80_000, tags={"title": "Willow tablet 3", "comment": "Kestrel Bank"}),
    {"preset": "slow", "crf": "25", "profile": "main", "g": "30"},
)
TALL_PHONE = FilmKind(
    "libx265",
    SoundKind(
        "mov",
        "aac",
        44_100,
        80_000,
        settings={"movflags": "use_metadata_tags"},
        tags={
            "com.apple.quicktime.make": "Damson",
            "com.apple.quicktime.model": "Damson Phone 9",
            "com.apple.quicktime.location.ISO6709": "+00.0043-000.0043+043.000/",
            "com.apple.quicktime.creationdate": "2026-11-07T16:20:11+0000",
            "location": "Noah’s kitchen, Otterbridge",
        },
    ),
    {"preset": "medium", "crf": "27", "x265-params": "log-level=none:pools=none:frame-threads=1:keyint=30"},
    turned=270,
    codec_tag="hvc1",
)
SCREEN = FilmKind("libvpx", BROWSER, {"crf": "16", "b": "500k", "deadline": "good", "cpu-used": "2", "g": "45"})


@dataclass(frozen=True)
class Piece:
    """One file in a student's media folder, with what writes it; a film's captions are written beside it."""

    student: str
    file: str
    write: Write

    @property
    def path(self) -> Path:
        """Where it lies under the school's folder of students."""
        return Path(self.student, "media", self.file)


def said(kind: SoundKind, voice: Voice, *lines: Line) -> Write:
    """Return what writes a recording of somebody who speaks."""

    def write(path: Path) -> None:
        speech = spoken(lines, voice)
        sound = room(speech.seconds, Random(len(lines)))
        put(sound, speech.sound, 0)
        write_voice(path, kind, finished(sound))

    return write


def shown(kind: FilmKind, script: Script, format_captions: Callable[..., str], ending: str) -> Write:
    """Return what writes a film, and its captions beside it."""

    def write(path: Path) -> None:
        speech = spoken(script.lines, script.voice, rest=script.rest)
        film = script.shot(speech)
        write_film(path, kind, film.frames, film.size, film.sound)
        path.with_suffix(ending).write_text(format_captions(speech.cues), encoding="utf-8", newline="\n")

    return write


def _morning_at_the_gate(path: Path) -> None:
    """Tuesday, eight minutes to eight: a robin on the left, the gate behind, a lorry far away."""
    rng = Random(752)
    left, right = room(11.5, rng, 0.004), room(11.5, rng, 0.004)
    for at in (0.5, 3.4, 6.0, 9.1):
        song = robin(rng)
        put(left, song, at, 0.55)
        put(right, song, at + 0.0005, 0.2)
    for channel in (left, right):
        put(channel, gate(), 4.3, 0.4)
    far = lorry(6.5, rng)
    put(left, far, 4.6, 0.22)
    put(right, far, 4.6, 0.34)
    longest = max(len(left), len(right))
    for channel in (left, right):
        channel.extend(silence(1)[: longest - len(channel)])
    write_voice(path, FIELD_RECORDER, finished(left), finished(right, peak=0.5))


_HANIA = Line(
    "I am Hania. I am five and three quarters.", 0.5, sounds_like="I am Hahnia. I am five and three quarters."
)
_HELLO_FROM_HANIA = (
    Line("Dzień dobry!", 0.5, voices.HANIA_IN_POLISH),
    Line("That is hello.", 0.6),
    _HANIA,
    Line("I can write my name and nothing else. So I am telling you.", 0.6),
    Line("I like worms, and being first."),
)
_BOAT = (
    Line("I made a ball of clay and it sank."),
    Line("I said clay can’t float.", 0.6),
    Line("Mrs Oyelaran said, is it the clay, or is it the shape? I did not know."),
    Line("So I squashed it like a bowl. And it floated! It is the same clay.", 0.7),
    Line("Six bears went in. Seven bears, and it sank."),
    Line("I think one bear was wet.", 0.7),
    Line("Next I will dry the bear."),
)
_DRY_BEAR = (
    Line("I dried the bear. I dried all the bears."),
    Line("It still sank.", 0.8),
    Line("So it is not the wet. It is seven. Seven is too many."),
)
_GRANDAD = (
    Line("Hello. It’s Joe here, Noah’s grandad.", 0.7),
    Line("He rang to ask me how old a snail is. I said I didn’t know. Good, he said, then we can both find out."),
    Line("So we sat behind the bins with two magnifying glasses. He let me have the big one.", 0.6),
    Line("I counted five lines and he counted four. And he wrote down both."),
)
_RYE = (
    Line("This is a voice note because typing it takes longer than baking it.", 0.7),
    Line("Rye is a different animal. Nan was right."),
    Line("I kneaded it ten minutes and it was still porridge. I thought I’d done it wrong.", 0.6),
    Line("Then I read Nan the recipe, and it says don’t knead. So I had done it wrong.", 0.6),
    Line("It came up six centimetres. For rye that’s tall."),
    Line("Next time I leave it overnight. And I read it to Nan first."),
)
_KAUR_ASKS = (
    Line(
        "Hello Ben, it’s Ms Kaur. I played this in the car.",
        0.6,
        sounds_like="Hello Ben, it’s Miz Cower. I played this in the car.",
    ),
    Line("You tell me what you expected, then what the dough did, then what you think. That makes it easy to follow."),
    Line("Here is my question. How could you find out if the kneading did harm, or just did nothing?"),
)
_BEN_ANSWERS = (
    Line("Two loaves. Same rye, same tin. One kneaded and one left alone."),
    Line("If they’re the same, it did nothing. If the kneaded one’s lower, it did harm.", 0.6),
    Line("I don’t know which. I’m doing it Saturday."),
)
_BY_PHONE = (
    Line("Бабуся вже погано бачить, тому я розповідаю їй вишивку по телефону."),
    Line("Два червоні хрестики, один чорний, потім сходинка вгору."),
    Line("Спочатку я казала «отут» і «отак». По телефону цього не видно.", 0.6),
    Line("Тепер я рахую вголос. І бабуся чує помилку раніше, ніж я її бачу.", 0.6),
    Line("Наступного разу розкажу їй цілий рушник."),
)

PIECES: tuple[Piece, ...] = (
    Piece("hania-e7w5", "hania.m4a", said(PHONE, voices.HANIA_IN_POLISH, Line("Hania."), Line("Hania Nowicka."))),
    Piece("hania-e7w5", "hello.m4a", said(PHONE, voices.HANIA, *_HELLO_FROM_HANIA)),
    Piece("hania-e7w5", "boat.m4a", said(PHONE, voices.HANIA, *_BOAT)),
    Piece("hania-e7w5", "boat-bears.webm", said(BROWSER, voices.HANIA, *_DRY_BEAR)),
    Piece("hania-e7w5", "bean.mp4", shown(CAMERA, bean.SCRIPT, captions.vtt, ".vtt")),
    Piece("noah-b2k8", "grandad.amr", said(BUTTON_PHONE, voices.GRANDAD_JOE, *_GRANDAD)),
    Piece("noah-t6r1", "marble-run.mov", shown(TALL_PHONE, marbles.SCRIPT, captions.srt, ".srt")),
    Piece("ben-7k2q", "rye.opus", said(MESSENGER, voices.BEN, *_RYE)),
    Piece("ben-7k2q", "rye-ms-kaur.m4a", said(PHONE, voices.MS_KAUR, *_KAUR_ASKS)),
    Piece("ben-7k2q", "rye-answer.opus", said(MESSENGER, voices.BEN, *_BEN_ANSWERS)),
    Piece(
        "daryna-q2v7", "daryna.m4a", said(PHONE, voices.DARYNA_IN_UKRAINIAN, Line("Дарина."), Line("Дарина Коваленко."))
    ),
    Piece("daryna-q2v7", "by-phone.m4a", said(PHONE, voices.DARYNA_IN_UKRAINIAN, *_BY_PHONE)),
    Piece("grace-m7u2", "come-in.mp4", shown(CAMERA, cafe_table.SCRIPT, captions.vtt, ".vtt")),
    Piece(
        "omar-y5a6",
        "omar.wav",
        said(
            TALKER,
            voices.OMARS_TALKER,
            Line("Omar.", sounds_like="Ohmar."),
            Line("Omar Siddiqui.", sounds_like="Ohmar Siddeekee."),
        ),
    ),
    Piece("omar-y5a6", "gate-0752.mp3", _morning_at_the_gate),
    Piece("rhys-p6c1", "rhys.m4a", said(PHONE, voices.RHYS_IN_WELSH, Line("Rhys."), Line("Rhys Llewellyn."))),
    Piece("rhys-p6c1", "three-legs.webm", shown(SCREEN, stool_legs.SCRIPT, captions.vtt, ".vtt")),
    Piece("rhys-p6c1", "chair-brief.pdf", write_chair_brief),
    Piece(
        "zoe-d4y6",
        "zoe.mp3",
        said(RECORDER, voices.ZOE, Line("Zoë.", sounds_like="Zoe-ee"), Line("Zoë Dvořák.", voice=voices.ZOE_IN_CZECH)),
    ),
    Piece("zoe-d4y6", "pigeon-badge.svg", write_badge),
    Piece("amina-x3f9", "bridge-talk.pdf", write_bridge_talk),
)
