// The card of a state or body: its seats on the day by grade, those of other days below, and who says so.
let returnTo = null;
const open = e => {
  if (!$('card').contains(document.activeElement)) returnTo = document.activeElement;
  chosen.entity = e;
  show();
  $('card').focus({preventScroll: true});
  $('card').scrollIntoView({block: 'nearest', behavior: still.matches ? 'auto' : 'smooth'});
};
const close = () => {
  if (!chosen.entity) return false;
  chosen.entity = null;
  show();
  if (returnTo && returnTo.isConnected) returnTo.focus({preventScroll: true});
  returnTo = null;
  return true;
};
const seatsOf = e => {
  const seats = [];
  for (let i = 0; i < count; i++) if (holderOf[i] === e.at || bodyOf[i] === e.at) seats.push(i);
  return seats;
};
const drawCard = () => {
  const e = chosen.entity,
    card = $('card');
  card.hidden = !e;
  if (!e) return card.replaceChildren();
  const seats = seatsOf(e);
  const cited = new Set();
  const then = seats.filter(seat => certainty(seat, chosen.day));
  const other = seats.filter(seat => !certainty(seat, chosen.day));
  const parts = [
    make(
      'button',
      {class: 'close', type: 'button', 'aria-label': 'Close the card', title: 'Close (Escape)', onclick: close},
      '×'
    ),
    make('h2', {}, make('bdi', {}, e.name)),
    make(
      'p',
      {class: 'facts'},
      make(
        'bdi',
        {},
        [e.name === e.short ? '' : e.short, ...e.others.filter(name => /\p{L}/u.test(name))].filter(Boolean).join(' · ')
      )
    )
  ];
  for (const [way, one] of [
    [seat => bodyOf[seat] === e.at, seat => entities[holderOf[seat]]],
    [seat => holderOf[seat] === e.at, seat => entities[bodyOf[seat]]]
  ]) {
    const mine = then.filter(way);
    for (const [grade, word] of data.grades.entries()) {
      const list = mine.filter(seat => kindOf[seat] >> 1 === grade);
      if (!list.length) continue;
      const sure = new Set(list.filter(seat => certainty(seat, chosen.day) === SURELY).map(one)).size;
      const all = new Set(list.map(one)).size;
      const heading =
        (e.isBody && way(list[0]) && bodyOf[list[0]] === e.at
          ? plural(all, word)
          : `${word[0].toUpperCase()}${word.slice(1)} of ${all}`) + (all > sure ? `, ${all - sure} only possibly` : '');
      parts.push(
        make('h3', {}, heading),
        make('ul', {class: 'seats'}, ...byName(list, one).map(seat => statement(seat, one(seat), cited)))
      );
    }
  }
  if (!then.length) parts.push(make('p', {}, `No seat on ${written(chosen.day)}.`));
  if (other.length) {
    const list = [...other].sort((a, b) => S1[a] - S1[b] || a - b);
    const more = make('details', {}, make('summary', {}, `At other times: ${plural(list.length, 'seat')}`));
    more.open = moreOpen;
    more.addEventListener('toggle', () => {
      moreOpen = more.open;
    });
    more.append(
      make(
        'ul',
        {class: 'seats'},
        ...list.map(seat =>
          statement(seat, entities[holderOf[seat] === e.at ? bodyOf[seat] : holderOf[seat]], cited, true)
        )
      )
    );
    parts.push(more);
  }
  parts.push(make('h3', {}, 'Sources'), sourceList(cited));
  card.setAttribute('aria-label', e.name);
  card.replaceChildren(...parts);
};
let moreOpen = false;
const byName = (list, one) => [...list].sort((a, b) => collate(one(a).short, one(b).short) || S1[a] - S1[b]);
// "Kyrgyzstan 1999-09-14/.. possibly [1] [4]"
const statement = (seat, e, cited, withGrade) => {
  const sources = data.cited[citedOf[seat]];
  for (const at of sources) cited.add(at);
  const isSuspended = kindOf[seat] & 1,
    sure = certainty(seat, chosen.day);
  const words = [
    withGrade ? data.grades[kindOf[seat] >> 1] : '',
    isSuspended ? 'suspended' : '',
    sure === POSSIBLY ? 'possibly' : ''
  ].filter(Boolean);
  const line = make(
    'li',
    {class: `${isSuspended ? 'suspended ' : ''}${sure === POSSIBLY ? 'maybe' : ''}`},
    named(e),
    ' ',
    make('span', {class: 'dates'}, spans[datesOf[seat]].text)
  );
  if (words.length) line.append(' ', make('em', {}, words.join(', ')));
  line.append(
    ' ',
    make('span', {class: 'marks'}, sources.length ? sources.map(at => `[${at + 1}]`).join(' ') : 'no source')
  );
  if (noteOf[seat]) line.append(make('small', {}, data.notes[noteOf[seat] - 1]));
  return line;
};
const sourceList = cited => {
  const list = make('ol', {class: 'sources'});
  for (const at of [...cited].sort((a, b) => a - b)) {
    const [title, publisher, date, address] = data.sources[at];
    const line = make('li', {value: at + 1}, make('bdi', {}, title));
    line.append(
      ['', publisher, date]
        .map(part => part || '')
        .filter(Boolean)
        .map(part => `. ${part}`)
        .join('')
        .replace(/^$/, '')
    );
    line.append('. ');
    if (address && /^https?:\/\//i.test(address))
      line.append(make('a', {href: address, rel: 'noopener noreferrer', target: '_blank'}, address));
    list.append(line);
  }
  return list.children.length ? list : make('p', {class: 'facts'}, 'None given.');
};
