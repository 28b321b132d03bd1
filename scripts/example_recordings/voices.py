"""Who sounds how: each person of the school who is heard, in each language they speak."""

from __future__ import annotations

from .speech import Voice

HANIA = Voice("en-gb+f2", speed=148, pitch=72, throat=1.24)
HANIA_IN_POLISH = Voice("pl+f2", speed=130, pitch=72, throat=1.24)
NOAH_T = Voice("en-gb+f3", speed=165, pitch=52, throat=1.16)
GRACE = Voice("en-gb+f4", speed=136, pitch=56, throat=1.06)
BEN = Voice("en-gb-x-gbclan+m3", speed=168, pitch=44, throat=1.04)
RHYS = Voice("en-gb+m5", speed=158, pitch=32)
RHYS_IN_WELSH = Voice("cy+m5", speed=125, pitch=32)
DARYNA_IN_UKRAINIAN = Voice("uk+f3", speed=135, pitch=60, throat=1.07)
ZOE = Voice("en-gb+f5", speed=150, pitch=55, throat=1.05)
ZOE_IN_CZECH = Voice("cs+f5", speed=125, pitch=55, throat=1.05)
MS_KAUR = Voice("en-gb+f1", speed=162, pitch=42)
GRANDAD_JOE = Voice("en-gb-x-gbclan+m7", speed=145, pitch=16, throat=0.93)
OMARS_TALKER = Voice("en-gb-x-rp+m1", speed=120, pitch=40)
"""Omar speaks by a talker, so this one voice of them all is what one would really hear."""
