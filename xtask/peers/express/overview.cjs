// What the overview says, from the lines of its statement, as portal/src/record/glance and
// app/src/pages/record/overview have it.
//
// A day is its text, `2026-11-30`: such texts are in order as days are.
const { readFileSync } = require('node:fs');
const shown = require('../page.json');

// What the portal hands over: the statement, the library, the classes, what codes stand for.
const told = JSON.parse(readFileSync(process.env.PEER_OVERVIEW, 'utf8'));
// The classes of which something goes before the record does.
const BY_CALENDAR = told.classes.filter((one) => one.days !== null).map((one) => one.number);
const CLASS_OF = new Map(told.classes.flatMap((one) => one.relations.map((relation) => [relation, one])));
const LABELS = new Map(told.classes.map((one) => [one.code, one.label]));
const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const SHORT = 'Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec'.split(' ');
const NO_END = '9999-12-31';
const DAY = 86_400_000;
// Lists of what happened: their newest day is said, and of all else since when.
const EVENTS = new Set([
  'notes', 'checkouts', 'holds', 'interlibrary-loans', 'fees', 'notices', 'pending', 'registrations', 'contributions',
  'questions', 'computer-use', 'activity',
]);
// A month has so many marks at most, and the list of what comes so many lines.
const MOST = 12;
const LISTED = 8;

// All that the template needs.
function page(lines, today) {
  const classes = told.classes.map((one) => ({ ...one, count: 0, since: null, newest: null }));
  let glance = {};
  for (const [number, held, since, newest, found] of lines) {
    if (number === null) {
      glance = found;
      continue;
    }
    const one = classes[number];
    one.count += Number(held);
    if (since !== null && (one.since === null || since < one.since)) one.since = since;
    if (newest !== null && (one.newest === null || newest > one.newest)) one.newest = newest;
  }
  const byCode = new Map(classes.map((one) => [one.code, one]));
  const entries = classes.reduce((sum, one) => sum + one.count, 0);
  byCode.get('held-elsewhere').count = told.elsewhere.length + told.services.length;
  const ofAge = glance.born && birthday(glance.born, told.majority);
  const inForce = glance.permissions.filter((one) => one.in_force);
  const deletions = due(glance);
  const coming = nextUp(glance, inForce, ofAge, deletions, today);
  const { ours, others } = knows(glance, inForce, ofAge, byCode.get('membership').since, today);
  const { surname, firstname, middle, preferred } = glance.person;
  const groups = shown.groups.map(({ name, classes: codes }) => ({
    name,
    rows: codes.map((code) => byCode.get(code)).filter((one) => one.count > 0)
      .map((one) => ({ ...one, fact: fact(one, glance, today) })),
  }));
  return {
    ...glance,
    told,
    today,
    entries,
    viewed: glance.months.reduce((sum, month) => sum + (month.refused ? 0 : month.count), 0),
    name: [surname, [preferred ?? firstname, middle].filter(Boolean).join(' ')].filter(Boolean).join(', '),
    ours,
    others,
    drawn: new Set([...ours, ...others].map((one) => one.much)),
    coming: coming.slice(0, LISTED),
    deletions,
    ahead: ahead(coming, deletions, today),
    looks: glance.looks.map(look),
    past: past(glance.months, today),
    groups: groups.filter(({ rows }) => rows.length > 0),
    empty: empty(classes),
    icon: (of) => `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shown.icons[of]}</svg>`,
    short: (day) => short(day, today),
    near: (day) => near(day, today),
    long,
    cents,
    count,
    number,
    shortMonth: (day) => SHORT[parts(day).month - 1],
  };
}

