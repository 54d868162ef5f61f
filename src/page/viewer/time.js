// The days: who sits where on the one that is shown, and how to get to another.
const [firstDay, lastDay] = data.days;
const changeDays = (() => {
  const days = new Set();
  for (const span of spans) {
    for (const day of [span.s1, span.s2, span.e1 < EVER ? span.e1 + 1 : EVER, span.e2 < EVER ? span.e2 + 1 : EVER]) {
      if (day > firstDay && day <= lastDay) days.add(day);
    }
  }
  days.add(firstDay);
  return Int32Array.from(days).sort();
})();

// Of a pair: its best seat (the surest, then of the fullest grade) and how sure that is; of an entity: how many.
const now = new Uint8Array(pairs),
  best = new Int32Array(pairs);
const surely = new Int32Array(entities.length),
  possibly = new Int32Array(entities.length);
const look = () => {
  const rank = new Uint8Array(pairs);
  now.fill(0);
  surely.fill(0);
  possibly.fill(0);
  const counts = data.grades.map((_, grade) => chosen.grades.has(grade));
  for (let i = 0; i < count; i++) {
    const grade = kindOf[i] >> 1;
    if (!counts[grade]) continue;
    const sure = certainty(i, chosen.day);
    if (!sure) continue;
    const p = pairOf[i],
      worth = sure * 16 + 15 - grade;
    if (worth > rank[p]) {
      rank[p] = worth;
      now[p] = sure;
      best[p] = i;
    }
  }
  for (let p = 0; p < pairs; p++) {
    if (!now[p]) continue;
    const among = now[p] === SURELY ? surely : possibly;
    among[pairHolder[p]] += pairHolder[p] < data.bodies ? 0 : 1;
    among[pairBody[p]]++;
  }
};
const held = (e, body) => {
  const p = pairAt[e.at * data.bodies + body.at];
  return p < 0 ? 0 : now[p];
};

// What changed between two looks, in words for those who do not see it.
const told = (was, day) => {
  const sentences = [];
  for (const body of bodies) {
    const [came, left] = [[], []];
    for (const e of entities) {
      const p = pairAt[e.at * data.bodies + body.at];
      if (p < 0 || (was[p] === SURELY) === (now[p] === SURELY)) continue;
      (now[p] === SURELY ? came : left).push(e.short);
    }
    if (came.length) sentences.push(`${body.short} gains ${few(came)}, now ${surely[body.at]}`);
    if (left.length) sentences.push(`${body.short} loses ${few(left)}, now ${surely[body.at]}`);
  }
  const more = sentences.length > 6 ? ` And ${plural(sentences.length - 6, 'more change')}.` : '';
  return `${written(day)}. ${sentences.length ? sentences.slice(0, 6).join('. ') + '.' + more : 'Nothing surely changes.'}`;
};
const few = names =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

// The next day of change in a direction.
const changeFrom = (day, step) => {
  let low = 0,
    high = changeDays.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changeDays[middle] < day || (step > 0 && changeDays[middle] === day)) low = middle + 1;
    else high = middle;
  }
  const at = step > 0 ? low : low - 1;
  return at < 0 ? firstDay : at < changeDays.length ? changeDays[at] : lastDay;
};
const goTo = day => {
  const to = Math.min(lastDay, Math.max(firstDay, day));
  if (to === chosen.day) return;
  chosen.day = to;
  show();
};

const slider = $('slider'),
  dayField = $('day');
const setUpTime = () => {
  slider.min = firstDay;
  slider.max = lastDay;
  slider.addEventListener('input', () => goTo(Number(slider.value)));
  slider.addEventListener('keydown', event => {
    const steps = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 366, PageDown: -366};
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    goTo(event.shiftKey || Math.abs(step) > 1 ? chosen.day + step : changeFrom(chosen.day, step));
  });
  $('back').addEventListener('click', () => goTo(changeFrom(chosen.day, -1)));
  $('next').addEventListener('click', () => goTo(changeFrom(chosen.day, 1)));
  dayField.addEventListener('change', () => {
    const parts = /^\s*(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?\s*$/.exec(dayField.value);
    const day = parts ? dayOf(Number(parts[1]), Number(parts[2] || 1), Number(parts[3] || 1)) : NaN;
    const fits = day >= firstDay && day <= lastDay;
    dayField.setAttribute('aria-invalid', !fits);
    $('wrong').textContent = Number.isNaN(day)
      ? 'Write a day as 2014-05-20, or a month or year for its first day.'
      : fits
        ? ''
        : `This page knows the days from ${written(firstDay)} to ${written(lastDay)}.`;
    if (fits) goTo(day);
    if (fits) dayField.value = written(chosen.day);
  });
  dayField.addEventListener('keydown', event => {
    if (event.key === 'Escape') dayField.value = written(chosen.day);
  });
  setUpPlay();
  drawTicks();
};

// Who asked for less motion goes from change to change by single steps.
const still = matchMedia('(prefers-reduced-motion: reduce)');
let playing = 0;
const play = on => {
  clearInterval(playing);
  playing = on
    ? setInterval(() => {
        if (chosen.day >= lastDay || document.hidden) play(false);
        else goTo(changeFrom(chosen.day, 1));
      }, 900)
    : 0;
  $('play').textContent = still.matches ? 'Step' : on ? 'Pause' : 'Play';
};
const setUpPlay = () => {
  $('play').addEventListener('click', () => {
    if (still.matches) return goTo(changeFrom(chosen.day, 1));
    if (!playing && chosen.day >= lastDay) goTo(firstDay);
    play(!playing);
  });
  still.addEventListener('change', () => play(false));
  play(false);
};

// A mark at every day of change, and some years below.
const drawTicks = () => {
  const length = Math.max(1, lastDay - firstDay);
  $('ticks').setAttribute('viewBox', '0 0 1000 10');
  const at = day => (((day - firstDay) / length) * 1000).toFixed(1);
  const marks = [...new Set(Array.from(changeDays, at))];
  $('ticks').append(svg('path', {d: marks.map(x => `M${x} 0V10`).join('')}));
  const [from, to] = [firstDay, lastDay].map(day => new Date(day * 864e5).getUTCFullYear());
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find(years => (to - from) / years <= 7) || 1000;
  for (let year = Math.ceil((from + (from === to ? 0 : 0.01)) / step) * step; year <= to; year += step) {
    const label = make('span', {}, String(year));
    const x = ((dayOf(year, 1, 1) - firstDay) / length) * 100;
    if (x < 2 || x > 98) continue;
    label.style.left = x + '%';
    $('years').append(label);
  }
};
