// The HTTP interface: what the command line answers, over the wire, and nothing kept.
import assert from 'node:assert/strict';
import http from 'node:http';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { Validator } from '@seriousme/openapi-schema-validator';

import { hostile, hundredMegabytes } from './testing/hostile.mjs';
import { canonical, jinan, meal, ningbo, run, sample, serve, sha256 } from './testing/qinqing.mjs';

let server;
before(async () => {
  server = await serve('--policy', sample, '--policy', jinan);
});
after(async () => {
  assert.equal(await server.stop(), 0);
});

const post = (body, target = '/api/v1/checks', headers = {}) =>
  fetch(server.url + target, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
const ask = async (situation, target) => (await post(JSON.stringify(situation), target)).json();

test('answers as the command line does, byte for byte', async () => {
  const situation = JSON.stringify(meal());
  const cli = await run(['--policy', sample, '--now', '2026-11-24', 'check', '-'], { input: situation });
  const response = await post(situation);
  assert.equal(response.status, 200);
  assert.equal(await response.text(), cli.out.trim());
});

test('a batch is answered in its order, and one bad item is named by its place', async () => {
  const answers = await ask([meal(), meal({ contact_on: '2026-11-28' })]);
  assert.equal(answers.length, 2);
  const refused = await post(JSON.stringify([meal(), meal({ conducts: [] })]));
  assert.equal(refused.status, 422);
  assert.deepEqual((await refused.json()).errors.map((error) => error.pointer), ['/1/conducts']);
});

test('explains every rule when asked', async () => {
  const { explanation, receipt, hash } = await ask(meal(), '/api/v1/checks?explain=1');
  assert.equal(explanation.rules.length, 5);
  assert.deepEqual(explanation.rules.find((rule) => rule.state === 'matched').rule, 'eat-4');
  assert.equal(sha256(canonical(receipt)), hash);
});

test('lists what each value of an unknown fact would give', async () => {
  const { alternatives, receipt } = await ask({ actor: 'official', contact_on: '2026-11-24', conducts: ['take'], facts: { gift_kind: 'goods', gift_refusable: true }, unknown: ['relation'] });
  assert.equal(receipt.verdict, 'undetermined');
  assert.deepEqual(alternatives.map((each) => [each.assumed.relation, each.verdict]), [['pending', 'prohibited'], ['supervised', 'prohibited'], ['none', 'undetermined']]);
});

for (const { name, text, named } of hostile)
  test(`refuses ${name} and goes on`, async () => {
    const response = await post(text);
    assert.ok(response.status >= 400 && response.status < 500, `status ${response.status}`);
    assert.match(response.headers.get('content-type'), /^application\/problem\+json/);
    const problem = await response.json();
    const pointers = (problem.errors ?? []).map((error) => error.pointer);
    for (const pointer of named) assert.ok(pointers.includes(pointer), `${pointer} in ${pointers}`);
    assert.match(problem.title, /[一-鿿]/);
    assert.equal((await post(JSON.stringify(meal()))).status, 200);
  });

test('a hundred megabytes are refused before they are read, and the server goes on', async () => {
  const status = await new Promise((resolve, reject) => {
    const request = http.request(`${server.url}/api/v1/checks`, { method: 'POST', headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } });
    request.on('response', (response) => {
      resolve(response.statusCode);
      response.resume();
      request.destroy();
    });
    request.on('error', (error) => (error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve(413) : reject(error)));
    const pieces = hundredMegabytes();
    const more = () => {
      for (;;) {
        const { value, done } = pieces.next();
        if (done) return request.end();
        if (request.destroyed) return undefined;
        if (!request.write(value)) return request.once('drain', more);
      }
    };
    more();
  });
  assert.equal(status, 413);
  assert.equal((await post(JSON.stringify(meal()))).status, 200);
});

test('another media type is refused', async () => {
  assert.equal((await post('a=1', '/api/v1/checks', { 'content-type': 'application/x-www-form-urlencoded' })).status, 415);
});

test('a page of another site cannot ask in a person’s name', async () => {
  assert.equal((await post(JSON.stringify(meal()), '/api/v1/checks', { 'sec-fetch-site': 'cross-site' })).status, 403);
});

