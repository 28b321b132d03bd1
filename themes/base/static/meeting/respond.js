/* What a family writes back is sealed here, by the browser's own cryptography, to the key of the event, and saved as a file:
   see profilegen/event/sealing.py for what is written. Nothing is kept and nothing is sent. Whoever comes to this screen next
   finds it empty: the fields are made anew, so that nothing can be undone into them either. */
(function () {
  "use strict";

  var VERSION = 1;
  var PAUSE = 600; // seconds in which nobody did anything, and words stand here
  var WARNING = 60; // seconds in which somebody can say that they are there
  var BLOCK = 4096; // bytes: the size of what is sealed tells nothing
  var FIELDS = ["comment", "question", "goal", "help", "by", "name", "relation"];
  var place = document.querySelector("[data-respond]");
  var paper = document.querySelector("[data-respond-paper]");
  var subtle = window.crypto && window.crypto.subtle;
  if (!place || !subtle || !window.TextEncoder || !window.Blob || !("download" in document.createElement("a"))) { return; }

  var told = place.dataset;
  var empty = emptied(place.querySelector("[data-fields]").cloneNode(true));
  var thanks = place.querySelector("[data-thanks]");
  var question = place.querySelector("[data-question]");
  var isSaving = false;
  var file = ""; // the address of what was saved last, sealed

  function fields() { return place.querySelector("[data-fields]"); }
  function field(name) { return fields().querySelector("#respond_" + name); }
  function text(name) { return field(name).value.trim(); }
  function chosen() { return fields().querySelector("[name=shown_to]:checked"); }
  function isAgreed() { return fields().querySelector("[name=goal_agreed]").checked; }

  function isWritten() {
    return FIELDS.some(function (name) { return text(name) !== ""; }) || Boolean(chosen()) || isAgreed();
  }

  /* Whatever a browser may have put into the fields again, as it does after a reload. */
  function emptied(copy) {
    copy.querySelectorAll("textarea, input[type=text]").forEach(function (one) { one.value = ""; });
    copy.querySelectorAll(":checked").forEach(function (one) { one.checked = false; });
    return copy;
  }

  /* What is missing */

  function missing() {
    var needed = ["comment", "name", "relation"].filter(function (name) { return text(name) === ""; });
    if (!chosen()) { needed.push("shown_to"); }
    if (text("goal") === "" && (text("help") !== "" || text("by") !== "" || isAgreed())) { needed.push("goal"); }
    return ["comment", "goal", "name", "relation", "shown_to"].filter(function (name) { return needed.indexOf(name) >= 0; });
  }

  function mark(name, isMissing) {
    var own = field(name);
    var note = fields().querySelector("#respond_" + name + "_missing");
    var hint = fields().querySelector("#respond_" + name + "_hint");
    note.hidden = !isMissing;
    var tellers = (isMissing ? [note.id] : []).concat(hint ? [hint.id] : []);
    if (tellers.length) { own.setAttribute("aria-describedby", tellers.join(" ")); } else { own.removeAttribute("aria-describedby"); }
    if (isMissing) { own.setAttribute("aria-invalid", "true"); } else { own.removeAttribute("aria-invalid"); }
    return note.textContent;
  }

  function tellMissing(names) {
    var summary = fields().querySelector("[data-wrong]");
    var list = summary.querySelector("ul");
    list.textContent = "";
    ["comment", "goal", "name", "relation", "shown_to"].forEach(function (name) {
      var isMissing = names.indexOf(name) >= 0;
      var says = mark(name, isMissing);
      if (!isMissing) { return; }
      var target = field(name).tagName === "FIELDSET" ? field(name).querySelector("input") : field(name);
      var line = document.createElement("li");
      var link = document.createElement("a");
      link.href = "#" + target.id;
      link.textContent = says;
      link.addEventListener("click", function (event) { event.preventDefault(); target.focus(); });
      line.append(link);
      list.append(line);
    });
    summary.hidden = names.length === 0;
    if (names.length) { summary.focus(); }
  }

  /* Sealing */

  function bytes(written) { return new TextEncoder().encode(written); }

  function base64(content) {
    return window.btoa(Array.from(new Uint8Array(content)).map(function (one) { return String.fromCharCode(one); }).join(""));
  }

  function fromBase64(written) {
    return Uint8Array.from(window.atob(written), function (letter) { return letter.charCodeAt(0); });
  }

  function joined(first, second) {
    var both = new Uint8Array(first.byteLength + second.byteLength);
    both.set(new Uint8Array(first), 0);
    both.set(new Uint8Array(second), first.byteLength);
    return both;
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (one) { return String(one).padStart(2, "0"); }).join("-");
  }

  function response(day) {
    var said = { student: told.student, date: day, shown_to: chosen().value, goal_agreed: isAgreed() && text("goal") !== "" };
    FIELDS.forEach(function (name) { said[name] = text(name); });
    return said;
  }

  function filled(said) {
    var content = bytes(JSON.stringify(said));
    var all = new Uint8Array(Math.ceil(content.length / BLOCK) * BLOCK).fill(32);
    all.set(content);
    return all;
  }

  function sealed(said) {
    var curve = { name: "ECDH", namedCurve: "P-256" };
    var theirs = fromBase64(told.key);
    var info = bytes("profilegen response " + VERSION + " " + told.event);
    var nonce = window.crypto.getRandomValues(new Uint8Array(12));
    var once, own;
    return subtle.generateKey(curve, false, ["deriveBits"]).then(function (made) {
      once = made;
      return subtle.exportKey("raw", made.publicKey);
    }).then(function (raw) {
      own = raw;
      return subtle.importKey("raw", theirs, curve, false, []);
    }).then(function (key) {
      return subtle.deriveBits({ name: "ECDH", public: key }, once.privateKey, 256);
    }).then(function (shared) {
      return subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    }).then(function (shared) {
      var how = { name: "HKDF", hash: "SHA-256", salt: joined(own, theirs), info: info };
      return subtle.deriveKey(how, shared, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    }).then(function (key) {
      return subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: info }, key, filled(said));
    }).then(function (inside) {
      return JSON.stringify({
        profilegen: "response", version: VERSION, event: told.event, key: base64(own), nonce: base64(nonce), sealed: base64(inside)
      }, null, 2) + "\n";
    });
  }

  function fileName(day) {
    var four = Array.from(window.crypto.getRandomValues(new Uint8Array(4)));
    return "response-" + day + "-" + four.map(function (one) { return one.toString(16).padStart(2, "0"); }).join("") + ".json";
  }

  /* Saving, and what is there afterwards */

  function refresh() {
    fields().replaceWith(empty.cloneNode(true));
    thanks.remove();
    fields().hidden = false;
    isSaving = false;
  }

  function forgetFile() {
    if (file) { window.URL.revokeObjectURL(file); }
    file = "";
  }

  function tellSaved(name) {
    var around = told.saved.split("{file}");
    var isolated = document.createElement("bdi"); // a file's name runs its own way
    isolated.textContent = name;
    var line = thanks.querySelector("[data-file]");
    line.textContent = around[0];
    line.append(isolated, around.slice(1).join(""));
  }

  function offer(content, name) {
    forgetFile();
    file = window.URL.createObjectURL(new Blob([content], { type: "application/json" }));
    var again = thanks.querySelector("[data-again]");
    again.href = file;
    again.download = name;
    refresh();
    fields().hidden = true;
    place.append(thanks);
    thanks.hidden = false;
    tellSaved(name);
    again.click();
    thanks.querySelector("h2").focus();
  }

  function save() {
    var said = fields().querySelector("[data-said]");
    var names = missing();
    tellMissing(names);
    said.textContent = "";
    if (names.length || isSaving) { return; }
    isSaving = true;
    var day = today();
    Promise.resolve(response(day)).then(sealed).then(function (content) { offer(content, fileName(day)); }).catch(function () {
      isSaving = false;
      said.textContent = told.notSaved;
    });
  }

  place.addEventListener("click", function (event) {
    if (event.target.closest("[data-save]")) { save(); }
    if (event.target.closest("[data-another]")) {
      forgetFile();
      refresh();
      field("comment").focus();
    }
  });

  /* Words that somebody typed and left: a question first, and then they go. Told by the clock, as a laptop may have slept. */

  var lastDone = Date.now();
  var asked = 0;

  function begin() {
    lastDone = Date.now();
    asked = 0;
    if (question.open) { question.close(); }
  }

  function ask(now) {
    asked = now;
    if (question.showModal) { question.showModal(); } // an old browser has none, and empties all the same
  }

  function look() {
    var now = Date.now();
    if (!isWritten()) {
      begin();
    } else if (!asked && now - lastDone >= PAUSE * 1000) {
      ask(now);
    } else if (asked && now - asked >= WARNING * 1000) {
      refresh();
      begin();
    }
  }

  ["pointerdown", "keydown", "wheel", "touchstart", "input"].forEach(function (name) {
    window.addEventListener(name, function () { if (!question.open) { begin(); } }, { passive: true, capture: true });
  });
  question.addEventListener("close", begin); // the button, or Escape
  question.querySelector("[data-stay]").addEventListener("click", begin);
  window.setInterval(look, 1000);

  window.addEventListener("beforeunload", function (event) {
    if (!isWritten()) { return; }
    event.preventDefault();
    event.returnValue = ""; // what older browsers ask for
  });

  /* Also where the browser keeps the page, or remembers what was typed: who comes back finds nothing. */
  window.addEventListener("pagehide", refresh);
  window.addEventListener("pageshow", function (event) { if (event.persisted) { refresh(); } });

  thanks.remove();
  refresh();
  place.hidden = false;
  paper.hidden = true;
})();
