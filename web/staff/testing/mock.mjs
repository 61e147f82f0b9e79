// A small server with the API's answers and the built pages, for tests without the real one.
//   node testing/mock.mjs [port] [admin|official|inspector|sysadmin|nobody]
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as records from './records.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const built = path.join(root, 'build/web/staff');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
// As the real server has it (src/http/wire.cc).
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; manifest-src 'self'";

class Refusal extends Error {
  constructor(status, code, title, over = {}) {
    super(code);
    this.status = status;
    this.body = { type: 'about:blank', status, code, title, ...over };
  }
}
const not_found = () => new Refusal(404, 'not_found', '没有这个页面', { detail: '没有这条记录，或者不在您能看到的范围里' });
const item_of = (record) => {
  const { id, version, number, state, state_label, side, title, counterpart, contact_on, verdict, verdict_word, binding, filer, unit, opened_at } = record;
  return { id, version, number, state, state_label, side, title, counterpart, contact_on, verdict, verdict_word, binding, filer, unit, opened_at, due: records.first_owed(record) };
};

function listed(all, query) {
  const said = (name) => query.get(name) ?? '';
  let found = all.map(item_of).filter((item) =>
    (!said('state') || item.state === said('state')) && (!said('verdict') || item.verdict === said('verdict')) &&
    (!said('due') || item.due?.light === said('due')) && (!said('q') || (item.title + item.counterpart + item.number).includes(said('q'))) &&
    (!said('from') || item.contact_on >= said('from')) && (!said('to') || item.contact_on <= said('to')));
  const [column, down] = [said('sort').replace(/^-/, ''), said('sort').startsWith('-')];
  const key = (item) => (column === 'due' ? (item.due?.due ?? '9999') : String(item[column] ?? '')) + item.id;
  found = found.sort((a, b) => (key(a) < key(b) ? -1 : 1) * (down ? -1 : 1));
  const from = Number(said('after') || 0);
  const limit = Number(said('limit') || 50);
  return { items: found.slice(from, from + limit), next: from + limit < found.length ? String(from + limit) : null, total: from ? null : found.length, at_least: found.length, states: records.states };
}

const AFTER = { approve: 'approved', return: 'returned', ask: 'asked', refuse: 'withdrawn', confirm: 'pending', amend: 'to_confirm', stand: 'pending', discard: 'withdrawn', submit: 'to_confirm', settle: 'follow_up' };

function acted(record, by, { act, fields, telling }) {
  const known = record.may.find((each) => each.id === act && !each.why_not);
  if (!known) throw new Refusal(409, 'case.state', '内容有冲突', { detail: `现在是“${record.state_label}”，不能这样办` });
  if (fields.note === '慢') throw new Refusal(422, 'filing.invalid', '提交的内容有误', { errors: [{ pointer: '/fields/note', code: 'text', detail: '附言写得不清楚', right: '说清楚为什么慢' }] });
  const note = Object.entries(fields).map(([id, value]) => ({ label: known.fields.find((each) => each.id === id)?.label ?? id, value: String(value) }));
  Object.assign(record, records.filing(record.id, telling?.title ?? record.title, telling?.counterpart ?? record.counterpart, AFTER[act] ?? record.state, {
    ...record, ...(telling ? { title: telling.title, counterpart: telling.counterpart, contact_on: telling.check.contact_on, receipt: { ...record.receipt, ...telling.check } } : {}),
    state: AFTER[act] ?? record.state, state_label: records.states[AFTER[act] ?? record.state], version: record.version + 1, may: act === 'settle' ? record.may : [],
    deadlines: act === 'settle' ? record.deadlines : [], differences: [],
    steps: [...record.steps, { n: record.steps.length + 1, at: '2026-11-24T02:30:00Z', said: `${known.label}了`, by, post: '办公室主任', note }],
  }));
  record.path = record.path.map((step) => ({ ...step }));
  return record;
}