// Day, class and how many entries are due to be deleted on it, soonest first.
function due({ standing, ended }) {
  const days = new Map();
  for (const rows of ended) {
    const one = CLASS_OF.get(rows.relation);
    let keep = one.days;
    if (one.as_chosen && standing.choice === 'off') keep = 0;
    else if (one.as_chosen && standing.choice === 'forever') keep = null;
    const held = standing.all_held || standing.held.includes(one.code);
    if (keep === null || held || (one.debt_stops && standing.owes)) continue;
    const day = new Date(Date.parse(rows.day) + keep * DAY).toISOString().slice(0, 10);
    const key = `${day} ${one.number}`;
    const found = days.get(key) ?? { day, number: one.number, count: 0 };
    found.count += rows.count;
    days.set(key, found);
  }
  return [...days.values()].sort((a, b) => (a.day === b.day ? a.number - b.number : byDay(a, b)));
}

// What comes within a year, in order.
function nextUp({ loans, ready, membership }, inForce, ofAge, deletions, today) {
  const last = plusMonths(today, 12);
  const coming = [
    { day: loans.next_due, what: 'Due back', then: number(loans.due_then, 'loan') },
    { day: ready.until, what: 'Last day to pick up your hold', ends: true },
    ...inForce.map((one) => ({
      day: one.until,
      what: `Permission for ${one.recipient ?? one.reference} ends`,
      then: 'After that day we tell them nothing.',
      ends: true,
    })),
    {
      day: ofAge,
      what: `You turn ${told.majority}`,
      then: 'From that day no parent or guardian can look at your record.',
      ends: true,
    },
    { day: membership?.ends, what: 'Your card ends', then: 'Renew it at the desk.', ends: true },
  ].filter(({ day }) => day && day >= today && day <= last);
  const within = deletions.filter(({ day }) => day <= last);
  if (within.length > 0) {
    const [{ day }] = within;
    const sum = (some) => some.reduce((all, one) => all + one.count, 0);
    const thatDay = within.filter((one) => one.day === day);
    const what = thatDay.map((one) => `${told.classes[one.number].label} (${one.count})`).join(', ');
    const more = sum(within) - sum(thatDay);
    const then = more > 0 ? `${what}. ${more} more within a year.` : `${what}.`;
    coming.push({ day, what: 'Deletion', then });
  }
  return coming.sort(byDay);
}

// Who knows what: the library and where it has the record, and others.
function knows({ guardians }, inForce, ofAge, since, today) {
  const card = since && `since ${short(since, today)}`;
  const library = { much: 'all', icon: 'library', who: 'The library', what: 'Your whole record', when: card };
  const elsewhere = told.elsewhere.map(([who, what, dated]) => (
    { much: 'part', icon: 'held-elsewhere', who, what, when: dated ? card : null }
  ));
  const services = told.services.map(([code, who]) => ({
    much: 'part',
    icon: { ebooks: 'audio' }[code] ?? 'database',
    who,
    what: 'When used: that you have a card',
  }));
  const permitted = inForce.map((one) => ({
    much: 'asked',
    icon: 'pen',
    who: one.recipient ?? one.reference,
    what: `With your permission: ${one.classes.map((code) => LABELS.get(code)).join(', ')}`,
    when: [one.from, one.until].filter(Boolean).map((day) => short(day, today)).join(' to '),
  }));
  const what = 'A parent or guardian who was added, and may see parts of your record';
  const added = (ofAge && today < ofAge ? guardians : []).map((one) => ({
    much: 'part',
    icon: 'family',
    who: one.name ?? what,
    what,
    when: `since ${short(localDay(new Date(one.since)), today)}`,
  }));
  return { ours: [library, ...elsewhere], others: [...services, ...permitted, ...added] };
}

// Somebody else asked for the record.
function look({ at, action, actor, role, purpose, classes, refused }) {
  const unsaid = action === 'viewed' ? 'No purpose recorded' : told.words[action];
  return {
    at,
    refused,
    what: purpose === null ? unsaid : told.words[purpose] ?? purpose,
    who: told.words[role ?? actor],
    saw: classes.map((code) => LABELS.get(code) ?? code).join(', ') || 'How much there is, no values',
    day: localDay(new Date(at)),
  };
}

