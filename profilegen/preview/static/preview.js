/* The preview's own strip on a page: whose eyes one looks through, what is wrong, and the page as it is now when something was
   built: exchanged in place, or loaded again where its looks have changed too. */
(function () {
  "use strict";

  var AUDIENCES = [
    ["private", "As I see it"],
    ["teachers", "As my teachers see it"],
    ["family", "As my family sees it"],
    ["school", "As my school sees it"],
    ["public", "As the public sees it"]
  ];
  var parts = location.pathname.split("/").slice(1);
  var audience = parts[0];
  var student = parts[1] === "students" ? decodeURIComponent(parts[2] || "") : "";
  var PLACE = "profilegen-preview-place";

  function element(name, text, attributes) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return made;
  }

  /* In a shadow of its own, so that no theme's rules reach it, and its rules reach no theme. */
  var host = element("aside", "", { "aria-label": "Preview", "lang": "en", "dir": "ltr" });
  var shadow = host.attachShadow({ mode: "open" });
  var strip = element("div", "", { "class": "strip" });
  var panel = element("section", "", { "class": "panel", "aria-label": "What is wrong", "hidden": "" });
  var state = element("button", "", { "class": "state", "type": "button", "aria-expanded": "false", "hidden": "" });
  var choice = element("select", "", { "class": "choice", "aria-label": "Whose eyes" });
  AUDIENCES.forEach(function (one) {
    var option = element("option", one[1], { "value": one[0] });
    option.selected = one[0] === audience;
    choice.append(option);
  });
  choice.addEventListener("change", function () {
    location.href = "/" + [choice.value].concat(parts.slice(1)).join("/");
  });
  strip.append(choice, state);
  shadow.append(element("link", "", { "rel": "stylesheet", "href": "/-/preview.css" }), panel, strip);
  document.body.append(host);

  state.addEventListener("click", function () {
    panel.hidden = !panel.hidden;
    state.setAttribute("aria-expanded", String(!panel.hidden));
  });

  /* The student's own problems on a student's page, and those of the school; all of them on a page of the school. */
  function concerns(problem) {
    return !student || !problem.student || problem.student === student;
  }

  function problemItem(problem) {
    var item = element("li", "", { "class": problem.severity });
    item.append(element("p", problem.message, { "class": "message" }));
    item.append(element("p", problem.place, { "class": "place" }));
    if (problem.source) { item.append(element("pre", problem.source)); }
    if (problem.hint) { item.append(element("p", problem.hint, { "class": "hint" })); }
    return item;
  }

  function show(news) {
    var problems = news.problems.filter(concerns);
    if (news.failure) { problems.unshift({ severity: "error", message: news.failure, place: "", hint: "" }); }
    var errors = problems.filter(function (one) { return one.severity === "error"; }).length;
    var list = element("ul");
    problems.forEach(function (one) { list.append(problemItem(one)); });
    panel.replaceChildren(list);
    state.hidden = !problems.length;
    state.className = "state " + (errors ? "error" : "warning");
    state.textContent = problems.length === 1 ? "1 thing to mend" : problems.length + " things to mend";
    panel.hidden = !errors && (panel.hidden || !problems.length);
    state.setAttribute("aria-expanded", String(!panel.hidden));
  }

  function reload() {
    try { sessionStorage.setItem(PLACE, location.pathname + " " + Math.round(scrollY)); } catch (error) { /* best effort */ }
    location.reload();
  }

  function isOurs(script) {
    return script.getAttribute("src").indexOf("/-/") === 0;
  }

  function scriptsOf(page) {
    return Array.from(page.querySelectorAll("script[src]")).filter(function (script) { return !isOurs(script); });
  }

  function looksOf(page) {
    var sheets = Array.from(page.querySelectorAll("link[rel=stylesheet]"));
    var named = sheets.map(function (sheet) { return sheet.getAttribute("href") + " " + (sheet.media || ""); });
    return named.concat(scriptsOf(page).map(function (script) { return script.getAttribute("src"); })).join("\n");
  }

  /* Without this, a page whose scripts are there already would not begin. */
  function begin(scripts) {
    var waiting = scripts.length;
    scripts.forEach(function (old) {
      var again = element("script", "", { "src": old.getAttribute("src") });
      again.async = false;
      again.addEventListener("load", function () {
        waiting -= 1;
        if (!waiting) { document.dispatchEvent(new Event("DOMContentLoaded")); }
      });
      old.replaceWith(again);
    });
  }

  function exchange(next) {
    var place = scrollY;
    window.profilegenForgets();
    document.documentElement.className = next.documentElement.className;
    document.title = next.title;
    next.querySelectorAll("script").forEach(function (script) { script.remove(); });
    document.body.replaceChildren.apply(document.body, Array.from(next.body.childNodes).concat(host));
    scrollTo({ top: place, behavior: "instant" });
    begin(scriptsOf(document));
  }

  function renew() {
    fetch(location.href, { cache: "no-store" }).then(function (answer) {
      return answer.ok ? answer.text() : "";  // a page that is gone for a mistake stays, and the panel says why
    }).then(function (text) {
      if (!text) { return; }
      var next = new DOMParser().parseFromString(text, "text/html");
      if (looksOf(next) !== looksOf(document)) { throw new Error("other looks"); }
      exchange(next);
    }).catch(reload);
  }

  /* Back to the place where the reader was, also when what stands above it has grown. */
  try {
    var kept = (sessionStorage.getItem(PLACE) || "").split(" ");
    sessionStorage.removeItem(PLACE);
    if (kept[0] === location.pathname) { scrollTo({ top: Number(kept[1]), behavior: "instant" }); }
  } catch (error) { /* best effort */ }

  var seen = Number(document.currentScript.dataset.number);
  var news = new EventSource("/-/news?audience=" + encodeURIComponent(audience));
  news.addEventListener("now", function (event) {
    var told = JSON.parse(event.data);
    if (told.number !== seen) { reload(); return; }
    show(told);
  });
  news.addEventListener("built", function (event) {
    var told = JSON.parse(event.data);
    seen = told.number;
    if (told.students.length && (!student || told.students.indexOf(student) >= 0)) { renew(); }
    show(told);
  });
  EventTarget.prototype.addEventListener.call(window, "pagehide", function () { news.close(); });
}());
