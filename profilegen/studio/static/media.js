// Files come into the folder as they are dropped, chosen or made here, and each becomes an entry of its list.
"use strict";
const studioMedia = (() => {
  function send(address, file, name, recording, onPart) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      request.responseType = "json";
      request.setRequestHeader("Accept", "application/json");
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.setRequestHeader("X-File-Name", encodeURIComponent(name));
      if (recording) { request.setRequestHeader("X-Recording", recording); } // its parts are not needed any more then
      if (onPart) { request.upload.addEventListener("progress", event => onPart(event.loaded / (event.total || 1))); }
      request.addEventListener("load", () => {
        if (request.status === 201) { resolve(request.response); } else { reject(new Error(wordsOf(request.response))); }
      });
      request.addEventListener("error", () => reject(new Error("")));
      request.send(file);
    });
  }

  function wordsOf(answer) {
    return [answer?.message, answer?.hint].filter(Boolean).join(" ");
  }

  async function change(address, asked) {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(asked) });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) { throw new Error(wordsOf(said)); }
    return said;
  }

  const kindOf = answer => answer.kind === "recording" ? (answer.film ? "film" : "sound") : answer.kind;
  const wordsFor = field => JSON.parse(field.dataset.words);
  const isOne = field => "one" in field.dataset;
  const pathOf = file => file.split("/").map(encodeURIComponent).join("/");

  function look(field, entry, file, kind) {
    entry.dataset.kind = kind;
    const place = entry.querySelector("[data-file]");
    if (place.options && ![...place.options].some(one => one.value === file)) { place.add(new Option(file, file)); }
    place.value = file;
    for (const name of entry.querySelectorAll("[data-file-name]")) { name.textContent = file; }
    const tags = { picture: "img", sound: "audio", film: "video" };
    const view = entry.querySelector("[data-look]");
    view.replaceChildren();
    if (tags[kind]) {
      const shown = document.createElement(tags[kind]);
      shown.src = field.dataset.media + (kind === "picture" ? "small/" : "file/") + pathOf(file);
      if (kind === "picture") {
        shown.alt = entry.querySelector("textarea[name$='.alt']")?.value || "";
      } else {
        shown.controls = true;
        shown.preload = "metadata";
        shown.setAttribute("aria-labelledby", entry.querySelector(".media-name").id);
      }
      view.append(shown);
    }
    ready(entry);
  }

  function ready(entry) {
    const changes = entry.querySelector("[data-changes]");
    changes.hidden = entry.dataset.kind !== "picture" || !entry.querySelector("[data-file]");
    entry.querySelector("[data-away]").hidden = false;
  }

  function settle(field) {
    const entries = [...field.querySelectorAll(".media-entry")];
    for (const [number, entry] of entries.entries()) {
      for (const [word, isOff] of [["up", number === 0], ["down", number === entries.length - 1]]) {
        const button = entry.querySelector(`[data-${word}]`);
        if (button) { button.disabled = isOff; }
      }
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function add(field, file, kind) {
    const name = field.dataset.name;
    const numbers = [...field.querySelectorAll(".media-entry [name$='.-was']")].map(one => Number(one.name.slice(name.length + 1).split(".")[0]));
    const next = String(Math.max(-1, ...numbers) + 1);
    const made = field.querySelector("template[data-entry]").content.cloneNode(true).firstElementChild;
    for (const one of [made, ...made.querySelectorAll("*")]) {
      for (const attribute of one.attributes) { attribute.value = attribute.value.replaceAll("__n__", next); }
    }
    const before = isOne(field) ? field.querySelector(".media-entry") : null;
    before?.remove();
    field.querySelector(".media-entries").append(made);
    look(field, made, file, kind);
    settle(field);
    if (before) {
      const words = wordsFor(field);
      offer(field, words.instead, words.one_back, () => {
        made.replaceWith(before);
        settle(field);
        (before.querySelector("textarea") || before.querySelector("button:not([hidden])"))?.focus();
      });
    }
    return made;
  }

  function say(field, text) {
    field.querySelector(".media-state").textContent = text;
  }

  // A sentence with a button that undoes what it tells of.
  function offer(field, text, label, undo) {
    say(field, `${text} `);
    const back = document.createElement("button");
    back.type = "button";
    back.textContent = label;
    back.addEventListener("click", () => { say(field, ""); undo(); });
    field.querySelector(".media-state").append(back);
    return back;
  }

  const fits = (field, kind) => !isOne(field) || field.dataset.takes.split(" ").includes(kind);

  async function take(field, file, name, recording) {
    const words = wordsFor(field);
    let told = -1;
    const shown = file.name || "";
    try {
      const answer = await send(field.dataset.media, file, name, recording, part => {
        const quarter = Math.floor(part * 4) * 25;
        if (quarter > told) { told = quarter; say(field, `${words.taking} ${shown} ${quarter} %`); }
      });
      if (!fits(field, kindOf(answer))) {
        await fetch(`${field.dataset.media}file/${pathOf(answer.file)}`, { method: "DELETE", headers: { Accept: "application/json" } });
        throw new Error(words.other);
      }
      const isInstead = isOne(field) && field.querySelector(".media-entry");
      const entry = add(field, answer.file, kindOf(answer));
      if (recording) { hearsMe(entry); }
      if (!isInstead) { say(field, [words.taken, answer.file, answer.remark].filter(Boolean).join(" ")); }
      return entry;
    } catch (error) {
      say(field, [shown, error.message || words.failed].filter(Boolean).join(": "));
      return null;
    }
  }

  // A voice that was recorded here is that of whoever sits here; who else is in it, only they can say.
  function hearsMe(entry) {
    const me = entry.querySelector("[data-me]");
    if (me && entry.dataset.kind === "sound") { me.checked = true; }
  }

  async function takeAll(field, files) {
    let first = null;
    for (const file of isOne(field) ? files.slice(0, 1) : files) {
      const entry = await take(field, file, file.name);
      first = first || entry;
    }
    if (first) { lead(first); }
  }

  // To what there is to be said of it.
  function lead(entry) {
    const asked = entry.querySelector(`[data-of~='${entry.dataset.kind}'] textarea`);
    (asked || entry.querySelector("textarea, audio, video, button:not([hidden])"))?.focus();
  }

  function move(field, entry, by) {
    const other = by < 0 ? entry.previousElementSibling : entry.nextElementSibling;
    if (!other) { return; }
    if (by < 0) { other.before(entry); } else { other.after(entry); }
    settle(field);
    const button = entry.querySelector(by < 0 ? "[data-up]" : "[data-down]");
    (button?.disabled ? entry.querySelector(by < 0 ? "[data-down]" : "[data-up]") : button)?.focus();
    say(field, wordsFor(field).moved);
  }

  function takeOut(field, entry) {
    const words = wordsFor(field);
    const after = entry.nextElementSibling;
    entry.remove();
    settle(field);
    offer(field, words.gone, words.back, () => {
      if (isOne(field)) { field.querySelector(".media-entry")?.remove(); }
      field.querySelector(".media-entries").insertBefore(entry, after?.isConnected ? after : null);
      settle(field);
      entry.querySelector("textarea, button:not([hidden])")?.focus();
    }).focus();
  }

  // A recording that was left in the middle: it becomes an entry, or goes, and can come back.
  async function left(field, place, what) {
    const words = wordsFor(field);
    try {
      const answer = await change(`${place.dataset.left}/${what}`, {});
      if (what === "keep") {
        const entry = add(field, answer.file, kindOf(answer));
        hearsMe(entry);
        place.remove();
        lead(entry);
        return;
      }
      place.hidden = true;
      offer(field, words.thrown, words.back, async () => {
        await change(`${place.dataset.left}/back`, {});
        place.hidden = false;
        place.querySelector("button").focus();
      }).focus();
    } catch (error) {
      say(field, error.message || words.failed);
    }
  }

  async function turn(field, entry, quarters) {
    const words = wordsFor(field);
    const file = entry.querySelector("[data-file]").value;
    try {
      const answer = await change(`${field.dataset.media}turn/${pathOf(file)}`, { quarters });
      look(field, entry, answer.file, "picture");
      settle(field);
      say(field, words.kept);
    } catch (error) {
      say(field, error.message || words.failed);
    }
  }

  function pressed(field, event) {
    const button = event.target.closest("button");
    const place = button?.closest("[data-left]");
    if (place) { left(field, place, "leftKeep" in button.dataset ? "keep" : "away"); }
    const entry = button?.closest(".media-entry");
    if (!entry) { return; }
    if (button.dataset.turn) { turn(field, entry, Number(button.dataset.turn)); }
    if ("up" in button.dataset || "down" in button.dataset || "away" in button.dataset) {
      event.preventDefault();
      if ("away" in button.dataset) { takeOut(field, entry); } else { move(field, entry, "up" in button.dataset ? -1 : 1); }
    }
  }

  function ticked(event) {
    const box = event.target;
    const who = box.type === "checkbox" ? box.closest(".who") : null;
    if (!who || !box.checked) { return; }
    for (const other of who.querySelectorAll("input[type='checkbox']")) {
      if (other !== box && ("nobody" in box.dataset || "nobody" in other.dataset)) { other.checked = false; }
    }
  }

  for (const field of document.querySelectorAll("[data-media]")) {
    field.classList.add("has-script");
    field.querySelector("[data-tools]").hidden = false;
    field.querySelector("[data-plain] a").hidden = true;
    for (const entry of field.querySelectorAll(".media-entry")) { ready(entry); }
    for (const place of field.querySelectorAll("[data-left]")) { place.hidden = false; }
    for (const here of field.querySelectorAll("[data-from-folder]")) {
      here.closest("label").hidden = here.options.length < 2;
      here.addEventListener("input", event => event.stopPropagation()); // it is no answer, only a way to one
      here.addEventListener("change", event => {
        event.stopPropagation();
        const [chosen] = here.selectedOptions;
        if (chosen.value) { lead(add(field, chosen.value, chosen.dataset.kind)); }
        here.value = "";
      });
    }
    field.addEventListener("click", event => pressed(field, event));
    field.addEventListener("change", ticked);
    for (const choose of field.querySelectorAll("[data-choose]")) {
      choose.addEventListener("change", async () => {
        const files = [...choose.files];
        choose.value = "";
        await takeAll(field, files);
      });
    }
    const drop = field;
    let depth = 0;
    const isFiles = event => event.dataTransfer?.types.includes("Files");
    drop.addEventListener("dragenter", event => { if (isFiles(event)) { depth += 1; drop.classList.add("is-over"); } });
    drop.addEventListener("dragleave", event => { if (isFiles(event)) { depth -= 1; drop.classList.toggle("is-over", depth > 0); } });
    drop.addEventListener("dragover", event => { if (isFiles(event)) { event.preventDefault(); } });
    drop.addEventListener("drop", event => {
      if (!isFiles(event)) { return; }
      event.preventDefault();
      depth = 0;
      drop.classList.remove("is-over");
      takeAll(field, [...event.dataTransfer.files]);
    });
  }

  return { change, take, lead, look, settle, say, pathOf };
})();
