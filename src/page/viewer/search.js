// The search: names, aliases and codes, whatever their case and accents.
const LETTERS = {ø: 'o', đ: 'd', ð: 'd', ł: 'l', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', þ: 'th', ə: 'a'};
const folded = text =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[øđðłßæœıþə]/g, c => LETTERS[c])
    .replace(/[’'`.,()-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const index = entities.map(e => [...new Set([e.name, e.short, e.id, ...e.others])].map(text => [folded(text), text]));
// A name that is it, then one that starts so, then a word that starts so, then any.
const fits = (key, asked) =>
  key === asked
    ? 0
    : key.startsWith(asked)
      ? 1
      : key.includes(' ' + asked)
        ? 2
        : asked.length > 2 && key.includes(asked)
          ? 3
          : 9;
const find = text => {
  const asked = folded(text);
  if (!asked) return [];
  const found = [];
  for (const e of entities) {
    let [least, by] = [9, ''];
    for (const [key, name] of index[e.at]) {
      const fit = fits(key, asked);
      if (fit < least) [least, by] = [fit, name];
    }
    if (least < 9) found.push({e, least, by});
  }
  return found.sort((a, b) => a.least - b.least || collate(a.e.name, b.e.name)).slice(0, 8);
};

const search = $('search'),
  list = $('found');
let at = -1;
const setUpSearch = () => {
  search.addEventListener('input', () => offer(find(search.value)));
  search.addEventListener('keydown', event => {
    const options = [...list.children].filter(one => one.role === 'option' || one.getAttribute('role') === 'option');
    if (event.key === 'ArrowDown' && options.length) mark(options, (at + 1) % options.length);
    else if (event.key === 'ArrowUp' && options.length) mark(options, (at + options.length - 1) % options.length);
    else if (event.key === 'Enter' && options.length) take(options[Math.max(0, at)]);
    else if (event.key === 'Escape' && !list.hidden) {
      offer(null);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  });
  search.addEventListener('blur', () =>
    setTimeout(() => {
      if (document.activeElement !== search) offer(null);
    }, 150)
  );
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (option) take(option);
  });
};
const offer = found => {
  at = -1;
  list.hidden = !found || !search.value.trim();
  search.setAttribute('aria-expanded', !list.hidden);
  search.removeAttribute('aria-activedescendant');
  list.replaceChildren(
    ...(found || []).map(({e, by}, i) => {
      const option = make('li', {role: 'option', id: 'option' + i, 'aria-selected': false}, make('bdi', {}, e.name));
      option.dataset.id = e.id;
      const other = by !== e.name ? by : e.short !== e.name ? e.short : '';
      if (other) option.append(make('small', {}, make('bdi', {}, other)));
      return option;
    })
  );
  if (found && !found.length) list.append(make('li', {class: 'none'}, 'Nobody on this page.'));
  if (!list.hidden) $('live').textContent = found.length ? plural(found.length, 'result') : 'Nobody on this page.';
};
const mark = (options, to) => {
  at = to;
  options.forEach((one, i) => one.setAttribute('aria-selected', i === to));
  search.setAttribute('aria-activedescendant', options[to].id);
  options[to].scrollIntoView({block: 'nearest'});
};
const take = option => {
  const e = byId.get(option.dataset.id);
  search.value = '';
  offer(null);
  open(e);
};
