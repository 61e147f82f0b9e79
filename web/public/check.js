// Comforts for the check. Every page is whole without this file: it only shows what cannot work
// without a script (printing, narrowing a long list, dropping a file) and never changes an answer.
(() => {
  "use strict";

  const normal = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

  // A long list of things to choose from gets a box that narrows it by label, hint and keyword.
  // What is ticked stays in sight.
  function narrow(box) {
    const input = box.querySelector("input");
    const said = document.getElementById(box.dataset.said);
    const groups = [...document.querySelectorAll(".optgroup")];
    const show = () => {
      const wanted = normal(input.value);
      let found = 0;
      for (const group of groups) {
        let here = 0;
        for (const option of group.querySelectorAll(".option")) {
          const fits = normal(option.dataset.words).includes(wanted);
          option.hidden = !fits && !option.querySelector("input").checked;
          if (!option.hidden) here += 1;
          if (fits) found += 1;
        }
        group.hidden = here === 0;
      }
      said.textContent =
        wanted === "" ? "" :
        found === 0 ? `没有找到“${input.value}”。换个说法，或者清空后从头看` :
        `“${input.value}”找到 ${found} 件`;
    };
    input.addEventListener("input", show);
    // Enter here means "look", not "go on".
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    box.hidden = false;
  }

  // A number and "not clear" exclude each other: choosing one clears the other, in sight; taking
  // the choice back brings the number back.
  function exclude(field) {
    const unclear = document.querySelector("[data-unclear]");
    if (!unclear) return;
    let typed = field.value;
    field.addEventListener("input", () => {
      typed = field.value;
      if (typed !== "") unclear.checked = false;
    });
    unclear.addEventListener("change", () => {
      field.value = unclear.checked ? "" : typed;
    });
  }

  // A receipt may be dropped as a file instead of pasted; its text is shown before it is sent.
  function drop(zone) {
    const text = zone.querySelector("textarea");
    const said = zone.querySelector("[role=status]");
    const over = (is) => (event) => {
      event.preventDefault();
      zone.toggleAttribute("data-over", is);
    };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", async (event) => {
      over(false)(event);
      const file = event.dataTransfer.files[0];
      if (!file) return;
      if (file.size > 200000) {
        said.textContent = `“${file.name}”太大，不是回执`;
        return;
      }
      text.value = await file.text();
      said.textContent = `已经读入“${file.name}”，可以核对了`;
    });
    zone.querySelector("[data-drop-hint]").hidden = false;
  }

  for (const box of document.querySelectorAll("[data-narrow]")) narrow(box);
  for (const field of document.querySelectorAll("[data-value]")) exclude(field);
  for (const zone of document.querySelectorAll("[data-drop]")) drop(zone);
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
