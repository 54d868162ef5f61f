// The same in words: every seat of the day as a table, and for paper the members of every body with the sources.
const GRID_ROWS = 1500;
const drawTable = () => {
  const isOpen = chosen.table;
  $('table').hidden = !isOpen;
  $('picture').hidden = isOpen;
  $('zoom').hidden = isOpen;
  $('asnet').setAttribute('aria-pressed', !isOpen);
  $('astable').setAttribute('aria-pressed', isOpen);
  if (!isOpen) return;
  const wanted = chosen.picks.size ? bodies.filter(body => chosen.picks.has(body)) : bodies;
  const rows = [],
    cited = new Set();
  let left = 0;
  for (const body of wanted) {
    const seats = byName(seatsThen(body), seat => entities[holderOf[seat]]).sort((a, b) => kindOf[a] - kindOf[b]);
    for (const seat of seats) {
      if (rows.length >= GRID_ROWS) {
        left++;
        continue;
      }
      const sure = certainty(seat, chosen.day),
        sources = data.cited[citedOf[seat]],
        isSuspended = kindOf[seat] & 1;
      const [from, to] = spans[datesOf[seat]].text.split('/');
      for (const source of sources) cited.add(source);
      rows.push(
        make(
          'tr',
          {class: `${sure === POSSIBLY ? 'maybe' : ''}${isSuspended ? ' suspended' : ''}`},
          make('td', {}, named(body)),
          make('th', {scope: 'row'}, named(entities[holderOf[seat]])),
          make('td', {}, data.grades[kindOf[seat] >> 1] + (isSuspended ? ' (suspended)' : '')),
          make('td', {class: 'dates'}, from),
          make('td', {class: 'dates'}, to ?? from),
          make('td', {}, sure === SURELY ? 'surely' : 'possibly'),
          make('td', {class: 'marks'}, sources.map(source => `[${source + 1}]`).join(' ') || 'none')
        )
      );
    }
  }
  const heads = ['Body', 'Who', 'Grade', 'From', 'Until', 'How sure', 'Sources'];
  const caption = `${plural(rows.length + left, 'statement')} on ${written(chosen.day)}${chosen.picks.size ? ' in the bodies picked' : ''}${left ? `; ${left} more if fewer bodies are picked` : ''}`;
  const grid = make(
    'table',
    {},
    make('caption', {}, caption),
    make('thead', {}, make('tr', {}, ...heads.map(head => make('th', {scope: 'col'}, head)))),
    make('tbody', {}, ...rows)
  );
  $('table').replaceChildren(
    make('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Seats'}, grid),
    make('h2', {}, 'Sources'),
    sourceList(cited)
  );
};
const seatsThen = body =>
  pairsOf[body.at].length
    ? Array.from(range(body)).filter(seat => chosen.grades.has(kindOf[seat] >> 1) && certainty(seat, chosen.day))
    : [];
// The seats of a body follow one another.
const starts = bodies.map(body => bodyOf.indexOf(body.at));
function* range(body) {
  for (let i = starts[body.at]; i >= 0 && i < count && bodyOf[i] === body.at; i++) yield i;
}
const drawPrinted = () => {
  const cited = new Set();
  const rows = bodies.map(body => {
    const sure = [],
      maybe = [];
    for (const p of pairsOf[body.at]) if (now[p]) (now[p] === SURELY ? sure : maybe).push(p);
    for (const seat of seatsThen(body)) for (const source of data.cited[citedOf[seat]]) cited.add(source);
    const words = list =>
      list
        .map(p => {
          const seat = best[p],
            word = kindOf[seat] >> 1 ? data.grades[kindOf[seat] >> 1] : '';
          const more = [word, kindOf[seat] & 1 ? 'suspended' : ''].filter(Boolean).join(', ');
          return entities[pairHolder[p]].short + (more ? ` (${more})` : '');
        })
        .sort(collate)
        .join(', ');
    return make(
      'tr',
      {},
      make('th', {scope: 'row'}, make('bdi', {}, body.short)),
      make('td', {class: 'number'}, String(sure.length)),
      make('td', {}, words(sure) || 'Nobody', maybe.length ? make('em', {}, ` Possibly: ${words(maybe)}`) : '')
    );
  });
  const grid = make(
    'table',
    {},
    make('caption', {}, `Who sits in which body on ${written(chosen.day)}`),
    make('thead', {}, make('tr', {}, ...['Body', 'Seats', 'Who'].map(head => make('th', {scope: 'col'}, head)))),
    make('tbody', {}, ...rows)
  );
  $('printed').replaceChildren(grid, make('h2', {}, 'Sources'), sourceList(cited));
};
