// A few buttons above a text, the text as it will look, and beginnings of sentences.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("writing-words")?.textContent || "{}");

  function press(word, label, onPress) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word;
    if (label !== word) { button.setAttribute("aria-label", label); }
    button.addEventListener("click", onPress);
    return button;
  }

  function put(text, start, end, selectFrom, selectTo) {
    text.field.focus();
    text.field.setRangeText(text.said, start, end, "end");
    text.field.setSelectionRange(selectFrom, selectTo);
    text.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function around(field, sign) {
    const [start, end] = [field.selectionStart, field.selectionEnd];
    const chosen = field.value.slice(start, end) || words.here;
    put({ field, said: sign + chosen + sign }, start, end, start + sign.length, start + sign.length + chosen.length);
  }

  function lines(field, sign) {
    const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const end = field.selectionEnd;
    const before = start > 1 && field.value[start - 2] !== "\n" ? "\n" : "";
    const said = before + field.value.slice(start, end).split("\n").map(line => sign + line).join("\n");
    put({ field, said }, start, end, start + said.length, start + said.length);
  }

  function link(field) {
    const [start, end] = [field.selectionStart, field.selectionEnd];
    const chosen = field.value.slice(start, end) || words.here;
    const said = `[${chosen}](https://)`;
    put({ field, said }, start, end, start + said.length - 1, start + said.length - 1);
  }

  for (const field of document.querySelectorAll("textarea[data-markdown]")) {
    const form = field.form;
    const marks = document.createElement("div");
    marks.className = "marks";
    marks.setAttribute("role", "group");
    marks.setAttribute("aria-label", words.marks);
    const looks = document.createElement("div");
    looks.className = "as-it-looks";
    looks.hidden = true;
    looks.tabIndex = -1;
    looks.dir = "auto";
    const look = press(words.look, words.look, async () => {
      if (!looks.hidden) { return show(false); }
      const answer = await fetch(form.dataset.markdown, { method: "POST", body: new URLSearchParams({ text: field.value }) });
      if (answer.ok) {
        looks.innerHTML = (await answer.json()).html; // made by the studio, which lets no markup of the text through
        show(true);
      }
    });
    look.setAttribute("aria-pressed", "false");
    const show = isShown => {
      looks.hidden = !isShown;
      field.hidden = isShown;
      look.setAttribute("aria-pressed", String(isShown));
      for (const button of marks.querySelectorAll("button")) { button.disabled = isShown && button !== look; }
    };
    marks.append(
      press(words.bold, words.bold, () => around(field, "**")),
      press(words.slanted, words.slanted, () => around(field, "*")),
      press(words.list, words.list, () => lines(field, "- ")),
      press(words.link, words.link, () => link(field)),
      look,
    );
    field.before(marks);
    field.after(looks);
  }

  const first = document.querySelector("textarea[data-markdown]");
  for (const button of document.querySelectorAll("[data-beginning]")) {
    if (!first) { break; }
    button.hidden = false;
    button.nextElementSibling.hidden = true;
    button.addEventListener("click", () => {
      const end = first.value.length;
      const gap = end && !/\s$/.test(first.value) ? "\n\n" : "";
      const said = gap + button.dataset.beginning.split("…")[0];
      put({ field: first, said }, end, end, end + said.length, end + said.length);
    });
  }
})();
