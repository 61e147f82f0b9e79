// A reference of bench/dmn: GoRules ZEN with the same table and the same inputs.
//   node zen.mjs DIR prove|SECONDS   proves that every answer is ours | prints `rate p50 p99`
import { ZenEngine } from '@gorules/zen-engine';
import { load, measure, prove } from './reference.mjs';

const { rules, inputs, expected, seconds } = load();
const columns = Object.keys(rules[0].conditions);
const cell = (condition) => (condition === '-' ? '' : condition);
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
        outputs: [{ id: 'o', name: 'outcome', field: 'outcome', type: 'expression' }],
        rules: rules.map((rule) => ({
          _id: rule.id,
          o: rule.output,
          ...Object.fromEntries(columns.map((field, i) => [`i${i}`, cell(rule.conditions[field])])),
        })),
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
// JSON text in and out, with the trace that says which rules matched on what.
const answer = async (text) => JSON.stringify(await decision.evaluate(JSON.parse(text), { trace: true }));
const outcomes = (text) => (JSON.parse(text).result ?? []).map((row) => row.outcome);

await prove(inputs, expected, async (text) => outcomes(await answer(text)));
await measure(inputs, seconds, answer);