test('no cookie, no trace of what was asked', async () => {
  const mark = 'meal_cost';
  const response = await post(JSON.stringify(meal({ facts: { ...meal().facts, meal_cost: '77.77' } })));
  assert.equal(response.headers.get('set-cookie'), null);
  assert.match(response.headers.get('cache-control'), /no-store/);
  await post(JSON.stringify(meal({ facts: { ...meal().facts, meal_cost: 7777 } })));
  await fetch(`${server.url}/api/v1/packs`);
  // What came before it in the log came before it in time.
  await server.logged(/\/api\/v1\/packs/);
  const log = server.log();
  for (const trace of ['checks', mark, '77.77', '7777', '127.0.0.1']) assert.ok(!log.includes(trace), `${trace} in ${log}`);
});

test('packs are listed and shown, and unchanged ones are not sent again', async () => {
  const { packs } = await (await fetch(`${server.url}/api/v1/packs`)).json();
  assert.deepEqual(packs.map((pack) => pack.id), ['sample', 'jinan']);
  const first = await fetch(`${server.url}/api/v1/packs/jinan`);
  const pack = await first.json();
  assert.equal(pack.hash, packs[1].hash);
  const again = await fetch(`${server.url}/api/v1/packs/jinan`, { headers: { 'if-none-match': first.headers.get('etag') } });
  assert.equal(again.status, 304);
  const clause = await (await fetch(`${server.url}/api/v1/packs/sample/clauses/law-1988-9`)).json();
  assert.equal(clause.status, 'official');
  assert.equal((await fetch(`${server.url}/api/v1/packs/sample/clauses/none`)).status, 404);
  assert.equal((await fetch(`${server.url}/api/v1/packs/hangzhou`)).status, 404);
});

test('a receipt is checked', async () => {
  const answer = await ask(meal());
  const verify = async (body) => (await post(JSON.stringify(body), '/api/v1/receipts/check')).json();
  assert.equal((await verify(answer)).finding, 'same');
  answer.receipt.facts.meal_cost = '90.00';
  assert.equal((await verify(answer)).finding, 'altered');
  assert.equal((await post('{}', '/api/v1/receipts/check')).status, 422);
});

test('the OpenAPI document is valid and describes what is answered', async () => {
  const document = await (await fetch(`${server.url}/api/openapi.json`)).json();
  assert.match(document.openapi, /^3\.1/);
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  assert.ok(result.valid, JSON.stringify(result.errors, null, 1));
  for (const route of ['/api/v1/checks', '/api/v1/packs', '/api/v1/packs/{pack}', '/api/v1/receipts/check']) assert.ok(document.paths[route], route);
});

test('a second city binds only under its own adoption', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  const pack = path.join(folder, 'jinan');
  await cp(jinan, pack, { recursive: true });
  for (const name of await readdir(path.join(pack, 'clauses'))) {
    const file = path.join(pack, 'clauses', name);
    await writeFile(file, (await readFile(file, 'utf8')).replace('status: reported', 'status: official'));
  }
  const { hash } = JSON.parse((await run(['pack', 'show', pack])).out);
  await writeFile(path.join(folder, 'adoption.yaml'), `- {pack_hash: "${hash}", by: 测试, document: 测〔2026〕1号, from: 2026-11-27}\n`);
  const both = await serve('--policy', ningbo, '--policy', pack);
  const binding = async (day) => {
    const response = await fetch(`${both.url}/api/v1/checks`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ pack: 'jinan', actor: 'official', contact_on: day, conducts: ['help_outside'], facts: { unit_approved: 'given', settlement: 'at_standard' } }) });
    return (await response.json()).receipt.binding;
  };
  const found = [await binding('2026-11-26'), await binding('2026-11-27')];
  const { packs } = await (await fetch(`${both.url}/api/v1/packs`)).json();
  assert.equal(await both.stop(), 0);
  await rm(folder, { recursive: true });
  assert.deepEqual(found, [false, true]);
  assert.equal(packs.find((each) => each.id === 'ningbo').adopted, false);
});
