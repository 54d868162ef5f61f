// The network: everybody stands where they stand on every day; only what a day changes is touched.
const net = $('net');
const TYPE = 8,
  LEADING = 1.16;
// Ties of one body that look alike are one path: few elements, however many ties there are.
const STYLES = ['m', 'o', 'p', 's'],
  LOOKS = 16;
const styleOf = seat =>
  kindOf[seat] & 1
    ? 3
    : Math.min(2, kindOf[seat] >> 1 === 0 ? 0 : data.grades[kindOf[seat] >> 1] === 'observer' ? 1 : 2);
const lines = Array.from({length: pairs}, (_, p) => {
  const [a, b] = [entities[pairHolder[p]], entities[pairBody[p]]];
  return `M${a.x} ${a.y}L${b.x} ${b.y}`;
});
const pairsOf = bodies.map(() => []);
for (let p = 0; p < pairs; p++) pairsOf[pairBody[p]].push(p);
const drawn = new Uint8Array(pairs);
const tieGroups = [],
  nodes = [];
// The area of a circle follows its seats, and no circle is smaller than its name.
const perRoot = Math.min(...bodies.map(body => body.w / Math.sqrt(body.most)));
const diameter = (body, n) => Math.min(body.w, Math.max(body.h, perRoot * Math.sqrt(n)));
const mostSeats = Math.max(1, data.bodies);

const setUpNetwork = () => {
  net.style.setProperty('--d', Math.max(1, data.size[0] / 500));
  const margin = 6,
    [width, height] = data.size;
  net.setAttribute('viewBox', [-margin, -margin, width + 2 * margin, height + 2 * margin].join(' '));
  const ties = net.appendChild(svg('g', {class: 'ties'}));
  for (const body of bodies) tieGroups.push({group: ties.appendChild(svg('g', {class: 'f' + body.family})), paths: []});
  const all = net.appendChild(svg('g'));
  for (const e of entities) nodes.push(all.appendChild(drawNode(e)));
  nodes[0].setAttribute('tabindex', 0);
  net.addEventListener('click', event => {
    const node = event.target.closest('.node');
    if (node) open(entities[node.dataset.at]);
  });
  // What is said on pointing at it is that which is read out.
  net.addEventListener('pointerover', event => {
    const node = event.target.closest('.node');
    if (node) node.lastChild.textContent = node.getAttribute('aria-label');
  });
  net.addEventListener('keydown', event => {
    const node = event.target.closest('.node');
    if (!node) return;
    const from = entities[node.dataset.at];
    if (event.key === 'Enter' || event.key === ' ') open(from);
    else if (event.key.startsWith('Arrow')) rove(neighbour(from, event.key) || from);
    else return;
    event.preventDefault();
  });
};
const looksOf = e => 'node' + (e.isBody ? ` body f${e.family}` : ' state') + (e.at < data.bodies ? ' asked' : '');
const drawNode = e => {
  const node = svg('g', {
    class: looksOf(e),
    tabindex: -1,
    role: 'button',
    'data-at': e.at
  });
  const [x, y] = [e.x - e.w / 2, e.y - e.h / 2];
  if (e.isBody) {
    node.append(svg('circle', {class: 'halo', cx: e.x, cy: e.y}), svg('circle', {class: 'disc', cx: e.x, cy: e.y}));
  } else {
    const box = {x, y, width: e.w, height: e.h, rx: 2.2};
    node.append(svg('rect', {class: 'box', ...box}), svg('rect', {class: 'tint', 'fill-opacity': 0, ...box}));
  }
  const first = e.y - (TYPE * LEADING * (e.lines.length - 1)) / 2 + TYPE * 0.36;
  e.lines.forEach((line, i) => {
    const text = svg('text', {x: e.x, y: (first + i * TYPE * LEADING).toFixed(1)});
    text.textContent = line;
    node.append(text);
  });
  node.append(svg('title'));
  return node;
};

// The nearest in a direction, with those straight ahead first.
const neighbour = (from, key) => {
  const [dx, dy] = {ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[key];
  let [nearest, least] = [null, Infinity];
  for (const e of entities) {
    const [x, y] = [e.x - from.x, e.y - from.y];
    const along = x * dx + y * dy,
      aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0 || nodes[e.at].classList.contains('gone')) continue;
    if (along + 2.5 * aside < least) [nearest, least] = [e, along + 2.5 * aside];
  }
  return nearest;
};
let stop = 0;
const rove = e => {
  nodes[stop].setAttribute('tabindex', -1);
  stop = e.at;
  nodes[stop].setAttribute('tabindex', 0);
  nodes[stop].focus();
};

