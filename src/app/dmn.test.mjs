// qinqing dmn and qinqing feel.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { root, run } from './testing/qinqing.mjs';

const kit = path.join(root, 'src/dmn/testdata/tck');
let folder;
let model;

// A price with a discount by the day: typed inputs, a business knowledge model, a table.
const xml = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="price" namespace="urn:price">
  <itemDefinition name="tOrder">
    <itemComponent name="unit price"><typeRef>number</typeRef></itemComponent>
    <itemComponent name="day"><typeRef>date</typeRef></itemComponent>
  </itemDefinition>
  <inputData id="o" name="Order"><variable name="Order" typeRef="tOrder"/></inputData>
  <businessKnowledgeModel id="b" name="off"><variable name="off"/>
    <encapsulatedLogic><formalParameter name="price" typeRef="number"/><formalParameter name="share" typeRef="number"/>
      <literalExpression><text>price * (1 - share)</text></literalExpression></encapsulatedLogic>
  </businessKnowledgeModel>
  <decision id="s" name="share"><variable name="share" typeRef="number"/>
    <informationRequirement><requiredInput href="#o"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression><text>Order.day.weekday</text></inputExpression></input><output/>
      <rule><inputEntry><text>&gt;= 6</text></inputEntry><outputEntry><text>0.5</text></outputEntry></rule>
      <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>0.1</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision id="p" name="price"><variable name="price" typeRef="number"/>
    <informationRequirement><requiredInput href="#o"/></informationRequirement>
    <informationRequirement><requiredDecision href="#s"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
    <literalExpression><text>off(Order.unit price, share)</text></literalExpression>
  </decision>
</definitions>`;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'qinqing-'));
  model = path.join(folder, 'price.dmn');
  await writeFile(model, xml);
});
after(() => rm(folder, { recursive: true }));

const evaluate = (input, ...more) =>
  run(['dmn', 'eval', model, '--decision', 'price', '-', ...more], { input: JSON.stringify(input) });

test('eval reads inputs by the types of the model and keeps decimals exact', async () => {
  const { code, out, err } = await evaluate({ Order: { 'unit price': '80.10', day: '2026-11-28' } });
  assert.equal(code, 0, err);
  assert.equal(out, '40.050\n');
});

test('eval --explain says where values came from, which rules matched and why others did not', async () => {
  const order = { 'unit price': 100, day: '2026-11-27' };
  const { code, out, err } = await evaluate({ Order: order }, '--explain');
  assert.equal(code, 0, err);
  const answer = JSON.parse(out);
  assert.equal(answer.value, 90);
  const given = { from: 'given', name: 'Order', value: order };
  assert.deepEqual(answer.steps, [
    {
      decision: 'share',
      value: 0.1,
      inputs: [given],
      tables: [
        {
          hit_policy: 'FIRST',
          inputs: [{ expression: 'Order.day.weekday', value: 5, sources: [{ from: 'given', name: 'Order' }] }],
          rules: [
            { rule: 1, state: 'failed', column: 'Order.day.weekday', condition: '>= 6', value: 5 },
            { rule: 2, state: 'matched', outputs: ['0.1'] },
          ],
        },
      ],
    },
    { knowledge: 'off', value: 90, inputs: [], tables: [] },
    {
      decision: 'price',
      value: 90,
      inputs: [given, { from: 'decision', name: 'share', value: 0.1 }, { from: 'knowledge', name: 'off' }],
      tables: [],
    },
  ]);
  assert.deepEqual(answer.warnings, []);
});

test('eval --explain says what was not given and what was not reached', async () => {
  const { out } = await evaluate({}, '--explain');
  const [share] = JSON.parse(out).steps;
  assert.deepEqual(share.inputs, [{ from: 'missing', name: 'Order', value: null }]);
  assert.deepEqual(share.tables[0].inputs[0].sources, [{ from: 'missing', name: 'Order' }]);
  const weekend = await evaluate({ Order: { 'unit price': 100, day: '2026-11-28' } }, '--explain');
  assert.deepEqual(
    JSON.parse(weekend.out).steps[0].tables[0].rules.map((rule) => rule.state),
    ['matched', 'not_reached'],
  );
});

test('eval names every input that is not what the model asks for', async () => {
  const { code, out, err } = await evaluate({ Order: { 'unit price': 'much', day: '27.11.2026' }, order: 1 });
  assert.equal(code, 2);
  assert.equal(out, '');
  assert.match(err, /\/Order\/unit price/);
  assert.match(err, /\/Order\/day/);
  assert.match(err, /\/order: /);
});

test('eval says why a value is null', async () => {
  const { code, out, err } = await evaluate({ Order: { 'unit price': 100 } });
  assert.equal(code, 0);
  assert.equal(out, 'null\n');
  assert.match(err, /输入 Order 不合类型/);
});

test('eval --strict makes an error of what would be null with a warning', async () => {
  const { code, out, err } = await evaluate({ Order: { 'unit price': 100 } }, '--strict');
  assert.equal(code, 1);
  assert.equal(out, '');
  assert.match(err, /输入 Order 不合类型/);
  const good = await evaluate({ Order: { 'unit price': 100, day: '2026-11-27' } }, '--strict');
  assert.deepEqual([good.code, good.out], [0, '90.0\n']);
});

test('eval refuses a decision that is not there', async () => {
  const { code, err } = await run(['dmn', 'eval', model, '--decision', 'none', '-'], { input: '{}' });
  assert.equal(code, 2);
  assert.match(err, /没有决策 none/);
});

test('check names the element and the place in the expression', async () => {
  const bad = path.join(folder, 'bad.dmn');
  await writeFile(bad, xml.replace('Order.unit price, share', 'Order.unit price, shares'));
  const { code, out } = await run(['dmn', 'check', bad]);
  assert.equal(code, 1);
  assert.match(out, /decision\[p\]\/literalExpression: 第 \d+ 字节：没有叫 shares 的名字/);
  assert.equal((await run(['dmn', 'check', model])).code, 0);
  assert.equal((await run(['dmn', 'check', path.join(folder, 'none.dmn')])).code, 2);
});

test('tck passes the part of the kit that is here and writes its form of results', async () => {
  const csv = path.join(folder, 'results.csv');
  const { code, out } = await run(['dmn', 'tck', kit, '--csv', csv]);
  assert.equal(code, 0, out);
  assert.match(out, /^\d+ passed, 0 failed\n$/);
  const lines = (await readFile(csv, 'utf8')).trimEnd().split('\n');
  assert.equal(lines[0], '"compliance-level-2/0001-input-data-string","0001-input-data-string-test-01","001","SUCCESS",""');
  assert.equal(`${lines.length} passed, 0 failed\n`, out);
});

test('tck fails where a case fails', async () => {
  const { code, out } = await run(['dmn', 'tck', folder]);
  assert.equal(code, 1);
  assert.equal(out, '0 passed, 0 failed\n');
});

test('feel prints the value of every line, and names what is wrong', async () => {
  const { code, out, err } = await run(['--now', '2026-11-27', 'feel'], {
    input: '0.1 + 0.2\n\n[1, 2, 3][item > 1]\n1 +\ntoday()\n1 < "a"\n',
  });
  assert.equal(code, 1);
  assert.deepEqual(out.trimEnd().split('\n'), ['0.3', '[2, 3]', '@"2026-11-27"', 'null']);
  assert.match(err, /第 4 字节/);
  assert.match(err, /注意：.*不能比大小/);
});
