// The reference of bench/norms_check: GoRules ZEN with the same table and the same inputs.
//   node zen.mjs DIR SECONDS     first proves that every answer is ours, then prints `rate p50 p99`
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ZenEngine } from '@gorules/zen-engine';

const [folder, seconds] = process.argv.slice(2);
const read = (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
const { rules, parameters } = read('table.json');
const inputs = read('inputs.json').map((input) => Object.fromEntries(Object.entries(input).map(([key, value]) => [key, /^\d/.test(value) ? Number(value) : value])));
const expected = read('expected.json');

// Parameters are literals in ZEN's table: their value does not change in this run.
const cell = (condition) => (condition === '-' ? '' : Object.entries(parameters).reduce((text, [id, value]) => text.replaceAll(id, String(Number(value))), condition));
const columns = Object.keys(rules[0].conditions);
const graph = {
  nodes: [
    { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
    {
      id: 'table',
      type: 'decisionTableNode',
      name: 'table',
      position: { x: 1, y: 0 },
      content: {
        hitPolicy: 'collect',
        inputs: columns.map((field, i) => ({ id: `i${i}`, name: field, field, type: 'expression' })),
        outputs: [{ id: 'o', name: 'rule', field: 'rule', type: 'expression' }],
        rules: rules.map((rule) => ({ _id: rule.id, o: JSON.stringify(rule.id), ...Object.fromEntries(columns.map((field, i) => [`i${i}`, cell(rule.conditions[field])])) })),
      },
    },
    { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
  ],
  edges: [
    { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
    { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
  ],
};

const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)));
const matched = (result) => (Array.isArray(result) ? result : []).map((row) => row.rule);

for (let i = 0; i < inputs.length; i += 1) {
  const { result } = await decision.evaluate(inputs[i]);
  if (JSON.stringify(matched(result)) !== JSON.stringify(expected[i])) {
    console.error('another answer than ours:', inputs[i], result, expected[i]);
    process.exit(1);
  }
}

// With trace: true ZEN too says which rules matched and on what; that is the explanation.
const taken = [];
const end = process.hrtime.bigint() + BigInt(Number(seconds) * 1e9);
let done = 0;
const begin = process.hrtime.bigint();
while (process.hrtime.bigint() < end) {
  const before = process.hrtime.bigint();
  await decision.evaluate(inputs[done % inputs.length], { trace: true });
  taken.push(Number(process.hrtime.bigint() - before));
  done += 1;
}
const rate = done / (Number(process.hrtime.bigint() - begin) / 1e9);
taken.sort((a, b) => a - b);
console.log(Math.round(rate), taken[taken.length >> 1], taken[Math.floor(taken.length * 0.99)]);