// Whom the reader looks at: an entity with its neighbours, else the bodies picked with those who sit in all of them.
const lit = new Uint8Array(entities.length);
const light = () => {
  lit.fill(0);
  const picks = [...chosen.picks];
  if (chosen.entity) {
    lit[chosen.entity.at] = 1;
    for (let p = 0; p < pairs; p++) {
      if (now[p] && (pairHolder[p] === chosen.entity.at || pairBody[p] === chosen.entity.at))
        lit[pairHolder[p]] = lit[pairBody[p]] = 1;
    }
  } else {
    for (const body of picks) lit[body.at] = 1;
    if (picks.length) for (const e of entities) if (picks.every(body => held(e, body))) lit[e.at] = 1;
  }
  return chosen.entity !== null || picks.length > 0;
};
const isLit = p =>
  chosen.entity
    ? pairHolder[p] === chosen.entity.at || pairBody[p] === chosen.entity.at
    : lit[pairHolder[p]] && chosen.picks.has(entities[pairBody[p]]);

// Bits of a tie: drawn, sure, style, lit.
const drawNetwork = () => {
  const focused = light();
  net.classList.toggle('focused', focused);
  const touched = new Uint8Array(bodies.length);
  for (let p = 0; p < pairs; p++) {
    const code = now[p] ? 1 + (now[p] - 1) * 4 + styleOf(best[p]) + (focused && isLit(p) ? 8 : 0) : 0;
    if (code !== drawn[p]) touched[pairBody[p]] = 1;
    drawn[p] = code;
  }
  for (const body of bodies) if (touched[body.at]) drawTies(body);
  for (const e of entities) drawState(e, focused);
};
const drawTies = body => {
  const parts = Array.from({length: LOOKS}, () => []);
  for (const p of pairsOf[body.at]) if (drawn[p]) parts[drawn[p] - 1].push(lines[p]);
  const {group, paths} = tieGroups[body.at];
  parts.forEach((part, at) => {
    if (!part.length && !paths[at]) return;
    if (!paths[at]) {
      paths[at] = svg('path', {class: `${STYLES[at % 4]}${at % 8 < 4 ? ' maybe' : ''}${at > 7 ? ' lit' : ''}`});
      group.append(paths[at]);
    }
    const all = part.join('');
    if (paths[at].getAttribute('d') !== all) paths[at].setAttribute('d', all);
  });
};
const shown = entities.map(() => '');
const drawState = (e, focused) => {
  const [sure, maybe] = [surely[e.at], possibly[e.at]];
  const there = sure || holdsSeats(e) ? '' : maybe ? ' maybe' : ' gone';
  const focus = focused ? (lit[e.at] ? ' lit' : ' dim') : '';
  const classes = there + focus + (e === chosen.entity ? ' open' : '') + (chosen.picks.has(e) ? ' picked' : '');
  const state = `${sure} ${maybe}${classes}`;
  if (state === shown[e.at]) return;
  shown[e.at] = state;
  const node = nodes[e.at];
  if (node.getAttribute('class') !== looksOf(e) + classes) node.setAttribute('class', looksOf(e) + classes);
  if (e.isBody) {
    const r = diameter(e, sure) / 2;
    node.children[0].setAttribute('r', (r + 1.2).toFixed(1));
    node.children[1].setAttribute('r', r.toFixed(1));
  } else {
    node.children[1].setAttribute(
      'fill-opacity',
      sure ? (0.06 + 0.94 * Math.min(1, (sure - 1) / Math.max(1, tintTop - 1))).toFixed(2) : 0
    );
  }
  node.setAttribute('aria-label', `${e.name}: ${plural(sure, 'seat')}${maybe ? `, ${maybe} only possibly` : ''}`);
};
// A body that was asked for counts who sits in it, and may sit in another itself.
const holdsSeats = e => e.at < data.bodies && bodies.some(body => held(e, body));
// The tint grows to the most seats that any state has among all that it ever held, so that it means the same on every day.
const tintTop = (() => {
  const ever = new Int32Array(entities.length);
  for (let p = 0; p < pairs; p++) ever[pairHolder[p]]++;
  return Math.max(1, ...entities.filter(e => !e.isBody).map(e => ever[e.at]));
})();

// Larger and smaller by width alone, so that scrolling works as everywhere.
const zoom = by => {
  const width = net.clientWidth * by;
  net.style.minWidth = '0';
  net.style.width = by ? Math.min(6000, Math.max(300, width)) + 'px' : '100%';
};
