// The legend, and the picture with it as a file of its own.
const drawLegend = () => {
  const entry = (mark, text) => make('span', {}, mark, text);
  const sample = (about, shape) => {
    const mark = svg('svg', {viewBox: '0 0 26 10', width: 26, height: 10, 'aria-hidden': true});
    mark.append(svg(shape, about));
    return mark;
  };
  const line = name => sample({d: 'M1 5H25', class: name}, 'path');
  const kinds = new Set(kindOf),
    grades = new Set(Array.from(kindOf, kind => kind >> 1));
  const keys = data.families.map(([family, words]) => entry(make('i', {class: 'dot f' + family}), words));
  keys.push(entry(make('i', {class: 'swatch'}), 'state, darker with more seats'));
  keys.push(entry(line('m'), 'member'));
  if (grades.has(2)) keys.push(entry(line('o'), 'observer'));
  const others = [...grades]
    .filter(grade => data.grades[grade] !== 'member' && data.grades[grade] !== 'observer')
    .sort()
    .map(grade => data.grades[grade]);
  if (others.length) keys.push(entry(line('p'), others.join(', ')));
  if ([...kinds].some(kind => kind & 1)) keys.push(entry(line('s'), 'suspended'));
  if (data.possible) keys.push(entry(line('m maybe'), 'only possibly'));
  $('legend').replaceChildren(...keys);
};

// Looks are written into the file, in the colours of white paper, as other programs know nothing of this style sheet.
const LOOKS_KEPT =
  'fill fill-opacity stroke stroke-opacity stroke-width stroke-dasharray stroke-linecap visibility font-size font-weight text-anchor display'.split(
    ' '
  );
const saved = () => {
  const root = document.documentElement,
    theme = root.dataset.theme;
  root.dataset.theme = 'light';
  const copy = net.cloneNode(true);
  const from = [net, ...net.querySelectorAll('*')];
  [copy, ...copy.querySelectorAll('*')].forEach((one, i) => {
    const style = getComputedStyle(from[i]);
    for (const key of LOOKS_KEPT) if (key !== 'display' || style.display === 'none') one.setAttribute(key, style[key]);
    for (const key of ['class', 'tabindex', 'role', 'data-at', 'style', 'aria-label', 'id']) one.removeAttribute(key);
  });
  for (const one of copy.querySelectorAll('[display=none]')) one.remove();
  const [x, y, w, h] = net.getAttribute('viewBox').split(' ').map(Number);
  const {keys, rows} = savedLegend(x, y + h + 8, w);
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  const head = 30,
    height = h + head + rows * 11 + 18;
  const title = svg('title');
  title.textContent = `${data.title}, ${written(chosen.day)}`;
  copy.prepend(
    title,
    svg('rect', {x, y: y - head, width: w, height, fill: '#fff'}),
    words(title.textContent, x + 6, y - head + 18, 13, 'bold'),
    ...keys,
    words(data.stamp, x + 6, y + h + rows * 11 + 10, 6)
  );
  const about = {viewBox: [x, y - head, w, height].join(' '), width: w * 1.6, height: height * 1.6};
  for (const [key, value] of Object.entries(about)) copy.setAttribute(key, value);
  copy.setAttribute('font-family', "Helvetica, Arial, 'Liberation Sans', sans-serif");
  return new XMLSerializer().serializeToString(copy);
};
const words = (text, x, y, size, weight = 'normal') => {
  const line = svg('text', {x, y, 'font-size': size, 'font-weight': weight, fill: '#1A1A1A'});
  line.textContent = text;
  return line;
};
// The marks of the legend one after another, in as many rows as they need.
const savedLegend = (x, y, width) => {
  const keys = [];
  let [left, row] = [6, 0];
  for (const entry of $('legend').children) {
    const mark = entry.firstElementChild,
      line = mark.firstElementChild,
      style = getComputedStyle(line || mark);
    const text = entry.textContent,
      needed = 26 + text.length * 3.6;
    if (left + needed > width && left > 6) [left, row] = [6, row + 1];
    const [from, at] = [x + left, y + row * 11];
    keys.push(
      line
        ? svg('path', {
            d: `M${from} ${at}h12`,
            stroke: style.stroke,
            'stroke-dasharray': style.strokeDasharray,
            'stroke-opacity': style.strokeOpacity
          })
        : svg('circle', {
            cx: from + 6,
            cy: at,
            r: 3.2,
            fill: mark.className === 'swatch' ? style.getPropertyValue('--tint') : style.backgroundColor
          }),
      words(text, from + 16, at + 2.3, 6.5)
    );
    left += needed;
  }
  return {keys, rows: row + 1};
};
