"""A real browser plays what is made, from a file that was opened by double-click."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser

from profilegen.media.store import Store
from tests.media.phones import PHONES, VOICES, record
from tests.media.test_recordings import looks_upright, made

pytestmark = pytest.mark.browser

PLAY = """async address => {
  const player = document.querySelector('video, audio');
  const happens = name => new Promise((done, fail) => {
    player.addEventListener(name, done, {once: true});
    player.addEventListener('error', () => fail(new Error(player.error.message)), {once: true});
  });
  const ready = happens('canplay');
  player.src = address;
  await ready;
  const found = happens('seeked');
  player.currentTime = player.duration / 2;
  await found;
  return [player.readyState, player.duration, player.currentTime, player.videoWidth || 0, player.videoHeight || 0];
}"""
TURNED = {
    f"turned-{degrees}.mp4": {"film": "libx264", "degrees": degrees, "size": (180, 320)} for degrees in (90, 180, 270)
}
ALL: dict[str, dict[str, Any]] = {**PHONES, **VOICES, **TURNED}


def test_a_browser_plays_and_seeks_in_each(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    for name, kind in ALL.items():
        store = Store(tmp_path / "store")
        recording = made(record(tmp_path / name, **kind), store)
        html = tmp_path / "page.html"
        tag = "video muted" if recording.film else "audio"
        html.write_text(f"<!doctype html><title>{name}</title><{tag} preload=auto>", encoding="utf-8")
        page.goto(html.as_uri())

        ready, duration, at, width, height = page.evaluate(PLAY, store.path_of(recording.file).as_uri())

        assert ready >= 2, name
        assert abs(duration * 1000 - recording.milliseconds) < 60, name
        assert abs(at - duration / 2) < 0.1, name
        assert (width, height) == (recording.width, recording.height), name
        if recording.film:
            seen = Image.open(BytesIO(page.locator("video").screenshot()))
            assert looks_upright(seen, 90 if "bright" in name else 45), name
    page.close()