// {url, asked, filings, fail(status, times), drop(times), stop()}
export async function mock({ who = 'admin', port = 0 } = {}) {
  const filings = records.all_filings();
  const state = { accounts: records.accounts(), posts: records.posts(), organisations: records.organisations(), delegations: records.delegations(), sessions: records.sessions(), must_change: false, signed_in: true };
  const asked = []; // {method, path, headers, body}, writes only
  const failures = []; // answers to give instead, once each: {status} or {drop: true}

  const find = (list, id) => list.find((each) => each.id === id) ?? (() => { throw not_found(); })();
  const fresh = (request, record) => {
    const version = /^"(\d+)"$/.exec(request.headers['if-match'] ?? '');
    if (!version) throw new Refusal(428, 'version.missing', '缺少版本');
    if (Number(version[1]) !== record.version) throw new Refusal(412, 'filing.conflict', '内容已被别人改过', { detail: '这次没有保存', current: record });
    return record;
  };
  const put = (list, made, status = 201) => {
    const known = list.find((each) => each.id === made.id);
    if (!known) list.push(made);
    return { status: known ? 200 : status, body: known ?? made };
  };
  const person_named = (id) => records.named(id, [...state.posts.map((each) => each.person)].find((each) => each.id === id)?.name ?? '新来的人');

  const routes = [
    ['GET', '/session', () => (state.signed_in ? { ...records.session(who), must_change: state.must_change } : (() => { throw new Refusal(401, 'session.none', '请先登录'); })())],
    ['DELETE', '/session', () => ({ status: 204 })],
    ['GET', '/sessions', () => ({ items: state.sessions })],
    ['DELETE', '/sessions/:id', ({ id }) => { state.sessions = state.sessions.filter((each) => each.id !== id); return { status: 204 }; }],
    ['PUT', '/me/password', ({ body }) => { if (body.current !== 'right') throw new Refusal(422, 'password.refused', '提交的内容有误', { errors: [{ pointer: '/current', code: 'wrong', detail: '现在的口令不对' }] }); state.must_change = false; return records.session(who); }],
    ['PUT', '/me/post', () => records.session(who)],
    ['GET', '/work', () => ({
      owed: who === 'nobody' ? [] : filings.filter((each) => records.first_owed(each) && each.may.length).slice(0, 4).map((each) => ({ filing: each.id, title: each.title, counterpart: each.counterpart, number: each.number, state_label: each.state_label, ...records.first_owed(each) })),
      waiting: filings.filter((each) => each.state === 'asked' || each.state === 'follow_up').map(item_of),
      unit: who === 'admin' ? { pending: 3, late: 1, soon: 2 } : null, notices: records.notices,
    })],
    ['GET', '/filings', ({ query }) => { if (who === 'inspector' && !query.get('basis')) throw new Refusal(403, 'access.needs_basis', '不能这样做', { detail: '看别人的记录要写明依据' }); return listed(filings, query); }],
    ['GET', '/filings/people', ({ query }) => ({ people: state.posts.filter((each) => each.person.name.includes(query.get('q'))).map((each) => ({ ...each.person, title: each.title, organisation: each.organisation.name })) })],
    ['GET', '/filings/:id', ({ id }) => find(filings, id)],
    ['PUT', '/filings/:id', ({ id, body }) => {
      const known = filings.find((each) => each.id === id);
      if (known) return { status: 200, body: known };
      const made = records.filing(id, body.title, body.counterpart, body.submit ? 'to_confirm' : 'draft', { number: null, contact_on: body.check.contact_on });
      filings.push(made);
      return { status: 201, body: made };
    }],
    ['POST', '/filings/:id/acts', ({ id, body, request }) => acted(fresh(request, find(filings, id)), records.people[who].person.name, body)],
    ['GET', '/packs/ningbo', () => records.pack],
    ['POST', '/checks', ({ body }) => {
      const told = { ...body.facts, ...Object.fromEntries(body.unknown.map((each) => [each, null])) };
      if (told.event_kind === 'trade' && !('meal_kind' in told)) throw new Refusal(422, 'check.missing_facts', '提交的内容有误', { errors: [{ pointer: '/facts/meal_kind', code: 'missing_fact', detail: '还没有说是什么饭' }] });
      return { hash: 'sha256:00', receipt: { verdict: body.unknown.length ? 'undetermined' : 'conditional' } };
    }],
    ['GET', '/accounts', ({ query }) => ({ items: state.accounts.filter((each) => (each.login + each.person.name).includes(query.get('q') ?? '')), next: null })],
    ['PUT', '/accounts/:id', ({ id, body }) => {
      if (body.login === 'linsl') throw new Refusal(422, 'account.invalid', '提交的内容有误', { errors: [{ pointer: '/login', code: 'account.login_taken', detail: '这个登录名有人用了', right: '换一个，比如 linsl2' }] });
      const { body: account, status } = put(state.accounts, { id, version: 1, login: body.login, disabled: false, person: body.person ? records.named(`p-${id}`, body.person.name) : person_named(body.person_id), phone: '', id_number: '', posts: [] });
      return { status, body: { account, first_password: 'k7mp-3xqa-9tzc-w4hn' } };
    }],
    ['PATCH', '/accounts/:id', ({ id, body, request }) => { const account = fresh(request, find(state.accounts, id)); account.version += 1; account.disabled = body.disabled; return account; }],
    ['DELETE', '/accounts/:id/password', () => ({ first_password: 'h2wd-8kfy-m5vt-e3nb' })],
    ['GET', '/people', ({ query }) => ({ items: state.posts.filter((each) => each.person.name.includes(query.get('q'))).map((each) => ({ ...each.person, title: each.title, organisation: each.organisation.name })) })],
    ['GET', '/organisations', ({ query }) => ({ items: state.organisations.filter((each) => each.name.includes(query.get('q') ?? '')), next: null })],
    ['PUT', '/organisations/:id', ({ id, body }) => put(state.organisations, { id, version: 1, kind_title: body.kind, parent: null, credit_code: null, valid_from: records.today, valid_to: null, merged_into: null, ...body, place: records.named(body.place, records.places.find((each) => each.id === body.place)?.name ?? '') })],
    ['GET', '/places', ({ query }) => {
      const parent = query.get('parent') ?? '';
      const up = [];
      for (let at = records.places.find((each) => each.id === parent); at; at = records.places.find((each) => each.id === at.parent?.id)) up.unshift(records.named(at.id, at.name));
      const q = query.get('q');
      return { items: records.places.filter((each) => (q === null ? (each.parent?.id ?? '') === parent : each.name.includes(q))), path: up };
    }],
    ['GET', '/posts', ({ query }) => ({ items: state.posts.filter((each) => each.organisation.id === query.get('organisation')) })],
    ['PUT', '/posts/:id', ({ id, body }) => put(state.posts, { id, version: 1, person: person_named(body.person), organisation: records.named(body.organisation, '示例区样本局'), place: records.named('nb-sample', '示例区'), role: body.role, role_title: '公职人员', title: body.title, head: Boolean(body.head), held_from: body.held_from, held_to: body.held_to ?? null })],
    ['POST', '/posts/:id/end', ({ id, body, request }) => { const post = fresh(request, find(state.posts, id)); post.version += 1; post.held_to = body.last_day; return post; }],
    ['GET', '/delegations', () => ({ items: state.delegations })],
    ['PUT', '/delegations/:id', ({ id, body }) => { const of = (each) => { const post = find(state.posts, each); return { post: post.id, person: post.person, title: post.title }; }; return put(state.delegations, { id, version: 1, from: of(body.from_post), to: of(body.to_post), organisation: records.named('u-sample', '示例区样本局'), valid_from: body.valid_from, valid_to: body.valid_to, reason: body.reason, ended: false }); }],
    ['DELETE', '/delegations/:id', ({ id, request }) => { const each = fresh(request, find(state.delegations, id)); each.version += 1; each.ended = true; return each; }],
  ].map(([method, pattern, answer]) => ({ method, answer, pattern: new RegExp(`^/api/v1${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }));

  function answer(request, url, body) {
    for (const route of routes) {
      const matched = route.method === request.method && route.pattern.exec(url.pathname);
      if (!matched) continue;
      if (request.method !== 'GET' && request.headers['x-csrf'] !== 'word-of-the-session') throw new Refusal(403, 'csrf', '这个页面已经过期');
      return route.answer({ ...matched.groups, query: url.searchParams, body, request });
    }
    throw not_found();
  }

  async function file_of(pathname) {
    if (pathname === '/static/icon.svg') return { name: '.svg', bytes: await readFile(path.join(root, 'web/public/icon.svg')) };
    if (pathname === '/sign-in' || pathname === '/') return { name: '.html', bytes: Buffer.from('<!doctype html><html lang="zh-CN"><title>登录 · 亲清</title><h1>登录</h1>') };
    const asset = /^\/staff\/(assets\/[\w.-]+)$/.exec(pathname)?.[1];
    return asset ? { name: asset, bytes: await readFile(path.join(built, asset)) } : { name: '.html', bytes: await readFile(path.join(built, 'index.html')) };
  }

  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://mock');
    let text = '';
    for await (const part of request) text += part;
    const body = text ? JSON.parse(text) : undefined;
    const headers = { 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'no-store' };
    if (!url.pathname.startsWith('/api/')) {
      try {
        const { name, bytes } = await file_of(url.pathname);
        response.writeHead(200, { ...headers, 'Content-Type': TYPES[path.extname(name) || name] });
        return response.end(bytes);
      } catch {
        response.writeHead(404, headers);
        return response.end();
      }
    }
    if (request.method !== 'GET') asked.push({ method: request.method, path: url.pathname, headers: request.headers, body });
    const failure = failures[0]?.on.test(url.pathname) ? failures.shift() : null;
    if (failure?.drop === 'before') return request.socket.destroy();
    if (failure?.status) {
      response.writeHead(failure.status, { ...headers, 'Content-Type': 'application/problem+json', 'Retry-After': '0' });
      return response.end(JSON.stringify({ status: failure.status, code: 'store.unavailable', title: failure.status === 503 ? '系统正忙' : '系统出错', detail: '没有存上。请再试一次。' }));
    }
    let told;
    try {
      told = answer(request, url, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response.writeHead(error.status, { ...headers, 'Content-Type': 'application/problem+json' });
      return response.end(JSON.stringify(error.body));
    }
    if (failure?.drop === 'answer') return request.socket.destroy();
    const wrapped = 'status' in told && typeof told.status === 'number' ? told : { status: 200, body: told };
    const etag = wrapped.body?.version ? { ETag: `"${wrapped.body.version}"` } : {};
    response.writeHead(wrapped.status, { ...headers, 'Content-Type': 'application/json', ...etag });
    response.end(wrapped.body ? JSON.stringify(wrapped.body) : undefined);
  });
  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked, filings, state,
    // The next request whose path matches is answered with this status, or its answer is lost.
    fail: (on, status, times = 1) => { for (let i = 0; i < times; ++i) failures.push({ on, status }); },
    lose: (on, drop = 'answer') => failures.push({ on, drop }),
    stop: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = await mock({ port: Number(process.argv[2] ?? 8090), who: process.argv[3] ?? 'admin' });
  console.log(`${started.url}/staff/`);
}
