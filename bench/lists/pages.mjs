// Asks a server for every list page there is, as the people who use them do, one after another.
//   node pages.mjs URL ROUNDS
// Prints one line a kind of page, `name p50 p95 worst` in milliseconds, sorted by p95.
const [url, roundsText] = process.argv.slice(2);
const rounds = Number(roundsText);
const password = '亲清演示二〇二六';

async function signIn(login) {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`${login}: ${answer.status} ${await answer.text()}`);
  return { Cookie: answer.headers.get('set-cookie').split(';')[0] };
}

const searches = ['产供销', '对接', '甬江', '伟', 'djh', 'cgxdjh', '9999', '有限公司', '没有这一家公司', '王伟'];
const states = ['pending', 'to_confirm', 'approved', 'closed', 'returned'];
const sorts = ['contact_on', '-contact_on', 'due', '-due', 'opened_at', '-opened_at', 'number', '-number'];
const pick = (list, n) => list[n % list.length];
const basis = 'basis=' + encodeURIComponent('例行检查');

const lists = [
  ['mine', 'ganbu', 'view=mine'],
  ['unit', 'danwei', 'view=unit'],
  ['place', 'tongzhan', `view=place&${basis}`],
];
const took = new Map();

async function time(name, path, headers) {
  const begun = performance.now();
  const answer = await fetch(url + path, { headers });
  const text = await answer.text();
  const ms = performance.now() - begun;
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  if (!took.has(name)) took.set(name, []);
  took.get(name).push(ms);
  return text;
}

// Pages after the first, by their cursors.
async function follow(name, path, headers, pages) {
  let after = '';
  for (let page = 1; page <= pages; page++) {
    const text = await time(page === 1 ? name : `${name}, further pages`, path + after, headers);
    const next = JSON.parse(text).next;
    if (!next) return;
    after = '&after=' + encodeURIComponent(next);
  }
}

const sessions = {};
for (const login of ['ganbu', 'danwei', 'tongzhan', 'admin']) sessions[login] = await signIn(login);

for (let round = 0; round < rounds; round++) {
  for (const [view, login, query] of lists) {
    const headers = sessions[login];
    const q = encodeURIComponent(pick(searches, round));
    const state = pick(states, round);
    const ask = (name, more) => time(`${view}: ${name}`, `/api/v1/filings?${query}${more}`, headers);
    for (const sort of sorts) await follow(`${view}: sorted by ${sort}`, `/api/v1/filings?${query}&sort=${sort}`, headers, 3);
    await ask('searched', `&q=${q}`);
    await ask('searched and sorted', `&q=${q}&sort=${pick(sorts, round)}`);
    await ask('searched and filtered', `&q=${q}&state=${state}`);
    await ask('of a state', `&state=${state}&sort=${pick(sorts, round)}`);
    await ask('of a verdict', `&verdict=${pick(['permitted', 'conditional', 'prohibited', 'undetermined'], round)}`);
    await ask('late', '&due=late');
    await ask('due soon', '&due=soon&sort=due');
    await ask('late and searched', `&due=late&q=${q}`);
    await ask('of a month', `&from=2026-0${(round % 9) + 1}-01&to=2026-0${(round % 9) + 1}-28`);
    await ask('of a month, searched', `&from=2026-0${(round % 9) + 1}-01&to=2026-0${(round % 9) + 1}-28&q=${q}`);
  }
  await time('start page', '/api/v1/work', sessions[pick(['ganbu', 'danwei', 'tongzhan'], round)]);
  await time('list without scripts', `/filings?q=${encodeURIComponent(pick(searches, round))}`, sessions.ganbu);
  await time('people, named', `/api/v1/filings/people?q=${encodeURIComponent(pick(['王', '李伟', 'zw', '甲'], round))}`, sessions.ganbu);
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const lines = [...took].map(([name, times]) => {
  const sorted = times.sort((a, b) => a - b);
  return { name, p50: at(sorted, 0.5), p95: at(sorted, 0.95), worst: sorted.at(-1), n: sorted.length };
});
lines.sort((a, b) => b.p95 - a.p95);
for (const line of lines)
  console.log([line.name, line.p50.toFixed(1), line.p95.toFixed(1), line.worst.toFixed(1), line.n].join('\t'));
