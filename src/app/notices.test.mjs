// Notices by e-mail, against a real SMTP server on loopback.
import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import { test } from 'node:test';

import { SMTPServer } from 'smtp-server';

import { run, serve } from './testing/qinqing.mjs';

const password = '亲清演示二〇二六';

// A server that takes whatever it is sent: {url, letters, arrived, close}.
async function post_office() {
  const letters = [];
  const arrived = new EventEmitter();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      let text = '';
      stream.on('data', (bytes) => (text += bytes));
      stream.on('end', () => {
        letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), from: session.envelope.mailFrom.address, text });
        done();
        arrived.emit('letter');
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { url: `smtp://127.0.0.1:${server.server.address().port}`, letters, arrived, close: () => new Promise((done) => server.close(done)) };
}

async function sign_in(url, login) {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login, password }),
  });
  assert.equal(answer.status, 200);
  const cookie = answer.headers.get('set-cookie').split(';')[0];
  const { csrf } = await answer.json();
  return (method, path, body, headers = {}) => fetch(url + path, {
    method, headers: { Cookie: cookie, 'X-CSRF': csrf, 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

test('who gave an address gets a letter that names nobody', async () => {
  const office = await post_office();
  const server = await serve('--smtp', office.url, '--mail-from', 'qinqing@example.gov.cn');
  try {
    const danwei = await sign_in(server.url, 'danwei');
    const bad = await danwei('PUT', '/api/v1/me/email', { email: 'danwei' });
    assert.equal(bad.status, 422);
    assert.equal((await bad.json()).errors[0].pointer, '/email');
    assert.equal((await danwei('PUT', '/api/v1/me/email', { email: 'danwei@example.gov.cn' })).status, 200);
    assert.deepEqual(await (await danwei('GET', '/api/v1/me/email')).json(), { email: 'danwei@example.gov.cn' });
    const letter = once(office.arrived, 'letter');
    const ganbu = await sign_in(server.url, 'ganbu');
    const filed = await ganbu('PUT', '/api/v1/filings/019d0000-0000-7000-8000-000000000001', {
      check: {
        actor: 'official', contact_on: '2026-12-04', conducts: ['attend'],
        facts: { relation: 'none', approval: 'not_yet', event_kind: 'trade', event_public: true },
      },
      title: '写着名字的一件事', counterpart: '子丑机械有限公司（演示）', submit: true,
    }, { 'If-None-Match': '*' });
    assert.equal(filed.status, 201, await filed.clone().text());
    const { number } = await filed.json();
    await letter;
    while (!office.letters.some(({ text }) => read(text).includes(number))) await once(office.arrived, 'letter');
    const { to, from, text } = office.letters.find((each) => read(each.text).includes(number));
    assert.deepEqual(to, ['danwei@example.gov.cn']);
    assert.equal(from, 'qinqing@example.gov.cn');
    assert.match(text, /^Subject: =\?UTF-8\?B\?/m);
    assert.match(text, /^Auto-Submitted: auto-generated/m);
    for (const personal of ['写着名字', '子丑机械', '甲一', '甲四']) assert.ok(!read(text).includes(personal), personal);
    const { items, unseen } = await (await danwei('GET', '/api/v1/notices')).json();
    assert.ok(items[0].text.includes(number));
    assert.ok(unseen >= 1);
    assert.equal((await danwei('POST', '/api/v1/notices/seen', { until: items[0].id })).status, 204);
    assert.equal((await (await danwei('GET', '/api/v1/notices')).json()).unseen, 0);
    const work = await (await danwei('GET', '/api/v1/work')).json();
    assert.equal(work.unseen, 0);
    assert.equal(work.notices[0].text, items[0].text);
  } finally {
    assert.equal(await server.stop(), 0);
    await office.close();
  }
});

test('an address of a mail server that is none is refused at the start', async () => {
  const { code, err } = await run(['serve', '--listen', '127.0.0.1:0', '--db', 'sqlite:/nonexistent/x.db', '--smtp', 'mail.example.cn', '--mail-from', 'nobody']);
  assert.equal(code, 2);
  assert.match(err, /邮件服务器的地址/);
  assert.match(err, /邮箱写得不对/);
});

// The text of a letter.
function read(letter) {
  return Buffer.from(letter.slice(letter.indexOf('\r\n\r\n') + 4).replace(/\s/g, ''), 'base64').toString();
}
