"use strict";
// Looks up what was worked out beforehand, and draws it. No number is made here.
const $ = (id) => document.getElementById(id);
const make = (tag, attributes = {}, ...inner) => {
  const made = tag in { svg: 1, path: 1, text: 1, line: 1, rect: 1, pattern: 1 }
    ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inner);
  return made;
};
const sample = ({ colour, dash }, number) => make("svg", { viewBox: "0 0 34 10", "aria-hidden": "true" },
  make("rect", { width: 34, height: 10, fill: `url(#band-${number})` }),
  make("line", { x1: 0, x2: 34, y1: 5, y2: 5, stroke: colour, "stroke-width": 3, "stroke-dasharray": dash }));
const isLarge = () => document.documentElement.classList.contains("large");
(async () => {
  const bytes = Uint8Array.from(atob($("packed").textContent), (each) => each.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = await new Response(stream).json(), { pool } = data;
  const wished = new URLSearchParams(location.hash.slice(1));
  let item, chosen, guess, timer, built; // what the tables are of

  // What is chosen: places in the lists of the item.
  function begin(at) {
    [item, guess] = [data.items[at], new Map()];
    const [start, length] = item.states[`-1/0/${still()}`] ?? [0, item.months.length];
    chosen = { item: at, altered: 0, capacity: 0, shift: still(), month: item.need ?? start + length - 1, hidden: new Set(), why: null };
    $("shown").replaceChildren($("shown").firstElementChild, ...item.scenarios.map((each, number) =>
      make("label", {}, make("input", { type: "checkbox", "data-number": number }), ` ${each.name}`)));
    const may = item.scenarios.flatMap((each, number) => each.alterable ? [[number, each.name]] : []);
    $("altered").replaceChildren(...[[-1, "all of them: one capacity"], ...may].map(
      ([value, name]) => make("option", { value }, name)));
    chosen.altered = may.length ? may[0][0] : -1;
    for (const [name, list] of [["capacity", "capacities"], ["shift", "shifts"]]) $(name).max = item[list].length - 1;
  }

  // A choice that the address asks for, if there is such.
  const take = (name, list) => list.includes(wished.get(name)) ? list.indexOf(wished.get(name)) : null;

  function read() { // the state in the address
    begin(take("item", data.items.map((each) => each.title)) ?? 0);
    const ids = item.scenarios.map((each) => each.id);
    chosen.altered = take("change", ids) ?? (wished.get("change") === "all" ? -1 : chosen.altered);
    chosen.capacity = take("capacity", item.capacities) ?? 0;
    chosen.shift = take("shift", item.shifts.map(String)) ?? chosen.shift;
    chosen.month = take("month", item.months) ?? chosen.month;
    const hidden = (wished.get("hide") ?? "").split(",");
    chosen.hidden = new Set([...ids.keys()].filter((number) => hidden.includes(ids[number])));
    if (wished.has("large")) press.large();
    if (wished.has("guess") || (data.guess && !location.hash)) setGuess(true);
  }

  function remember() {
    const kept = { item: data.items.length > 1 && item.title, change: item.scenarios[chosen.altered]?.id ?? "all",
      capacity: item.capacities[chosen.capacity], shift: item.shifts[chosen.shift], month: item.months[chosen.month],
      hide: [...chosen.hidden].map((each) => item.scenarios[each].id).join(), large: isLarge() && "yes", guess: guessing() && "yes" };
    history.replaceState(null, "", `#${new URLSearchParams(Object.entries(kept).filter(([, value]) => value))}`);
  }
  const still = () => item.shifts.indexOf(0);
  const guessing = () => $("guess").getAttribute("aria-pressed") === "true";
  function state() {
    const shift = chosen.altered < 0 ? still() : chosen.shift;
    const altered = chosen.capacity || shift !== still() ? chosen.altered : null;
    const key = `${altered ?? -1}/${chosen.capacity}/${shift}`, found = item.states[key];
    if (!found) return null;
    const [start, length, verdict, names, ticks, tables, curves, notes, option] = found;
    return { key, start, length, verdict: pool[verdict], names: pool[names], ticks: pool[ticks], tables,
      lines: curves.map((each) => pool[each]), notes: pool[notes], option, altered };
  }
  const isHidden = (number) => chosen.hidden.has(number) || (guessing() && number !== item.baseline);

  // The chart: steps with their bands, drawn at the width that there is.
  function chart(now) {
    const large = isLarge() ? 1.4 : 1, width = Math.max($("picture").clientWidth, 300), wide = width > 620;
    const left = Math.max(46, 14 + 7.6 * Math.max(...now.ticks.map(([, text]) => text.length))) * large;
    const right = wide ? 190 * large : 12, top = 24 * large, bottom = 40 * large;
    const height = wide ? Math.min(width * 0.5, 460 * large) : 300;
    const low = now.ticks[0][0], high = now.ticks.at(-1)[0];
    const x = (month) => left + (width - left - right) * month / now.length;
    const y = (value) => top + (height - top - bottom) * (high - value) / (high - low);
    const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
      "aria-label": `${item.up}. The table below has the numbers.` });
    const rule = (x1, x2, y1, y2, more) => svg.append(make("line", { x1, x2, y1, y2, ...more }));
    const word = (at, up, text, anchor = "start") => svg.append(make("text", { x: at, y: up, "text-anchor": anchor }, text));
    const room = (width - left - right) / now.length, foot = height - bottom, end = width - right;
    word(0, 12 * large, item.up);
    for (const [value, text] of now.ticks) {
      rule(left, end, y(value), y(value), { class: "grid" });
      word(left - 6, y(value) + 4, text, "end");
    }
    for (let at = 0, named = 0; at < now.length; at += 1) {
      const place = now.start + at, year = item.years[place];
      word(x(at + 0.5), foot + 14 * large, item.short[place].slice(0, room > 30 * large ? 3 : room > 10 * large ? 1 : 0), "middle");
      if (at && year === item.years[place - 1]) continue;
      rule(x(at), x(at), foot, height - 8, { class: "axis" });
      const needs = 8 * large * year.length / room, every = Math.ceil(needs / 12); // a first year may be too short for its name
      if (named % every === 0 && (at || (item.years[place + Math.ceil(needs) - 12 * (every - 1)] ?? year) === year)) word(x(at) + 4, height - 8, year);
      named += 1;
    }
    rule(left, end, foot, foot, { class: "axis" });
    if (item.level) rule(left, end, y(item.level[0]), y(item.level[0]), { class: "axis", "stroke-dasharray": "1 3" });
    const within = (month) => month !== null && month >= now.start && month < now.start + now.length;
    const need = x(item.need - now.start + 1), here = x(chosen.month - now.start);
    if (within(item.need)) rule(need, need, top, foot, { class: "axis", "stroke-dasharray": "4 3" });
    if (within(chosen.month)) svg.append(make("rect", { x: here, width: room, y: top, height: foot - top, fill: "currentColor", opacity: 0.1 }));
    const ends = [], banded = now.lines.filter(([, bands], number) => bands.length && !isHidden(number)).length;
    now.lines.forEach(([values, bands, stretches], number) => {
      if (isHidden(number)) return;
      const { colour: stroke, dash, angle } = item.scenarios[number];
      const draw = (d, more) => svg.append(make("path", { d, stroke, fill: "none", "stroke-dasharray": dash, ...more }));
      const steps = (along) => along.map((value, at) => value === null ? ""
        : `${(along[at - 1] ?? null) === null ? `M${x(at)},` : "V"}${y(value)}${(along[at + 1] ?? null) === null ? "h-3h6" : `H${x(at + 1)}`}`).join("");
      const shaded = bands.map((band, at) => band && bands[at + 1] // it stands at the end of its month, until the next one's
        ? `M${x(at + 1)},${y(band[0])}H${x(at + 2)}V${y(band[1])}H${x(at + 1)}Z` : "").join("");
      if (shaded && banded < 5) svg.append( // more hatchings would be a net
        make("pattern", { id: `band-${number}`, width: 9, height: 9, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` },
          make("rect", { width: 9, height: 9, fill: stroke, opacity: 0.07 }), make("line", { x2: 9, y1: 4, y2: 4, stroke, opacity: 0.6 })));
      draw(shaded, { stroke: "none", fill: `url(#band-${number})` });
      for (const side of [0, 1]) draw(steps([null, ...bands.map((band) => band && band[side])]));
      draw(steps(values), { "stroke-width": 2.2 * large });
      const known = values.findLastIndex((value) => value !== null), figure = stretches.at(-1), last = figure?.[1] > known ? figure[2] : values[known];
      for (const [from, to, level, open] of stretches) { // one figure for several months, perhaps with more to come
        const arrow = open ? "v-9m-4,5l4,-5l4,5" : "";
        draw(`M${x(Math.max(from, 0))},${y(level)}H${x(Math.min(to, now.length))}${arrow}`, { "stroke-width": 3.5, "stroke-dasharray": "none" });
      }
      if (last !== undefined) ends.push([y(last), number, stroke, dash]);
    });
    const points = [...guess].filter(([month]) => within(month)).toSorted(([one], [other]) => one - other).map(([month, value]) => [x(month - now.start + 1), y(value)]);
    const [across, up] = points.at(-1) ?? [], over = across > (left + end) / 2; // its name stands on the side where there is room
    svg.append(make("path", { d: points.map((point, at) => `${at ? "L" : "M"}${point}h0`).join("") || "M0,0",
      fill: "none", stroke: "#cc79a7", "stroke-width": points.length > 1 ? 4 : 12 * large, "stroke-linecap": "round" }));
    if (points.length) word(across + (over ? -10 : 10), up - 8, "Your guess", over ? "end" : "start");
    let free = 0; // names stand at the ends of lines, moved apart
    for (const [at, [wanted, number, stroke, dash]] of wide ? ends.toSorted(([one], [other]) => one - other).entries() : []) {
      const lines = [""];
      free = Math.max(Math.min(wanted, height - (ends.length - at) * 33 * large), free);
      for (const each of now.names[number].split(" ")) {
        if (`${lines.at(-1)} ${each}`.length > 24) lines.push("");
        lines.push(`${lines.pop()} ${each}`.trim());
      }
      svg.append(make("rect", { x: end + 6, y: free - 6, width: 20, height: 12, fill: `url(#band-${number})` }));
      rule(end + 6, end + 26, free, free, { stroke, "stroke-width": 2.2, "stroke-dasharray": dash });
      lines.forEach((line, row) => word(end + 31, free + 4 + row * 14 * large, line));
      free += (lines.length * 14 + 5) * large;
    }
    const pointed = (event) => {
      const box = svg.getBoundingClientRect(), scale = width / box.width;
      const month = Math.floor(((event.clientX - box.left) * scale - left) / room);
      const value = high - ((event.clientY - box.top) * scale - top) / (height - top - bottom) * (high - low);
      return [now.start + Math.min(Math.max(month, 0), now.length - 1), Math.min(Math.max(Math.round(value), low), high)];
    };
    const moved = (event) => {
      if (guessing()) guess.set(...pointed(event));
      else [chosen.month] = pointed(event);
      show();
    };
    svg.addEventListener("pointerdown", moved);
    svg.addEventListener("pointermove", (event) => guessing() && event.buttons && moved(event));
    $("picture").classList.toggle("drawing", guessing());
    $("picture").replaceChildren(svg, banded ? make("figcaption", {}, `${banded < 5 ? "Shaded within thin edges, as beside its name" : "Between thin edges"}: all that the sources allow.`) : "");
  }

  function cell(tag, packed) {
    if (typeof packed === "string") return make(tag, {}, packed);
    const [classes, whole, part, mark, partRoom, markRoom] = packed;
    const made = make(tag, classes ? { class: classes } : {}, whole);
    made.append(...[[part, partRoom], [mark, markRoom]].flatMap(([text, room]) =>
      room ? [make("span", { class: "part", style: `min-width:${room}ch` }, text)] : []));
    return made;
  }

  function table(now, [head, rows, months]) {
    const [title, groups, headings, owners] = pool[head];
    const seen = (at) => owners[at] < 0 || !isHidden(owners[at]);
    const over = make("tr");
    let at = 0;
    for (const [name, count] of groups) {
      if (seen(at)) over.append(name ? make("th", { scope: "colgroup", colspan: count }, name) : make("td", { colspan: count }));
      at += count;
    }
    const under = make("tr", {}, ...headings.flatMap((name, column) => seen(column)
      ? [name ? make("th", { scope: "col" }, name) : make("td")] : []));
    const body = make("tbody", {}, ...rows.map((place, number) => {
      const [role, cells] = pool[place], month = pool[months][number];
      const row = make("tr", role ? { class: role } : {});
      if (month !== null) row.dataset.month = now.start + month;
      cells.forEach((each, column) => {
        if (!seen(column)) return;
        const made = cell(column ? "td" : "th", each);
        if (!column) made.setAttribute("scope", "row");
        if (column && month !== null && owners[column] >= 0) {
          Object.assign(made.dataset, { month: now.start + month, number: owners[column] });
          made.title = said(now, owners[column], now.start + month);
        }
        row.append(made);
      });
      return row;
    }));
    return make("div", { class: "wide", role: "group", "aria-label": title, tabindex: 0 },
      make("table", {}, make("caption", {}, title), make("thead", {}, ...(groups.length ? [over] : []), under), body));
  }

  function said(now, number, month) {
    const texts = now.lines[number][3], text = month < now.start ? "" : texts[Math.min(month - now.start, texts.length - 1)];
    return `${now.names[number]}, ${item.long[month]}, to date: ${text || "—"}`;
  }

  function show() {
    const now = state();
    $("capacity-said").value = item["capacity words"][chosen.capacity];
    $("shift-said").value = item["shift words"][chosen.shift];
    $("month-said").value = item.long[chosen.month];
    if (now) Object.assign($("month"), { min: Math.min(chosen.month, now.start), max: Math.max(chosen.month, now.start + now.length - 1) });
    for (const name of ["altered", "capacity", "shift", "month", "item"]) $(name).value = chosen[name];
    $("shift").disabled = chosen.altered < 0;
    for (const box of $("shown").querySelectorAll("input")) box.checked = !chosen.hidden.has(+box.dataset.number);
    for (const each of [$("lead"), $("notes"), $("why"), ...document.querySelectorAll("main > section")]) each.hidden = guessing() || each.matches(".first");
    $("guessing").hidden = !guessing();
    $("guess-month").textContent = item.long[chosen.month];
    remember();
    if (!now) {
      $("lead").textContent = "That cannot be: it would never all be there, or leave the calendar.";
      for (const id of ["picture", "tables", "now", "notes"]) $(id).replaceChildren();
      return;
    }
    $("lead").textContent = now.verdict;
    $("command").firstElementChild.textContent = `${item.command} ${now.option}`.trim();
    chart(now);
    const lines = item.scenarios.flatMap((_, number) => isHidden(number) ? []
      : [make("button", { type: "button", "data-number": number, title: "How it came to be" }, sample(item.scenarios[number], number), said(now, number, chosen.month))]);
    if (guess.has(chosen.month) && !guessing()) lines.push(`Your guess: ${guess.get(chosen.month)}`);
    $("now").replaceChildren(...lines);
    const why = chosen.why !== null && !isHidden(chosen.why) ? chosen.why : null;
    $("why").hidden = why === null;
    if (why !== null) {
      const known = now.altered === null || (now.altered >= 0 && now.altered !== why);
      const place = item.why[item.scenarios[why].id]?.[chosen.month];
      $("why").textContent = known && place !== undefined ? pool[place]
        : `${said(now, why, chosen.month)}${item.scenarios[why].cites}. ${known ? "How it came to be is too long for a page: deliveries explain says it." : `Changed by you: ${now.option}.`}`;
    }
    const wanted = JSON.stringify([chosen.item, now.key, item.scenarios.map((_, number) => isHidden(number))]);
    if (built !== wanted || !$("tables").firstChild) $("tables").replaceChildren(...now.tables.map((each) => table(now, each)));
    built = wanted;
    for (const row of $("tables").querySelectorAll("tr[data-month]")) row.classList.toggle("here", +row.dataset.month === chosen.month);
    $("notes").replaceChildren(...now.notes.map((each) => make("li", {}, each)));
  }

  function setGuess(on) {
    if (on) guess = new Map();
    $("guess").setAttribute("aria-pressed", on);
  }
  function play() { // or stop
    const begins = !timer, { min, max } = $("month");
    clearInterval(timer);
    if (begins && chosen.month >= max) chosen.month = +min;
    timer = begins && setInterval(() => {
      if (chosen.month >= max) return play();
      chosen.month += 1;
      show();
    }, 500);
    $("play").setAttribute("aria-pressed", begins);
  }
  const press = {
    play,
    reset: () => begin(chosen.item),
    large: () => $("large").setAttribute("aria-pressed", document.documentElement.classList.toggle("large")),
    guess: () => setGuess(!guessing()),
    compare: () => setGuess(false),
    copy: () => navigator.clipboard?.writeText($("command").firstElementChild.textContent),
  };
  document.addEventListener("click", (event) => {
    const of = event.target.closest("button, td[data-month]");
    if (!of) return;
    if (press[of.id]) press[of.id]();
    else if (of.dataset.number) chosen.why = +of.dataset.number;
    if (of.dataset.month) chosen.month = +of.dataset.month;
    show();
  });
  $("controls").addEventListener("input", ({ target }) => {
    if (target.dataset.number) chosen.hidden[target.checked ? "delete" : "add"](+target.dataset.number);
    else if (target.id === "item") begin(+target.value);
    else chosen[target.id] = +target.value;
    show();
  });
  $("guessed").addEventListener("input", ({ target }) => {
    guess[target.value ? "set" : "delete"](chosen.month, +target.value);
    show();
  });
  document.addEventListener("keydown", ({ key, target }) => key === "l" && target.id !== "guessed" && $("large").click());
  if (!data.items.some((each) => Object.keys(each.states).length)) return;
  $("item").replaceChildren(...data.items.map((each, value) => make("option", { value }, each.title)));
  $("item-label").hidden = data.items.length < 2;
  for (const id of ["controls", "picture", "live"]) $(id).hidden = false;
  for (const each of document.querySelectorAll("main > section")) { // what the first state has, too
    each.classList.toggle("first", each.querySelector("table, figure") || each.textContent.trim().startsWith("Reading the table"));
  }
  read();
  show();
  addEventListener("resize", show);
})();
