// For the youngest: press and talk, press again, keep. Three presses, and nothing is typed.
"use strict";
(() => {
  const { canRecord, open, record, player, forget } = studioRecorder;
  const say = document.querySelector("[data-say]");
  if (!say || !canRecord()) { return; }
  const part = name => say.querySelector(`[data-${name}]`);
  const words = JSON.parse(say.dataset.words);
  const [begin, stop, clock, level, state] = ["begin", "stop", "clock", "level", "state"].map(part);
  const [result, ends, keep, again] = ["result", "ends", "keep", "again"].map(part);
  const plain = document.querySelector(".say-plain");
  let recording = null;
  let made = null;

  function show(...shown) {
    for (const one of [begin, stop, clock, level, ends]) { one.hidden = !shown.includes(one); }
  }

  async function listen() {
    forget(result);
    made = null;
    state.textContent = words.wait;
    show();
    try {
      const stream = await open("voice");
      clock.textContent = "0:00";
      show(stop, clock, level);
      recording = record(stream, "voice", { clock, level, minutes: Number(say.dataset.minutes), onEnd: blob => done(blob, words.full) });
      state.textContent = words.on;
      stop.focus();
    } catch {
      show(begin);
      state.textContent = words.no;
      plain.hidden = false;
      plain.querySelector("input").focus();
    }
  }

  function done(blob, said) {
    recording = null;
    made = blob;
    result.append(player(blob, "voice", said));
    state.textContent = said;
    show(ends, clock);
    keep.focus();
  }

  async function send() {
    keep.disabled = true;
    state.textContent = words.keeping;
    const headers = { "X-File-Name": "-voice", "Content-Type": "application/octet-stream", Accept: "application/json" };
    try {
      const answer = await fetch(say.dataset.say, { method: "POST", headers, body: made });
      const said = await answer.json();
      if (!answer.ok) { throw new Error([said.message, said.hint].filter(Boolean).join(" ")); }
      made = null;
      location.assign(said.next);
    } catch (error) {
      keep.disabled = false;
      state.textContent = error.message && !(error instanceof TypeError) ? error.message : words.failed;
    }
  }

  begin.addEventListener("click", listen);
  stop.addEventListener("click", async () => done(await recording.stop(), words.off));
  again.addEventListener("click", listen);
  keep.addEventListener("click", send);
  window.addEventListener("beforeunload", event => { if (recording || made) { event.preventDefault(); } });
  say.hidden = false;
  plain.hidden = true;
  if ("now" in say.dataset) { listen(); }
})();
