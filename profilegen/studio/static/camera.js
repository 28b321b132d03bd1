// The panel in which a photo is taken, or a voice or film recorded, and is looked at before it becomes an entry.
"use strict";
(() => {
  const { words: told, canRecord, trouble, open, close, record, player, forget } = studioRecorder;

  function panelOf(field) {
    const panel = field.querySelector("[data-maker]");
    const part = name => panel.querySelector(`[data-${name}]`);
    const words = JSON.parse(panel.dataset.words);
    const own = {
      view: part("view"), result: part("result"), clock: part("clock"), level: part("level"), state: part("state"),
      stop: part("stop"), keep: part("keep"), again: part("again"), leave: part("leave"),
      record: part("begin='voice'"), shoot: part("begin='photo'"),
    };
    let [kind, stream, recording, made, next] = ["voice", null, null, null, null];
    let parts = null; // what was handed over of a recording

    function whereItIs() {
      const said = name => field.closest("form").querySelector(`[name='${name}']`)?.value || "";
      return { key: said("-draft"), record: said("-record"), field: field.dataset.name };
    }

    function show(...names) {
      for (const name of ["record", "shoot", "stop", "keep", "again"]) { own[name].hidden = !names.includes(name); }
      own[names[0]]?.focus();
    }

    async function begin() {
      forget(own.result);
      parts?.forget();
      made = parts = null;
      own.view.hidden = kind === "voice";
      own.clock.hidden = own.level.hidden = kind === "photo";
      own.clock.textContent = "0:00";
      own.state.textContent = words.wait;
      show();
      try {
        stream = await open(kind);
      } catch (error) {
        offerAnotherWay(error);
        return;
      }
      if (!panel.open) { close(stream); return; }
      if (kind !== "voice") {
        own.view.srcObject = stream;
        await own.view.play().catch(() => {});
      }
      own.state.textContent = words.ready;
      show(kind === "photo" ? "shoot" : "record");
    }

    function offerAnotherWay(error) {
      const other = field.querySelector(`[data-capture="${kind}"]`);
      other.hidden = false;
      studioMedia.say(field, trouble(error));
      next = other.querySelector("input");
      if (panel.open) { panel.close(); } else { next.focus(); }
    }

    function start() {
      try {
        recording = record(stream, kind, {
          clock: own.clock, level: own.level, minutes: Number(panel.dataset.minutes), address: field.dataset.parts,
          about: whereItIs(), onEnd: done, onBehind: said => { own.state.textContent = said; },
        });
      } catch (error) {
        close(stream);
        offerAnotherWay(error);
        return;
      }
      parts = recording.parts;
      own.state.textContent = words.on;
      show("stop");
    }

    async function shoot() {
      const canvas = document.createElement("canvas");
      canvas.width = own.view.videoWidth;
      canvas.height = own.view.videoHeight;
      canvas.getContext("2d").drawImage(own.view, 0, 0);
      close(stream);
      done(await new Promise(resolve => canvas.toBlob(resolve, "image/jpeg", 0.92)), words.photo);
    }

    function done(blob, said) {
      recording = null;
      made = blob;
      if (!made) {
        begin().then(() => { own.state.textContent = told.empty; });
        return;
      }
      own.view.hidden = own.level.hidden = true;
      own.view.srcObject = null;
      own.result.append(player(blob, kind, said));
      own.state.textContent = said;
      show("keep", "again");
    }

    async function keep() {
      own.state.textContent = words.keeping;
      own.keep.disabled = true;
      const entry = await studioMedia.take(field, made, `-${kind}`, await parts?.end());
      own.keep.disabled = false;
      if (entry) {
        parts = null; // they went with it
        next = entry;
        panel.close(); // which leads on to what there is to be said of it
      } else {
        own.state.textContent = field.querySelector(".media-state").textContent || words.failed;
        own.keep.focus();
      }
    }

    panel.addEventListener("close", () => {
      recording?.stop();
      close(stream);
      parts?.forget(); // it was left on purpose
      [recording, stream, made, parts] = [null, null, null, null];
      forget(own.result);
      if (next?.matches(".media-entry")) { studioMedia.lead(next); } else { next?.focus(); }
    });
    panel.addEventListener("cancel", event => { if (made || recording) { event.preventDefault(); } });
    own.record.addEventListener("click", start);
    own.shoot.addEventListener("click", shoot);
    own.stop.addEventListener("click", async () => done(await recording.stop(), words.off));
    own.keep.addEventListener("click", keep);
    own.again.addEventListener("click", begin);
    own.leave.addEventListener("click", () => panel.close());
    return (what, from) => {
      [kind, next] = [what, from];
      panel.showModal();
      begin();
    };
  }

  for (const field of document.querySelectorAll("[data-media]")) {
    const make = panelOf(field);
    for (const button of field.querySelectorAll("[data-make]")) {
      button.addEventListener("click", () => make(button.dataset.make, button));
      button.hidden = !canRecord();
    }
    if (!canRecord()) { // the device's own way stands there at once, with the reason
      for (const other of field.querySelectorAll("[data-capture]")) { other.hidden = false; }
      const why = field.querySelector("[data-why]");
      why.textContent = trouble();
      why.hidden = false;
    }
  }
})();
