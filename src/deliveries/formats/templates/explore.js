"use strict";
// Looks up what was worked out beforehand, and draws it. No number is made here.
(async () => {
  const $ = (id) => document.getElementById(id);
  const make = (tag, attributes = {}, ...inner) => {
    const made = tag in { svg: 1, path: 1, text: 1, line: 1, rect: 1, g: 1 }
      ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inner);
    return made;
  };
  const bytes = Uint8Array.from(atob($("packed").textContent), (each) => each.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const data = await new Response(stream).json();
  const pool = data.pool;
  const wished = new URLSearchParams(location.hash.slice(1));
  let item, chosen, guess, timer = 0;

  // What is chosen: places in the lists of the item.
  function begin(at) {
    [item, guess] = [data.items[at], new Map()];
    const month = item.need ?? item.months.length - 1;
    chosen = { item: at, altered: 0, capacity: 0, shift: item.shifts.indexOf(0), month, hidden: new Set(), why: null };
    $("shown").replaceChildren($("shown").firstElementChild, ...item.scenarios.map((each, number) => {
      const box = make("input", { type: "checkbox", checked: "", "data-number": number });
      return make("label", {}, box, ` ${each.name}`);
    }));
    const may = item.scenarios.flatMap((each, number) => each.alterable ? [[number, each.name]] : []);
    $("altered").replaceChildren(...[[-1, "all of them: one capacity"], ...may].map(
      ([value, name]) => make("option", { value }, name)));
    chosen.altered = may.length ? may[0][0] : -1;
    $("capacity").max = item.capacities.length - 1;
    $("shift").max = item.shifts.length - 1;
    $("month").max = item.months.length - 1;
  }

  function take(name, list) { // a choice that the address asks for, if there is such
    const at = list.indexOf(wished.get(name));
    return wished.has(name) && at >= 0 ? at : null;
  }

  function read() { // the state in the address
    begin(take("item", data.items.map((each) => each.title)) ?? 0);
    const ids = item.scenarios.map((each) => each.id);
    chosen.altered = take("change", ids) ?? (wished.get("change") === "all" ? -1 : chosen.altered);
    chosen.capacity = take("capacity", item.capacities) ?? 0;
    chosen.shift = take("shift", item.shifts.map(String)) ?? chosen.shift;
    chosen.month = take("month", item.months) ?? chosen.month;
    for (const each of (wished.get("hide") ?? "").split(",")) {
      if (ids.includes(each)) chosen.hidden.add(ids.indexOf(each));
    }
    if (wished.has("large")) document.documentElement.classList.add("large");
    if (wished.has("guess") || (data.guess && !location.hash)) setGuess(true);
  }

  function remember() {
    const kept = { item: data.items.length > 1 && item.title, change: item.scenarios[chosen.altered]?.id ?? "all",
      capacity: item.capacities[chosen.capacity], shift: item.shifts[chosen.shift], month: item.months[chosen.month],
      hide: [...chosen.hidden].map((each) => item.scenarios[each].id).join(), large: isLarge() && "yes", guess: guessing() && "yes" };
    history.replaceState(null, "", `#${new URLSearchParams(Object.entries(kept).filter(([, value]) => value))}`);
  }

  const isLarge = () => document.documentElement.classList.contains("large");
  const still = () => item.shifts.indexOf(0);
  const guessing = () => $("guess").getAttribute("aria-pressed") === "true";
  function state() {
    const shift = chosen.altered < 0 ? still() : chosen.shift;
    const altered = chosen.capacity || shift !== still() ? chosen.altered : -1;
    const [start, length, verdict, names, ticks, tables, curves, notes, option] =
      item.states[`${altered}/${chosen.capacity}/${shift}`] ?? [];
    if (start === undefined) return null;
    const lines = curves.map((each) => pool[each]);
    return { start, length, verdict: pool[verdict], names: pool[names], ticks: pool[ticks], tables, lines,
      notes: pool[notes], option, altered: chosen.capacity || shift !== still() ? chosen.altered : null };
  }
  const isHidden = (number) => chosen.hidden.has(number) || (guessing() && number > 0);

  // The chart: steps with their bands, drawn at the width that there is.
  function chart(now) {
    const large = isLarge() ? 1.4 : 1;
    const width = Math.max($("picture").clientWidth, 300), wide = width > 620;
    const left = 46 * large, right = wide ? 190 * large : 12, top = 24 * large, bottom = 40 * large;
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
    for (const [value, said] of now.ticks) {
      rule(left, end, y(value), y(value), { class: "grid" });
      word(left - 6, y(value) + 4, said, "end");
    }
    for (let at = 0; at < now.length; at += 1) {
      const place = now.start + at, year = item.years[place];
      word(x(at + 0.5), foot + 14 * large, item.short[place].slice(0, room > 30 * large ? 3 : room > 10 * large ? 1 : 0), "middle");
      if (at && year === item.years[place - 1]) continue;
      rule(x(at), x(at), foot, height - 8, { class: "axis" });
      if (room * 12 > 40 * large || year % 5 === 0 || !at) word(x(at) + 4, height - 8, String(year));
    }
    rule(left, end, foot, foot, { class: "axis" });
    if (item.level) rule(left, end, y(item.level[0]), y(item.level[0]), { class: "axis", "stroke-dasharray": "1 3" });
    const within = (month) => month !== null && month >= now.start && month < now.start + now.length;
    if (within(item.need)) {
      const need = x(item.need - now.start + 1);
      rule(need, need, top, foot, { class: "axis", "stroke-dasharray": "4 3" });
    }
    if (within(chosen.month)) {
      svg.append(make("rect", { x: x(chosen.month - now.start), width: room, y: top, height: foot - top, fill: "currentColor", opacity: 0.1 }));
    }
    const ends = [];
    now.lines.forEach(([values, bands, stretches], number) => {
      if (isHidden(number)) return;
      const look = item.scenarios[number], stroke = number ? look.colour : "currentColor";
      const draw = (d, more) => svg.append(make("path", { d, stroke, fill: "none", "stroke-dasharray": look.dash || "none", ...more }));
      let upper = "", lower = "", path = "", last = null;
      bands.forEach((band, at) => {
        if (!band) return;
        upper += `${upper && bands[at - 1] ? "L" : "M"}${x(at)},${y(band[1])}H${x(at + 1)}`;
        lower = `L${x(at + 1)},${y(band[0])}H${x(at)}${lower}`;
      });
      if (upper) draw(`${upper}${lower}Z`, { fill: stroke, "fill-opacity": 0.13, "stroke-opacity": 0.5 });
      values.forEach((value, at) => {
        if (value === null) return;
        path += (values[at - 1] ?? null) === null ? `M${x(at)},${y(value)}` : `V${y(value)}`;
        path += at + 1 < values.length ? `H${x(at + 1)}` : "";
        last = value;
      });
      draw(path, { "stroke-width": 2.2 * large });
      for (const [from, to, level, open] of stretches) { // one figure for several months, perhaps with more to come
        const arrow = open ? "v-9m-4,5l4,-5l4,5" : "";
        draw(`M${x(Math.max(from, 0))},${y(level)}H${x(Math.min(to, now.length))}${arrow}`, { "stroke-width": 3.5, "stroke-dasharray": "none" });
        last = level;
      }
      if (last !== null) ends.push([y(last), number, stroke, look.dash || "none"]);
    });
    const points = [...guess].sort(([one], [other]) => one - other).filter(([month]) => within(month));
    const drawn = points.map(([month, value], at) => `${at ? "L" : "M"}${x(month - now.start + 1)},${y(value)}h0`).join("");
    svg.append(make("path", { d: drawn || "M0,0", fill: "none", stroke: "#cc79a7", "stroke-width": 4, "stroke-linecap": "round" }));
    let free = 0; // names stand at the ends of lines, moved apart
    for (const [wanted, number, stroke, dash] of wide ? ends.sort(([one], [other]) => one - other) : []) {
      const lines = [""];
      free = Math.max(wanted, free);
      for (const each of now.names[number].split(" ")) {
        if (`${lines.at(-1)} ${each}`.length > 24) lines.push("");
        lines.push(`${lines.pop()} ${each}`.trim());
      }
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
    $("picture").replaceChildren(svg);
  }

  function cell(tag, packed) {
    if (typeof packed === "string") return make(tag, {}, packed);
    const [classes, whole, part, mark, partRoom, markRoom] = packed;
    const made = make(tag, classes ? { class: classes } : {}, whole);
    if (partRoom) made.append(make("span", { class: "part", style: `min-width:${partRoom}ch` }, part));
    if (markRoom) made.append(make("span", { class: "part", style: `min-width:${markRoom}ch` }, mark));
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
      if (month !== null && now.start + month === chosen.month) row.classList.add("here");
      cells.forEach((each, column) => {
        if (!seen(column)) return;
        const made = cell(column ? "td" : "th", each);
        if (!column) made.setAttribute("scope", "row");
        if (column && month !== null && owners[column] >= 0) {
          made.dataset.month = now.start + month;
          made.dataset.number = owners[column];
        }
        row.append(made);
      });
      return row;
    }));
    const whole = make("table", {}, make("caption", {}, title), make("thead", {}, ...(groups.length ? [over] : []), under), body);
    return make("div", { class: "wide", role: "group", "aria-label": title, tabindex: 0 }, whole);
  }

  const sample = (number) => make("svg", { viewBox: "0 0 34 10", "aria-hidden": "true" }, make("line", { x1: 0, x2: 34, y1: 5, y2: 5,
    stroke: number ? item.scenarios[number].colour : "currentColor", "stroke-width": 3, "stroke-dasharray": item.scenarios[number].dash || "none" }));
  function said(now, number, month) {
    const texts = now.lines[number][3], text = month < now.start ? "" : texts[Math.min(month - now.start, texts.length - 1)];
    return `${now.names[number]}, ${item.long[month]}, to date: ${text || "—"}`;
  }

  function show() {
    const now = state();
    $("capacity-said").value = item["capacity words"][chosen.capacity];
    const shift = item.shifts[chosen.shift];
    $("shift-said").value = shift ? `${Math.abs(shift)} month${Math.abs(shift) > 1 ? "s" : ""} ${shift < 0 ? "earlier" : "later"}` : "as it is";
    $("month-said").value = item.long[chosen.month];
    for (const name of ["altered", "capacity", "shift", "month", "item"]) $(name).value = chosen[name];
    $("shift").disabled = chosen.altered < 0;
    for (const box of $("shown").querySelectorAll("input")) box.checked = !chosen.hidden.has(+box.dataset.number);
    $("lead").hidden = guessing();
    $("guessing").hidden = !guessing();
    $("guess-month").textContent = item.long[chosen.month];
    remember();
    if (!now) {
      $("lead").textContent = "That cannot be: it would never all be there, or leave the calendar.";
      for (const id of ["picture", "tables", "now", "notes"]) $(id).replaceChildren();
      return;
    }
    $("lead").textContent = now.verdict;
    $("command").firstElementChild.textContent = `${data.command} ${now.option}`.trim();
    chart(now);
    const lines = item.scenarios.flatMap((_, number) => isHidden(number) ? []
      : [make("button", { type: "button", "data-number": number, title: "How it came to be" }, sample(number), said(now, number, chosen.month))]);
    if (guess.has(chosen.month) && !guessing()) lines.push(`Your guess: ${guess.get(chosen.month)}`);
    $("now").replaceChildren(...lines);
    const why = chosen.why !== null && !isHidden(chosen.why) ? chosen.why : null;
    $("why").hidden = why === null;
    if (why !== null) {
      const known = now.altered === null || (now.altered >= 0 && now.altered !== why);
      const place = item.why[item.scenarios[why].id]?.[chosen.month];
      $("why").textContent = known && place !== undefined ? pool[place]
        : `${said(now, why, chosen.month)}. Changed by you: ${now.option || "nothing"}.`;
    }
    $("tables").replaceChildren(...now.tables.map((each) => table(now, each)));
    $("notes").replaceChildren(...now.notes.map((each) => make("li", {}, each)));
  }

  function setGuess(on) {
    if (on) guess = new Map();
    $("guess").setAttribute("aria-pressed", on);
  }
  function play() { // or stop
    const begins = !timer, last = item.months.length - 1;
    clearInterval(timer);
    timer = 0;
    if (begins) {
      if (chosen.month === last) chosen.month = 0;
      timer = setInterval(() => {
        if (chosen.month < last) chosen.month += 1;
        else play();
        show();
      }, 500);
    }
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
    if (target.value === "") guess.delete(chosen.month);
    else guess.set(chosen.month, +target.value);
    show();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.tagName !== "INPUT") {
      press.large();
      show();
    }
  });
  if (!data.items.some((each) => Object.keys(each.states).length)) return;
  $("item").replaceChildren(...data.items.map((each, value) => make("option", { value }, each.title)));
  $("item-label").hidden = data.items.length < 2;
  for (const id of ["controls", "picture", "live"]) $(id).hidden = false;
  for (const each of document.querySelectorAll("main > section")) { // as it is, which is the first state
    each.hidden = each.querySelector("table, figure") || each.textContent.trim().startsWith("Reading the table");
  }
  read();
  show();
  addEventListener("resize", show);
})();
