"use strict";
// Shows what a mark of the chart says, where one points or taps.
const tip = document.getElementById("tip");
const point = (event) => {
  const mark = event.target.closest("[data-tip]");
  tip.hidden = !mark;
  if (!mark) return;
  tip.textContent = mark.dataset.tip;
  const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
  const above = event.clientY + 14 + tip.offsetHeight > innerHeight;
  tip.style.left = `${Math.max(left, 8)}px`;
  tip.style.top = `${above ? event.clientY - tip.offsetHeight - 14 : event.clientY + 14}px`;
};
for (const name of ["pointermove", "pointerdown"]) document.getElementById("chart").addEventListener(name, point);
document.getElementById("chart").addEventListener("pointerleave", () => { tip.hidden = true; });
