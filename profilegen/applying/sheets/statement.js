/* The worksheet where scripts run: it counts, puts ticked pieces beside a question, and saves what was written as a file.
   Nothing is sent. Nothing is kept in the browser but by somebody who says that the computer is theirs alone. */
(function () {
  "use strict";

  var PAUSE = 1500; // milliseconds without a key, after which a count is read out
  var LARGEST = 250000; // bytes of a file that profilegen reads
  var LONGEST = 30000; // letters of one text of such a file
  var page = document.querySelector("[data-sheet]");
  var form = document.querySelector("[data-writing]");
  if (!page || !form || !window.Blob || !window.TextEncoder || !("download" in document.createElement("a"))) { return; }

  var told = page.dataset;
  var least = Number(told.least);
  var most = Number(told.most);
  var questions = Array.from(page.querySelectorAll("[data-question]"));
  var rows = Array.from(page.querySelectorAll("[data-piece]"));
  var keep = document.getElementById("keep");
  var key = "profilegen-statement:" + told.student + ":" + told.slug;
  var isChanged = false;
  var waiting = 0;

  function field(name) { return document.getElementById(name); }
  function area(question) { return question.querySelector("textarea"); }
  function put(words, gaps) {
    return Object.keys(gaps).reduce(function (said, gap) { return said.split("{" + gap + "}").join(gaps[gap]); }, words);
  }
  function number(count) {
    try { return count.toLocaleString(document.documentElement.lang || undefined); } catch (error) { return String(count); }
  }

  /* Text as a file of a profile may hold it: one kind of line end, and no sign that is no text; without space around it. */

  var UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g;
  var HALVES = /[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g;
  var SPACE = /[\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

  function sound(text) {
    var clean = text.replace(/\r\n?/g, "\n").replace(UNSEEN, "");
    while (HALVES.test(clean)) { HALVES.lastIndex = 0; clean = clean.replace(HALVES, "$1"); }
    HALVES.lastIndex = 0;
    var start = 0;
    var end = clean.length;
    while (start < end && SPACE.test(clean.charAt(start))) { start += 1; }
    while (end > start && SPACE.test(clean.charAt(end - 1))) { end -= 1; }
    return clean.slice(start, end);
  }

  /* Counting: as the server's `characters_in` does */

  function words(count) {
    var gaps = { count: number(count), least: number(least), missing: number(least - count) };
    return put(count === 0 ? told.nothing : count < least ? told.short : told.enough, gaps);
  }

  function totalWords(count) {
    var gaps = { count: number(count), most: number(most), left: number(most - count), over: number(count - most) };
    return put(count > most ? told.over : told.fits, gaps);
  }

  function count() {
    var all = 0;
    questions.forEach(function (question) {
      var text = sound(area(question).value);
      var place = question.querySelector("[data-count]");
      all += text.length;
      place.textContent = words(text.length);
      place.classList.toggle("off", text !== "" && text.length < least);
      question.querySelector("[data-print]").textContent = text;
      question.querySelector("[data-lines]").hidden = text !== "";
    });
    var total = page.querySelector("[data-total]");
    total.textContent = totalWords(all);
    total.classList.toggle("off", all > most);
    page.querySelector("[data-print=total]").textContent = totalWords(all);
    ["title", "for"].forEach(function (name) {
      page.querySelector("[data-print=" + name + "]").textContent = sound(field(name).value) || "________________________";
    });
  }

  function hearLater(question) {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      var said = question.querySelector("[data-count]").textContent;
      var place = questions.indexOf(question) + 1;
      field("heard").textContent = put(told.heard, { number: number(place), words: said }) + " " + page.querySelector("[data-total]").textContent;
    }, PAUSE);
  }

  /* Evidence: what is ticked stands beside its question */

  function chosen(question) {
    return rows.filter(function (row) {
      return Array.from(row.querySelectorAll("input")).some(function (box) { return box.dataset.for === question.dataset.question && box.checked; });
    });
  }

  function showEvidence() {
    questions.forEach(function (question) {
      var list = question.querySelector("[data-evidence]");
      var found = chosen(question);
      list.textContent = "";
      found.forEach(function (row) {
        var line = document.createElement("li");
        line.append(row.querySelector(".piece").cloneNode(true));
        list.append(line);
      });
      question.querySelector("[data-none]").hidden = found.length > 0;
      question.querySelector("[data-few]").hidden = found.length > 0;
    });
  }

  /* The file: YAML that reads as the same text everywhere. A text of plain letters stands below its field; all others stand in
     quotes, where every sign that a reader of YAML could take for something else is written by its number. */

  var ESCAPED = /[\u007f-\u00a0\u00ad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/g;

  function quoted(text) {
    return JSON.stringify(text).replace(ESCAPED, function (sign) { return "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"); });
  }

  function block(name, text) {
    ESCAPED.lastIndex = 0;
    var isPlain = text.indexOf("\n") > 0 && text.indexOf("\t") < 0 && !ESCAPED.test(text);
    ESCAPED.lastIndex = 0;
    if (!isPlain) { return ["    " + name + ": " + quoted(text)]; }
    return ["    " + name + ": |-"].concat(text.split("\n").map(function (line) { return line === "" ? "" : "      " + line; }));
  }

  function today() {
    var now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (one) { return String(one).padStart(2, "0"); }).join("-");
  }

  function answerLines(question) {
    var text = sound(area(question).value);
    var found = chosen(question);
    if (text === "" && found.length === 0) { return []; }
    var lines = ["  - question: " + quoted(question.dataset.question)];
    if (text !== "") { lines = lines.concat(block("text", text)); }
    if (found.length) {
      lines.push("    evidence:");
      lines = lines.concat(found.map(function (row) { return "      - " + quoted(row.dataset.piece); }));
    }
    return lines;
  }

  function yaml() {
    var answers = questions.reduce(function (lines, question) { return lines.concat(answerLines(question)); }, []);
    var lines = [
      "# student: " + told.student,
      "# statement: " + told.slug,
      "title: " + quoted(sound(field("title").value)),
      "for: " + quoted(sound(field("for").value)),
      "form: " + quoted(told.form),
      "date: " + today()
    ];
    if (told.lang) { lines.push("lang: " + quoted(told.lang)); }
    if (told.audience) { lines.push("audience: " + quoted(told.audience)); }
    if (answers.length) { lines = lines.concat(["answers:"], answers); }
    return lines.filter(function (line) { return line !== "# statement: "; }).join("\n") + "\n";
  }

  function fileName() {
    var title = sound(field("title").value).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    var slug = title.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60).replace(/-$/, "");
    return (told.slug || (slug ? "statement-" + slug : "statement")) + ".yaml";
  }

  function tell(said) { page.querySelector("[data-told]").textContent = said; }

  function missing() {
    return ["title", "for"].filter(function (name) {
      var isMissing = sound(field(name).value) === "";
      var note = field(name + "_needed");
      note.hidden = !isMissing;
      note.textContent = isMissing ? told.needed : "";
      if (isMissing) { field(name).setAttribute("aria-invalid", "true"); } else { field(name).removeAttribute("aria-invalid"); }
      return isMissing;
    });
  }

  function save(event) {
    event.preventDefault();
    var needed = missing();
    if (needed.length) { tell(told.needed); field(needed[0]).focus(); return; }
    var content = new window.TextEncoder().encode(yaml());
    var isLong = questions.some(function (question) { return sound(area(question).value).length > LONGEST; });
    if (isLong || content.length > LARGEST) { tell(told.large); return; }
    var link = document.createElement("a");
    var address = window.URL.createObjectURL(new Blob([content], { type: "application/yaml" }));
    link.href = address;
    link.download = fileName();
    link.hidden = true;
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(function () { window.URL.revokeObjectURL(address); }, 60000);
    isChanged = false;
    tell(put(told.saved, { file: fileName() }));
  }

  /* Keeping: only where somebody asks for it */

  function state() {
    return {
      day: today(),
      title: field("title").value,
      for: field("for").value,
      answers: questions.map(function (question) { return { id: question.dataset.question, text: area(question).value, chosen: chosen(question).map(function (row) { return row.dataset.piece; }) }; })
    };
  }

  function differs(one) {
    var now = state();
    return JSON.stringify([one.title, one.for, one.answers]) !== JSON.stringify([now.title, now.for, now.answers]);
  }

  function store() {
    try { window.localStorage.setItem(key, JSON.stringify(state())); return true; } catch (error) { return false; }
  }

  function forget() {
    try { window.localStorage.removeItem(key); } catch (error) { /* then nothing was kept */ }
  }

  function stored() {
    try {
      var found = JSON.parse(window.localStorage.getItem(key) || "null");
      return found && Array.isArray(found.answers) ? found : null;
    } catch (error) { return null; }
  }

  function take(found) {
    field("title").value = String(found.title || "");
    field("for").value = String(found.for || "");
    questions.forEach(function (question) {
      var mine = found.answers.filter(function (one) { return one && one.id === question.dataset.question; })[0];
      if (!mine) { return; }
      area(question).value = String(mine.text || "");
      rows.forEach(function (row) {
        row.querySelectorAll("input").forEach(function (box) {
          if (box.dataset.for === question.dataset.question) { box.checked = Array.isArray(mine.chosen) && mine.chosen.indexOf(row.dataset.piece) >= 0; }
        });
      });
    });
    isChanged = true;
  }

  function offer() {
    var found = stored();
    if (!found) { return; }
    keep.checked = true;
    if (!differs(found)) { return; }
    var notice = page.querySelector("[data-found]");
    notice.hidden = false;
    notice.querySelector("[data-found-day]").textContent = String(found.day || "").slice(0, 10);
    notice.querySelector("[data-take]").addEventListener("click", function () { take(found); notice.hidden = true; refresh(); field("title").focus(); });
    notice.querySelector("[data-throw]").addEventListener("click", function () { forget(); keep.checked = false; notice.hidden = true; tell(told.gone); field("title").focus(); });
  }

  function mayStore() { return keep.checked && page.querySelector("[data-found]").hidden; }

  function changed() {
    isChanged = true;
    tell("");
    if (mayStore() && !store()) { keep.checked = false; tell(told.unkept); }
  }

  function refresh() { count(); showEvidence(); }

  form.addEventListener("submit", save);
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.tagName === "INPUT") { event.preventDefault(); } // no file by mistake
  });
  ["title", "for"].forEach(function (name) {
    field(name).addEventListener("input", function () { if (field(name).hasAttribute("aria-invalid")) { missing(); } count(); changed(); });
  });
  questions.forEach(function (question) {
    area(question).addEventListener("input", function () { count(); changed(); hearLater(question); });
  });
  rows.forEach(function (row) { row.addEventListener("change", function () { showEvidence(); changed(); }); });
  keep.addEventListener("change", function () {
    if (!keep.checked) { forget(); tell(told.gone); } else if (store()) { tell(told.kept); } else { keep.checked = false; tell(told.unkept); }
  });
  window.addEventListener("beforeunload", function (event) {
    if (isChanged && !keep.checked) { event.preventDefault(); event.returnValue = ""; }
  });

  document.documentElement.classList.add("writes");
  offer();
  refresh();
}());
