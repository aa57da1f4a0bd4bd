// Small helpers for pages that work without them.
"use strict";

// Map: shows the day that the slider points at. Without script the form's button does the same.
for (const slider of document.querySelectorAll("input[data-day]")) {
  const output = document.getElementById(slider.dataset.day);
  const days = [...document.querySelectorAll("[data-on-day]")];
  const show = () => {
    const day = Number(slider.value);
    output.textContent = `C+${day}`;
    for (const element of days) {
      const from = Number(element.dataset.onDay);
      const until = Number(element.dataset.untilDay);
      element.toggleAttribute("hidden", !(from <= day && day < until));
    }
  };
  slider.addEventListener("input", show);
  show();
}
