// The panel in which a photo is taken, or a voice or film recorded, and is looked at before it becomes an entry.
"use strict";
(() => {
  const { canRecord, open, close, record, player, forget } = studioRecorder;

  function panelOf(field) {
    const panel = field.querySelector("[data-maker]");
    const part = name => panel.querySelector(`[data-${name}]`);
    const words = JSON.parse(panel.dataset.words);
    const parts = {
      view: part("view"), result: part("result"), clock: part("clock"), level: part("level"), state: part("state"),
      stop: part("stop"), keep: part("keep"), again: part("again"), leave: part("leave"),
      record: part("begin='voice'"), shoot: part("begin='photo'"),
    };
    let [kind, stream, recording, made, next] = ["voice", null, null, null, null];

    function show(...names) {
      for (const name of ["record", "shoot", "stop", "keep", "again"]) { parts[name].hidden = !names.includes(name); }
      parts[names[0]]?.focus();
    }

    async function begin() {
      forget(parts.result);
      made = null;
      parts.view.hidden = kind === "voice";
      parts.clock.hidden = parts.level.hidden = kind === "photo";
      parts.clock.textContent = "0:00";
      parts.state.textContent = words.wait;
      show();
      try {
        stream = await open(kind);
      } catch {
        offerAnotherWay();
        return;
      }
      if (!panel.open) { close(stream); return; }
      if (kind !== "voice") {
        parts.view.srcObject = stream;
        await parts.view.play().catch(() => {});
      }
      parts.state.textContent = words.ready;
      show(kind === "photo" ? "shoot" : "record");
    }

    function offerAnotherWay() {
      const other = field.querySelector(`[data-capture="${kind}"]`);
      other.hidden = false;
      studioMedia.say(field, words.no);
      next = other.querySelector("input");
      if (panel.open) { panel.close(); } else { next.focus(); }
    }

    function start() {
      recording = record(stream, kind, { clock: parts.clock, level: parts.level, minutes: Number(panel.dataset.minutes), onEnd: blob => done(blob, words.full) });
      parts.state.textContent = words.on;
      show("stop");
    }

    async function shoot() {
      const canvas = document.createElement("canvas");
      canvas.width = parts.view.videoWidth;
      canvas.height = parts.view.videoHeight;
      canvas.getContext("2d").drawImage(parts.view, 0, 0);
      close(stream);
      done(await new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.92)), words.photo);
    }

    function done(blob, said) {
      recording = null;
      made = blob;
      parts.view.hidden = true;
      parts.view.srcObject = null;
      parts.result.append(player(blob, kind, said));
      parts.state.textContent = said;
      show("keep", "again");
    }

    async function keep() {
      parts.state.textContent = words.keeping;
      parts.keep.disabled = true;
      const entry = await studioMedia.take(field, made, `-${kind}`);
      parts.keep.disabled = false;
      if (entry) {
        next = entry.querySelector(kind === "photo" ? "textarea[name$='.alt']" : "textarea[name$='.transcript']");
        panel.close(); // which leads on to what there is to be said of it
      } else {
        parts.state.textContent = words.failed;
        parts.keep.focus();
      }
    }

    panel.addEventListener("close", () => {
      recording?.stop();
      close(stream);
      [recording, stream] = [null, null];
      forget(parts.result);
      next?.focus();
    });
    panel.addEventListener("cancel", event => { if (made || recording) { event.preventDefault(); } });
    parts.record.addEventListener("click", start);
    parts.shoot.addEventListener("click", shoot);
    parts.stop.addEventListener("click", async () => done(await recording.stop(), words.off));
    parts.keep.addEventListener("click", keep);
    parts.again.addEventListener("click", begin);
    parts.leave.addEventListener("click", () => panel.close());
    return (what, from) => {
      [kind, next] = [what, from];
      if (!canRecord()) { offerAnotherWay(); return; }
      panel.showModal();
      begin();
    };
  }

  for (const field of document.querySelectorAll("[data-media]")) {
    const make = panelOf(field);
    for (const button of field.querySelectorAll("[data-make]")) {
      button.addEventListener("click", () => make(button.dataset.make, button));
    }
  }
})();
