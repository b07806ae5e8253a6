// What a page is asked from within: tests/browser.py evaluates this file, and calls one of these.
// Each returns a list of texts, one for each fault, unless it says otherwise.
({
  _label(element) {
    const text = (element.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 40);
    const name = element.id ? `#${element.id}` : element.getAttribute('class') || '';
    return `<${element.tagName.toLowerCase()}${name && ' '}${name}> "${text}"`;
  },

  _visible(element) {
    return element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
  },

  _named(element) {
    const ids = (element.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean);
    const texts = ids.map(id => document.getElementById(id)?.textContent || '');
    return Boolean((element.getAttribute('aria-label') || texts.join('')).trim());
  },

  // Wait until what was begun at load is drawn.
  async settled() {
    await document.fonts.ready;
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    await new Promise(done => requestIdleCallback(done, {timeout: 1000}));
  },

  // Connections that a browser opens ahead of any request, or frames and plug-ins.
  reaches() {
    const ahead = 'link[rel~=preconnect], link[rel~=dns-prefetch], link[rel~=prefetch]';
    return [...document.querySelectorAll(`${ahead}, iframe, object, embed, base`)]
      .map(element => `reaches beyond the page: ${element.outerHTML.slice(0, 80)}`);
  },

  // The page as wide as the screen; what is wider scrolls within a labelled box that takes focus.
  overflow(width) {
    const faults = [];
    const root = document.documentElement;
    if (root.clientWidth > width) {
      faults.push(`laid out ${root.clientWidth} px wide, not ${width}: no meta viewport`);
    }
    const wide = Math.max(root.scrollWidth, document.body.scrollWidth);
    const room = root.clientWidth;
    if (wide > room) faults.push(`the page is ${wide} px wide, ${wide - room} too many`);
    const inside = element => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        const kind = getComputedStyle(at).overflowX;
        if (kind === 'auto' || kind === 'scroll' || at instanceof SVGElement) return true;
      }
      return false;
    };
    const beyond = [...document.body.querySelectorAll('*')].filter(element =>
      this._visible(element) && element.getBoundingClientRect().right > room + 1
      && !inside(element));
    for (const element of beyond.slice(0, 3)) {
      faults.push(`reaches over the right edge: ${this._label(element)}`);
    }
    for (const element of document.body.querySelectorAll('*')) {
      const kind = getComputedStyle(element).overflowX;
      if (element.scrollWidth <= element.clientWidth || !['auto', 'scroll'].includes(kind)) continue;
      if (!this._visible(element)) continue;
      element.focus({preventScroll: true});
      if (element.tabIndex < 0 || document.activeElement !== element) {
        faults.push(`scrolls, and takes no focus: ${this._label(element)}`);
      }
      if (!this._named(element) || !element.getAttribute('role')) {
        faults.push(`scrolls, and has no role and label: ${this._label(element)}`);
      }
      element.blur();
    }
    return faults;
  },

  // In print: nothing is cut off at the right of a paper that is so many px wide.
  cut() {
    const root = document.documentElement;
    const wide = root.scrollWidth - root.clientWidth;
    const faults = wide > 0 ? [`the page is ${wide} px too wide for the paper`] : [];
    for (const element of document.body.querySelectorAll('*')) {
      const {overflowX} = getComputedStyle(element);
      const hides = !['visible', ''].includes(overflowX) && !(element instanceof SVGElement);
      const small = element.clientWidth < 2;  // text for screen readers alone
      if (hides && !small && element.scrollWidth > element.clientWidth + 1) {
        faults.push(`cut off in print: ${this._label(element)}`);
      }
    }
    return faults;
  },

  // The left and right margins that a page asks of its paper, in px; null where it asks for none.
  margins() {
    const rules = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
      .flatMap(rule => rule instanceof CSSMediaRule ? [...rule.cssRules] : [rule])
      .filter(rule => rule instanceof CSSPageRule && !rule.selectorText);
    const style = rules.map(rule => rule.style).findLast(found => found.marginLeft);
    if (!style) return null;
    const probe = document.createElement('div');
    document.body.append(probe);
    const measured = [style.marginLeft, style.marginRight].map(length => {
      probe.style.cssText = `position: absolute; width: ${length}`;
      return probe.getBoundingClientRect().width;
    });
    probe.remove();
    return measured[0] + measured[1];
  },

  // All headings, captions and rows that have text, in order: tag, whether it is repeated, text.
  printed() {
    const spoken = element => {
      if (element.closest('[aria-hidden=true]') || !this._visible(element)) return false;
      const copy = element.cloneNode(true);
      copy.querySelectorAll('[aria-hidden=true]').forEach(part => part.remove());
      return copy.textContent.trim() !== '';
    };
    return [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, caption, tr')].filter(spoken)
      .map(element => [element.tagName, Boolean(element.closest('thead')), this._label(element)]);
  },

  _colour(text) {
    const canvas = this._canvas ??= new OffscreenCanvas(1, 1).getContext('2d',
      {willReadFrequently: true});
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return {parts: [red, green, blue], alpha: alpha / 255};
  },

  _luminance({parts}) {
    const [red, green, blue] = parts.map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  },

  _over(top, below) {
    const mix = top.parts.map((part, at) => part * top.alpha + below.parts[at] * (1 - top.alpha));
    return {parts: mix, alpha: 1};
  },

  _paper() {
    const probe = document.createElement('div');
    probe.style.backgroundColor = 'Canvas';
    document.documentElement.append(probe);
    const colour = this._colour(getComputedStyle(probe).backgroundColor);
    probe.remove();
    return colour;
  },

  // Give the page the colour that it has where it asks for none: axe takes that for white.
  ground() {
    const [root, body] = [document.documentElement, document.body];
    const asked = [root, body].some(element =>
      this._colour(getComputedStyle(element).backgroundColor).alpha > 0);
    if (!asked) root.style.backgroundColor = `rgb(${this._paper().parts})`;
    return [];
  },

  _background(element, paper) {
    const behind = [];
    for (let at = element; at; at = at.parentElement) {
      behind.push(this._colour(getComputedStyle(at).backgroundColor));
      if (behind.at(-1).alpha === 1) break;
    }
    return behind.reduceRight((below, top) => this._over(top, below), paper);
  },

  _texts() {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set();
    while (walk.nextNode()) {
      const {parentElement, data} = walk.currentNode;
      if (data.trim() && !parentElement.closest('script, style, [aria-hidden=true]')
          && this._visible(parentElement)) found.add(parentElement);
    }
    return [...found];
  },

  // In print: every text dark, on something that is all but white.
  ink() {
    const paper = this._paper();
    const faults = [];
    for (const element of this._texts()) {
      const style = getComputedStyle(element);
      const drawn = element instanceof SVGElement ? style.fill : style.color;
      if (drawn === 'none') continue;
      const ground = this._background(element, paper);
      const ink = this._over(this._colour(drawn), {parts: [255, 255, 255]});
      const on = this._luminance(ground), of = this._luminance(ink);
      if (on < 0.8) faults.push(`printed on a dark ground: ${this._label(element)}`);
      if (1.05 / (of + 0.05) < 4.5) faults.push(`printed in a light ink: ${this._label(element)}`);
    }
    return faults.slice(0, 5);
  },

  // A colour as it is seen where a drawing is inverted; turning the hue back leaves its lightness.
  _seen(svg, {parts, alpha}) {
    const by = Number(/invert\(([\d.]+)\)/.exec(getComputedStyle(svg).filter)?.[1] ?? 0);
    return {parts: parts.map(part => 255 * by + part * (1 - 2 * by)), alpha};
  },

  // Text within a drawing against what is behind it, which axe does not look at; its size on the
  // screen, and whether its drawing cuts it off.
  drawing() {
    const paper = this._paper();
    const faults = [];
    for (const element of document.querySelectorAll('svg text')) {
      if (!element.textContent.trim() || !this._visible(element)) continue;
      element.scrollIntoView({block: 'center', inline: 'center'});
      const svg = element.ownerSVGElement, whole = svg.getBoundingClientRect();
      const box = element.getBoundingClientRect();
      const beyond = Math.max(whole.left - box.left, box.right - whole.right,
        whole.top - box.top, box.bottom - whole.bottom);
      if (beyond > 2) faults.push(`cut off by its drawing: ${this._label(element)}`);
      const size = parseFloat(getComputedStyle(element).fontSize) * svg.getScreenCTM().a;
      if (size < 8) faults.push(`${size.toFixed(1)} px small in a drawing: ${this._label(element)}`);
      const all = document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      const shape = all.find(found => found instanceof SVGGeometryElement
        && !['none', 'transparent'].includes(getComputedStyle(found).fill)
        && found.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
      const own = this._seen(svg, this._colour(getComputedStyle(svg).backgroundColor));
      const below = this._over(own, this._background(svg.parentElement, paper));
      const painted = shape && getComputedStyle(shape);
      const fill = shape && this._seen(svg, this._colour(painted.fill));
      if (fill) fill.alpha *= painted.fillOpacity * painted.opacity;
      const ground = fill ? this._over(fill, below) : below;
      const drawn = this._seen(svg, this._colour(getComputedStyle(element).fill));
      const ink = this._over(drawn, ground);
      const lights = [this._luminance(ink), this._luminance(ground)].sort((one, two) => two - one);
      const contrast = (lights[0] + 0.05) / (lights[1] + 0.05);
      if (contrast < 4.5) {
        faults.push(`contrast ${contrast.toFixed(1)} in a drawing: ${this._label(element)}`);
      }
    }
    scrollTo(0, 0);
    return faults.slice(0, 5);
  },

  // All that is there to be read, hidden or not; scripts and styles are not. One text.
  content() {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll('script, style, template').forEach(element => element.remove());
    return document.title + copy.textContent;
  },

  // What a hostile name would have left behind.
  traces() {
    const faults = window.__hit === undefined ? [] : ['a script of the text ran: __hit is set'];
    for (const element of document.querySelectorAll('[data-hit], x-hit')) {
      faults.push(`an element of the text: ${this._label(element)}`);
    }
    for (const element of document.querySelectorAll('*')) {
      for (const {name} of element.attributes) {
        if (name.startsWith('on')) faults.push(`a handler ${name}: ${this._label(element)}`);
      }
    }
    for (const element of document.querySelectorAll('[*|href], [action], [formaction]')) {
      for (const name of ['href', 'xlink:href', 'action', 'formaction']) {
        const goal = element.getAttribute(name);
        if (goal === null || goal.startsWith('#')) continue;
        if (element.localName === 'link' || element.localName === 'image') continue;
        const {protocol} = URL.canParse(goal) ? new URL(goal) : {protocol: 'none'};
        if (!['http:', 'https:'].includes(protocol)) {
          faults.push(`a link to ${goal.slice(0, 60)}`);
        }
      }
    }
    if (document.querySelector('meta[http-equiv=refresh]')) faults.push('the page sends one away');
    return faults;
  },

  // Where a mouse could find a mark of a chart that says something: places [x, y].
  marks() {
    return [...document.querySelectorAll('#chart svg .role-mark path, #chart svg .role-mark line')]
      .map(shape => shape.getBoundingClientRect())
      .filter(box => box.width >= 1 || box.height >= 1)
      .map(box => [box.x + box.width / 2, box.y + box.height / 2]);
  },

  // The text of the tooltip that is shown; nothing if none is.
  tooltip() {
    const element = document.querySelector('#tip');
    return element && !element.hidden ? element.textContent.trim() : '';
  },
})
