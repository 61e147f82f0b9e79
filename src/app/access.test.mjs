// qinqing access matrix.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { run } from './testing/qinqing.mjs';

const matrix = async () => {
  const { code, out, err } = await run(['access', 'matrix', '--csv']);
  assert.equal(code, 0, err);
  assert.equal(err, '');
  const [head, ...lines] = out.trimEnd().split('\n');
  assert.equal(head, 'role,action,reach');
  return lines.map((line) => line.split(','));
};

test('the matrix says something of every role and action', async () => {
  const rows = await matrix();
  const roles = new Set(rows.map(([role]) => role));
  const actions = new Set(rows.map(([, action]) => action));
  assert.equal(roles.size, 12);
  for (const role of roles)
    for (const action of actions)
      assert.ok(rows.some((row) => row[0] === role && row[1] === action), `${role} ${action}`);
  const reaches = /^(none|(public|own|unit|level_down|place|any)(-own)?(\+basis)?)$/;
  for (const row of rows) assert.match(row[2], reaches);
});

test('who runs the machine reads no case', async () => {
  for (const [role, action, reach] of await matrix())
    if (role === 'sysadmin' && action.startsWith('filing.')) assert.equal(reach, 'none', action);
});

test('the matrix in words names roles and reaches in Chinese', async () => {
  const { code, out } = await run(['access', 'matrix']);
  assert.equal(code, 0);
  const [, approve] = out.split('（filing.approve）');
  assert.match(approve.split('## ')[0], /单位管理员：本单位的、下一级单位的，不含本人的/);
});

test('access asks for what is meant', async () => {
  assert.equal((await run(['access'])).code, 2);
  assert.equal((await run(['access', 'matrix', '--xml'])).code, 2);
});
