// The overlap of the bodies picked: who sits in all of them, and who in which of them alone, by name.
const counters = [];
const setUpPicks = () => {
  for (const body of bodies) {
    const box = make('input', {
      type: 'checkbox',
      value: body.id,
      onchange: () => {
        if (box.checked) chosen.picks.add(body);
        else chosen.picks.delete(body);
        chosen.entity = null;
        show();
      }
    });
    const number = make('span', {class: 'number'});
    counters.push({box, number});
    $('choices').append(
      make(
        'label',
        {title: body.name},
        box,
        make('span', {class: 'dot f' + body.family}),
        make('bdi', {}, body.short),
        number
      )
    );
  }
  $('grades').hidden = gradesHere.length < 2;
  for (const grade of gradesHere) {
    const word = data.grades[grade];
    const box = make('input', {
      type: 'checkbox',
      value: word,
      onchange: () => {
        if (box.checked) chosen.grades.add(grade);
        else chosen.grades.delete(grade);
        show();
      }
    });
    box.dataset.grade = grade;
    $('kinds').append(make('label', {}, box, word));
  }
};
const drawPicks = () => {
  counters.forEach(({box, number}, at) => {
    const text = surely[at] + (possibly[at] ? ` +${possibly[at]}?` : '');
    if (number.textContent !== text) number.textContent = text;
    box.checked = chosen.picks.has(bodies[at]);
  });
  for (const box of $('kinds').querySelectorAll('input')) box.checked = chosen.grades.has(Number(box.dataset.grade));
};

// Everybody by the bodies in which they surely sit; who may sit in another of them is told apart.
const regions = picks => {
  const found = new Map();
  const doubtful = [];
  for (const e of entities) {
    const certainties = picks.map(body => held(e, body));
    if (certainties.includes(POSSIBLY)) doubtful.push({e, certainties});
    const key = certainties.map(c => (c === SURELY ? 1 : 0)).join('');
    if (!key.includes('1')) continue;
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(e);
  }
  return {found, doubtful};
};
const bySize = (a, b) => b.length - a.length;
const drawOverlap = () => {
  const picks = bodies.filter(body => chosen.picks.has(body)),
    to = $('overlap');
  to.hidden = !picks.length;
  if (!picks.length) return to.replaceChildren();
  const {found, doubtful} = regions(picks);
  const names = picks.map(body => body.short);
  const all = '1'.repeat(picks.length);
  const shared = found.get(all) || [];
  const union = [...found.values()].reduce((n, list) => n + list.length, 0);
  const maybe = doubtful.filter(one => one.certainties.every(c => c > 0)).map(one => one.e);
  const parts = [
    make('h2', {}, picks.length === 1 ? `In ${names[0]}: ${shared.length}` : `In ${listed(names)}: ${shared.length}`)
  ];
  parts.push(namesOf(shared, 'Nobody surely.'));
  if (maybe.length)
    parts.push(make('p', {class: 'maybe'}, 'Possibly too: ', ...spaced(sorted(maybe).map(e => named(e)))));
  if (picks.length > 1) {
    const jaccard = union ? (shared.length / union).toFixed(2) : 'none';
    parts.push(make('p', {class: 'facts'}, `${shared.length} of ${union} in any of them; Jaccard ${jaccard}`));
    parts.push(
      make(
        'p',
        {class: 'facts'},
        picks
          .map(
            body =>
              `${shared.length} of ${surely[body.at]} in ${body.short}${surely[body.at] ? ` (${Math.round((shared.length / surely[body.at]) * 100)} %)` : ''}`
          )
          .join(' · ')
      )
    );
    const keys = [...found.keys()]
      .filter(key => key !== all)
      .sort((a, b) => bySize(found.get(a), found.get(b)) || (a < b ? 1 : -1));
    for (const key of keys) {
      const inside = names.filter((_, at) => key[at] === '1'),
        list = found.get(key);
      parts.push(make('h3', {}, `Only in ${listed(inside)}: ${list.length}`), namesOf(list, ''));
    }
    const other = doubtful.filter(one => !maybe.includes(one.e));
    if (other.length) {
      parts.push(
        make('h3', {}, 'Not certain'),
        make(
          'ul',
          {class: 'maybe'},
          ...other.map(one =>
            make(
              'li',
              {},
              named(one.e),
              ' possibly in ',
              listed(names.filter((_, at) => one.certainties[at] === POSSIBLY))
            )
          )
        )
      );
    }
  }
  to.replaceChildren(...parts);
};
const listed = names => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
const collate = new Intl.Collator('en').compare;
const sorted = list => [...list].sort((a, b) => collate(a.short, b.short));
const namesOf = (list, none) =>
  list.length
    ? make('p', {class: 'names'}, ...spaced(sorted(list).map(e => named(e))))
    : make('p', {class: 'facts'}, none);
