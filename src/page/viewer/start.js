// Everything is shown anew when a choice changes; the address of the page keeps the choices.
let shownDay = NaN,
  before = new Uint8Array(pairs),
  later = 0;
const show = () => {
  const was = now.slice();
  look();
  drawNetwork();
  drawPicks();
  drawOverlap();
  drawCard();
  drawTable();
  slider.value = chosen.day;
  slider.setAttribute('aria-valuetext', written(chosen.day));
  if (document.activeElement !== dayField) dayField.value = written(chosen.day);
  $('wrong').textContent = '';
  dayField.removeAttribute('aria-invalid');
  drawStatus();
  if (later === 0) before = was;
  clearTimeout(later);
  later = setTimeout(settle, 250);
};
// What is printed is written when it is.
const paper = matchMedia('print');
// What need not keep pace with a dragged slider.
const settle = () => {
  later = 0;
  if (!Number.isNaN(shownDay) && shownDay !== chosen.day) $('live').textContent = told(before, chosen.day);
  shownDay = chosen.day;
  if (paper.matches) drawPrinted();
  keep();
};
const drawStatus = () => {
  let [seats, maybe] = [0, 0];
  for (const body of bodies) [seats, maybe] = [seats + surely[body.at], maybe + possibly[body.at]];
  const there = entities.filter(e => !e.isBody && surely[e.at]).length;
  const words = chosen.grades.size === 1 ? data.grades[[...chosen.grades][0]] + ' ' : '';
  $('status').replaceChildren(
    make('strong', {}, written(chosen.day)),
    ` ${plural(there, 'state')} ${there === 1 ? 'holds' : 'hold'} ${seats} ${words}${seats === 1 ? 'seat' : 'seats'} in ${plural(bodies.length, 'body')}${maybe ? `, and possibly ${maybe} more` : ''}`
  );
};

const keep = () => {
  const parts = ['d=' + written(chosen.day)];
  if (chosen.picks.size)
    parts.push(
      'b=' +
        bodies
          .filter(body => chosen.picks.has(body))
          .map(body => encodeURIComponent(body.id))
          .join(',')
    );
  if (chosen.entity) parts.push('e=' + encodeURIComponent(chosen.entity.id));
  if (chosen.grades.size !== gradesHere.length)
    parts.push('g=' + [...chosen.grades].map(grade => data.grades[grade]).join(','));
  if (chosen.table) parts.push('v=table');
  const hash = '#' + parts.join('&');
  // Where a page is shown inside another, it may not have an address of its own.
  try {
    if (location.hash !== hash) history.replaceState(null, '', hash);
  } catch {
    /* the choices are kept in memory */
  }
};
const recall = () => {
  const given = new Map(
    location.hash
      .slice(1)
      .split('&')
      .map(part => part.split('=', 2))
  );
  const list = key =>
    (given.get(key) || '').split(',').map(part => {
      try {
        return decodeURIComponent(part);
      } catch {
        return '';
      }
    });
  const parts = /^(-?\d{4})-(\d\d)-(\d\d)$/.exec(given.get('d') || '');
  const day = parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : NaN;
  if (day >= firstDay && day <= lastDay) chosen.day = day;
  chosen.picks = new Set(
    list('b')
      .map(id => byId.get(id))
      .filter(e => e && e.at < data.bodies)
  );
  chosen.entity = byId.get(list('e')[0]) || null;
  const grades = list('g')
    .map(word => data.grades.indexOf(word))
    .filter(grade => grade >= 0);
  chosen.grades = new Set(grades.length ? grades : gradesHere);
  chosen.table = given.get('v') === 'table';
};

const setUpTools = () => {
  $('asnet').addEventListener('click', () => {
    chosen.table = false;
    show();
  });
  $('astable').addEventListener('click', () => {
    chosen.table = true;
    show();
  });
  $('smaller').addEventListener('click', () => zoom(1 / 1.3));
  $('larger').addEventListener('click', () => zoom(1.3));
  $('fit').addEventListener('click', () => zoom(0));
  $('save').addEventListener('click', () => {
    const address = URL.createObjectURL(new Blob([saved()], {type: 'image/svg+xml'}));
    make('a', {href: address, download: `comity-${written(chosen.day)}.svg`}).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  });
  $('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.defaultPrevented && close()) event.preventDefault();
  });
  addEventListener('hashchange', () => {
    recall();
    show();
  });
  addEventListener('beforeprint', drawPrinted);
  paper.addEventListener('change', () => paper.matches && drawPrinted());
};

setUpNetwork();
setUpTime();
setUpPicks();
setUpSearch();
setUpTools();
drawLegend();
recall();
show();
