// Records voice or film: a level that moves, a clock, and then what was recorded, to be heard before it is kept.
"use strict";
const studioRecorder = (() => {
  const TYPES = {
    voice: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
    film: ["video/webm;codecs=vp8,opus", "video/mp4", "video/webm"],
  };
  const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

  function open(kind) {
    const camera = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: { ideal: "environment" } };
    return navigator.mediaDevices.getUserMedia({ audio: kind !== "photo", video: kind === "voice" ? false : camera });
  }

  function close(stream) {
    for (const track of stream?.getTracks() || []) { track.stop(); }
  }

  function clockOf(seconds) {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  }

  function levels(stream, onLevel) {
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    const samples = new Float32Array(analyser.fftSize);
    let [frame, shown] = [0, 0];
    context.createMediaStreamSource(stream).connect(analyser);
    (function hear() {
      analyser.getFloatTimeDomainData(samples);
      const loudest = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
      shown = Math.max(Math.min(1, loudest * 1.6), shown * 0.94); // falls slowly, so that a short sound is seen as well
      onLevel(shown);
      frame = window.requestAnimationFrame(hear);
    })();
    return () => { window.cancelAnimationFrame(frame); context.close(); };
  }

  // Begins at once. `stop` gives the recording; `onEnd` hears of it when time is up.
  function record(stream, kind, { clock, level, minutes, onEnd }) {
    const type = TYPES[kind].find(one => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    const pieces = [];
    const begun = performance.now();
    const quiet = level ? levels(stream, loud => level.style.setProperty("--level", loud.toFixed(3))) : () => {};
    const ticking = window.setInterval(() => {
      const seconds = (performance.now() - begun) / 1000;
      clock.textContent = clockOf(seconds);
      if (seconds >= minutes * 60 - 1) { stop().then(onEnd); }
    }, 250);
    const ended = new Promise(resolve => {
      recorder.addEventListener("dataavailable", event => { if (event.data.size) { pieces.push(event.data); } });
      recorder.addEventListener("stop", () => resolve(new Blob(pieces, { type: recorder.mimeType })));
    });
    function stop() {
      window.clearInterval(ticking);
      quiet();
      if (recorder.state !== "inactive") { recorder.stop(); }
      close(stream);
      return ended;
    }
    recorder.start(1000);
    return { stop };
  }

  function player(blob, kind, label) {
    const tag = document.createElement(kind === "photo" ? "img" : kind === "film" ? "video" : "audio");
    tag.src = URL.createObjectURL(blob);
    if (kind === "photo") { tag.alt = label; } else { tag.controls = true; tag.setAttribute("aria-label", label); }
    return tag;
  }

  function forget(place) {
    for (const shown of place.children) { URL.revokeObjectURL(shown.src); }
    place.replaceChildren();
  }

  return { canRecord, open, close, record, player, forget };
})();
