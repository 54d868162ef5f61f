// What the page holds, unpacked; `data.rs` writes it. All texts are data: they reach the page as `textContent` alone.
//
// entities: [slug, short name, name or 0, family or −1, [x, y, width, height], most, other names, lines]
// dates: [first, last] or [first, first at the latest, last at the earliest, last, text]
// sources: [title, publisher or 0, date or 0, address or 0]; cited: lists of sources
// seats: holder, body, 2 × grade + suspended, dates, cited, note + 1; six numbers a seat
const unpacked = async text => {
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
};
const $ = id => document.getElementById(id);
if (!('DecompressionStream' in window)) {
  $('status').textContent = 'This page needs a browser of 2023 or later.';
  return;
}
const data = await unpacked($('data').textContent);
const EVER = 2147483647;
const entities = data.entities.map((e, at) => ({
  at,
  id: e[0],
  short: e[1],
  name: e[2] || e[1],
  family: e[3],
  isBody: e[3] >= 0,
  x: e[4][0],
  y: e[4][1],
  w: e[4][2],
  h: e[4][3],
  most: e[5],
  others: e[6],
  lines: e[7].length ? e[7] : [e[1]]
}));
const bodies = entities.slice(0, data.bodies);
const byId = new Map(entities.map(e => [e.id, e]));

// Days as numbers since 1970-01-01, and as written.
const written = day => {
  const date = new Date(day * 864e5),
    year = date.getUTCFullYear();
  const four = String(Math.abs(year)).padStart(4, '0');
  return (year < 0 ? '-' : '') + four + '-' + date.toISOString().slice(-19, -14);
};
const dayOf = (year, month, date) => {
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, date);
  const same = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return same ? Math.round(at / 864e5) : NaN;
};

// Seats, a column a field.
const count = data.seats.length / 6;
const column = at => Int32Array.from({length: count}, (_, i) => data.seats[6 * i + at]);
const [holderOf, bodyOf, kindOf, datesOf, citedOf, noteOf] = [0, 1, 2, 3, 4, 5].map(column);
const spans = data.dates.map(d =>
  d.length === 2
    ? {
        s1: d[0] ?? -EVER,
        s2: d[0] ?? -EVER,
        e1: d[1] ?? EVER,
        e2: d[1] ?? EVER,
        text: (d[0] === null ? '..' : written(d[0])) + '/' + (d[1] === null ? '..' : written(d[1]))
      }
    : {s1: d[0] ?? -EVER, s2: d[1] ?? -EVER, e1: d[2] ?? EVER, e2: d[3] ?? EVER, text: d[4]}
);
const spanColumn = key => Int32Array.from(datesOf, at => spans[at][key]);
const [S1, S2, E1, E2] = ['s1', 's2', 'e1', 'e2'].map(spanColumn);

// 2 surely, 1 possibly, 0 not: an end somewhere between two days is certain only outside them.
const POSSIBLY = 1,
  SURELY = 2;
const certainty = (seat, day) =>
  day >= S2[seat] && day <= E1[seat] ? SURELY : data.possible && day >= S1[seat] && day <= E2[seat] ? POSSIBLY : 0;

// The grades on this page; all of them count at first.
const gradesHere = data.grades.map((_, grade) => grade).filter(grade => kindOf.some(kind => kind >> 1 === grade));

// A pair is a holder and a body; its seats follow one another.
const pairOf = new Int32Array(count);
const pairHolder = [],
  pairBody = [];
for (let i = 0; i < count; i++) {
  if (!i || holderOf[i] !== holderOf[i - 1] || bodyOf[i] !== bodyOf[i - 1]) {
    pairHolder.push(holderOf[i]);
    pairBody.push(bodyOf[i]);
  }
  pairOf[i] = pairHolder.length - 1;
}
const pairs = pairHolder.length;
const pairAt = new Int32Array(entities.length * data.bodies).fill(-1);
for (let p = 0; p < pairs; p++) pairAt[pairHolder[p] * data.bodies + pairBody[p]] = p;

// Elements, without any text ever being read as markup.
const make = (tag, about = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(about)) {
    if (key === 'class') made.className = value;
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value !== false) made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...inside.filter(one => one !== null && one !== ''));
  return made;
};
const svg = (tag, about = {}) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(about)) made.setAttribute(key, value);
  return made;
};
const named = (e, full) => {
  const name = make('button', {class: 'name', type: 'button', onclick: () => open(e)});
  name.append(make('bdi', {}, full ? e.name : e.short));
  return name;
};
const spaced = list => list.flatMap((one, i) => (i ? [' ', one] : [one]));
const plural = (n, word) => n + ' ' + (n === 1 ? word : word.endsWith('y') ? word.slice(0, -1) + 'ies' : word + 's');

// What the reader chose; everything else follows from it.
const chosen = {
  day: data.days[2],
  picks: new Set(),
  entity: null,
  grades: new Set(gradesHere),
  table: false
};
