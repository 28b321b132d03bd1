// Records voice or film: a level that moves, a clock, and parts that are handed over while it is made, so that what was
// said is there again after the lid was closed; and then what was recorded, to be heard.
"use strict";
const studioRecorder = (() => {
  const TYPES = {
    voice: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"],
    film: ["video/webm;codecs=vp8,opus", "video/mp4", "video/webm"],
  };
  const PART = 2000; // milliseconds: no more than this is lost
  const MOST_AT_ONCE = 1 << 20;
  const words = JSON.parse(document.getElementById("recording-words").textContent);
  const canRecord = () => Boolean(navigator.mediaDevices?.getUserMedia && window.MediaRecorder);

  // Why there is no recording here at all; an error of `open` says why there is none just now.
  function trouble(error) {
    if (!canRecord()) { return window.isSecureContext === false ? words.insecure : words.old; }
    if (error?.name === "NotFoundError" || error?.name === "OverconstrainedError") { return words.absent; }
    if (error?.name === "NotReadableError" || error?.name === "AbortError") { return words.busy; }
    return words.refused;
  }

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

  async function post(address, body, type) {
    const headers = { Accept: "application/json", "Content-Type": type };
    const answer = await fetch(address, { method: "POST", headers, body });
    return { ok: answer.ok, said: await answer.json().catch(() => ({})) };
  }

  // Hands over what there is, one part after the other, each to the place where it begins: after a pause of the network
  // the next one brings along what could not be sent. `onBehind` hears when there is no sending just now.
  function handOver(address, about, onBehind) {
    let [whole, sent, name, isOver, going, wasBehind] = [new Blob([]), 0, "", false, null, false];

    async function go() {
      if (!name) {
        const { ok, said } = await post(address, JSON.stringify(about), "application/json");
        if (!ok) { throw new Error("not begun"); }
        name = said.name;
      }
      while (sent < whole.size && !isOver) {
        const part = whole.slice(sent, sent + MOST_AT_ONCE);
        const { ok, said } = await post(`${address}${name}?at=${sent}`, part, "application/octet-stream");
        if (!ok && typeof said.size !== "number") { throw new Error("not taken"); }
        sent = said.size;
      }
    }

    function add(piece) {
      whole = new Blob([whole, piece]);
      if (going || isOver) { return; }
      going = go().then(() => { wasBehind = false; }, () => {
        if (!wasBehind && !isOver) { onBehind(words.behind); }
        wasBehind = true;
      }).finally(() => {
        going = null;
        if (!wasBehind && sent < whole.size && !isOver) { add(new Blob([])); }
      });
    }

    async function end() { // no more is sent; gives the name under which parts are there, if any are
      isOver = true;
      await going;
      return name;
    }

    async function forgetIt() {
      if (await end()) { await post(`${address}${name}/away?done=1`, "", "text/plain").catch(() => {}); }
    }

    return { add, end, forget: forgetIt, isBehind: () => wasBehind || sent < whole.size };
  }

  // Begins at once. `stop` gives the recording, null where nothing was recorded; `onEnd` hears of it when time is up, or
  // when it ended by itself. `parts` is what was handed over.
  function record(stream, kind, { clock, level, minutes, onEnd, onBehind, address, about }) {
    const type = TYPES[kind].find(one => MediaRecorder.isTypeSupported(one));
    const recorder = new MediaRecorder(stream, type ? { mimeType: type } : {});
    const parts = handOver(address, { kind, ...about }, onBehind);
    const pieces = [];
    const begun = performance.now();
    const quiet = level ? levels(stream, loud => level.style.setProperty("--level", loud.toFixed(3))) : () => {};
    let isAsked = false;
    const ticking = window.setInterval(() => {
      const seconds = (performance.now() - begun) / 1000;
      clock.textContent = clockOf(seconds);
      if (seconds >= minutes * 60 - 1 && !isAsked) { stop().then(blob => onEnd(blob, words.full)); }
    }, 250);
    const ended = new Promise(resolve => {
      recorder.addEventListener("dataavailable", event => {
        if (event.data.size) { pieces.push(event.data); parts.add(event.data); }
      });
      recorder.addEventListener("stop", () => {
        settle();
        resolve(pieces.length ? new Blob(pieces, { type: recorder.mimeType }) : null);
        if (!isAsked) { isAsked = true; ended.then(blob => onEnd(blob, words.cut)); } // a microphone was unplugged
      });
    });
    function settle() {
      window.clearInterval(ticking);
      quiet();
      close(stream);
    }
    function stop() {
      isAsked = true;
      if (recorder.state !== "inactive") { recorder.stop(); }
      return ended;
    }
    recorder.start(PART);
    return { stop, parts };
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

  return { words, canRecord, trouble, open, close, record, post, player, forget };
})();
