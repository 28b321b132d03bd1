// For the youngest: it listens at once, and one press keeps what was said. Hearing it first is there for whoever wants it.
"use strict";
(() => {
  const { words: told, canRecord, trouble, open, record, player, forget } = studioRecorder;
  const say = document.querySelector("[data-say]");
  if (!say) { return; }
  const plain = document.querySelector(".say-plain");
  const part = name => say.querySelector(`[data-${name}]`);
  const words = JSON.parse(say.dataset.words);
  const [begin, stop, clock, level, state] = ["begin", "stop", "clock", "level", "state"].map(part);
  const [result, keep, again] = ["result", "keep", "again"].map(part);
  let recording = null; // while it listens
  let parts = null; // what was handed over of it
  let made = null; // when it has ended

  function show(...shown) {
    for (const one of [begin, keep, clock, level, stop, again]) { one.hidden = !shown.includes(one); }
  }

  function another(error) {
    show(...(canRecord() ? [begin] : []));
    state.textContent = trouble(error);
    plain.hidden = false;
    plain.querySelector("input").focus();
  }

  async function listen() {
    parts?.forget();
    forget(result);
    made = parts = null;
    state.textContent = words.wait;
    show();
    let stream = null;
    try {
      stream = await open("voice");
      clock.textContent = "0:00";
      recording = record(stream, "voice", {
        clock, level, minutes: Number(say.dataset.minutes), address: say.dataset.parts, about: {},
        onEnd: done, onBehind: said => { state.textContent = said; },
      });
    } catch (error) {
      studioRecorder.close(stream);
      another(error);
      return;
    }
    parts = recording.parts;
    show(keep, clock, level, stop);
    state.textContent = words.on;
    keep.focus();
  }

  function done(blob, said) {
    recording = null;
    made = blob;
    if (!made) {
      parts.forget();
      show(begin);
      state.textContent = told.empty;
      begin.focus();
      return;
    }
    result.append(player(blob, "voice", said));
    state.textContent = said;
    show(keep, clock, again);
    keep.focus();
  }

  async function send() {
    keep.disabled = true;
    if (recording) { done(await recording.stop(), words.off); }
    if (!made) { keep.disabled = false; return; }
    state.textContent = words.keeping;
    const headers = { "X-File-Name": "-voice", "Content-Type": "application/octet-stream", Accept: "application/json" };
    try {
      const name = await parts.end();
      if (name) { headers["X-Recording"] = name; }
      const answer = await fetch(say.dataset.say, { method: "POST", headers, body: made });
      const said = await answer.json();
      if (!answer.ok) { throw new Error([said.message, said.hint].filter(Boolean).join(" ")); }
      made = null;
      location.assign(said.next);
    } catch (error) {
      keep.disabled = false;
      state.textContent = error.message && !(error instanceof TypeError || error instanceof SyntaxError) ? error.message : words.failed;
      keep.focus();
    }
  }

  begin.addEventListener("click", listen);
  stop.addEventListener("click", async () => done(await recording.stop(), words.off));
  again.addEventListener("click", listen);
  keep.addEventListener("click", send);
  window.addEventListener("beforeunload", event => { // what was handed over is there again; what was not, is asked about
    if ((recording || made) && parts?.isBehind()) { event.preventDefault(); }
  });
  say.hidden = false;
  if (!canRecord()) {
    show();
    state.textContent = trouble();
    return;
  }
  plain.hidden = true;
  if ("now" in say.dataset) { listen(); }
})();