// Twelve months from this one on: a box for each entry that is deleted, a peg for each thing that ends.
function ahead(coming, deletions, today) {
  const month = (day) => day.slice(0, 7);
  return months(today).map((first) => {
    const here = deletions.filter(({ day }) => month(day > today ? day : today) === month(first));
    const boxes = here.reduce((sum, one) => sum + one.count, 0);
    const pegs = coming.filter(({ day, ends }) => ends && month(day) === month(first)).length;
    return { first, marks: [...marks('box', Math.min(boxes, MOST)), ...marks('peg', pegs)] };
  });
}

// Twelve months up to this one: a dot for each time that others asked, hollow where nothing was shown.
function past(counted, today) {
  const dots = (first, refused) =>
    Math.min(counted.find((one) => one.month === first && one.refused === refused)?.count ?? 0, MOST);
  return months(plusMonths(today, -11)).map((first) => (
    { first, marks: [...marks('dot', dots(first, false)), ...marks('dot refused', dots(first, true))] }
  ));
}

// The one thing about a class that people look for, with its day; otherwise the day alone.
function fact({ code, since, newest }, { loans, ready }, today) {
  const dated = EVENTS.has(code) ? newest && short(newest, today) : since && `Since ${short(since, today)}`;
  if (code === 'checkouts' && loans.next_due) return `Next due ${short(loans.next_due, today)}`;
  if (code === 'holds' && ready.count > 0 && ready.until) return `${ready.count} ready until ${short(ready.until, today)}`;
  return dated;
}

// Why a class has nothing in it, and which.
function empty(classes) {
  const left = classes.filter((one) => one.count === 0);
  return [
    { says: 'Nothing recorded:', rows: left.filter((one) => one.kept && one.loaded) },
    { says: 'Not loaded here, ask at the desk:', rows: left.filter((one) => one.kept && !one.loaded) },
    { says: 'Not kept by this library:', rows: left.filter((one) => !one.kept) },
  ].filter(({ rows }) => rows.length > 0);
}

const marks = (kind, times) => Array(times).fill(kind);
const byDay = (a, b) => (a.day < b.day ? -1 : Number(a.day > b.day));

function parts(day) {
  const [year, month, date] = day.split('-').map(Number);
  return { year, month, date };
}

const zoned = new Intl.DateTimeFormat('sv-SE', { timeZone: told.time_zone });
const localDay = (moment) => zoned.format(moment);

// The same day of another month, or its last.
function plusMonths(day, many) {
  const { year, month, date } = parts(day);
  const last = new Date(Date.UTC(year, month + many, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + many, Math.min(date, last))).toISOString().slice(0, 10);
}

const months = (day) => Array.from({ length: 12 }, (_, n) => plusMonths(`${day.slice(0, 7)}-01`, n));

// Of the 29th of February it is the 1st of March in other years.
function birthday(born, years) {
  const { year, month, date } = parts(born);
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
}

function short(day, today) {
  if (day === NO_END) return long(day);
  const { year, month, date } = parts(day);
  return `${SHORT[month - 1]}\xa0${date}${year === parts(today).year ? '' : `,\xa0${year}`}`;
}

function near(day, today) {
  const days = (Date.parse(day) - Date.parse(today)) / DAY;
  return ['today', 'tomorrow'][days] ?? short(day, today);
}

function long(day) {
  const { year, month, date } = parts(day);
  return day === NO_END ? 'no end date' : `${MONTHS[month - 1]} ${date}, ${year}`;
}

const numbers = new Intl.NumberFormat('en-US');
const count = (of) => numbers.format(of);
const number = (of, what) => (of === 1 ? `${of} ${what}` : `${of} ${what}s`);

function cents(amount) {
  const all = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}$${count(Math.floor(all / 100))}.${String(all % 100).padStart(2, '0')}`;
}

module.exports = { told, page, localDay, BY_CALENDAR };
