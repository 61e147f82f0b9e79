// Writes 10,000 distinct complete situations of the Ningbo pack, one JSON object a line.
//   node situations.mjs SERVER_URL > FILE
// Amounts and days make them distinct; each is asked once so that only answered ones are kept.
const url = process.argv[2];
const pick = (items, i) => items[i % items.length];
const wanted = 10_000;
const lines = [];
const seen = new Set();
for (let i = 0; lines.length < wanted; i += 500) {
  const batch = [];
  for (let k = i; k < i + 500; k += 1) {
    const day = new Date(Date.UTC(2026, 10, 24 + (k % 60))).toISOString().slice(0, 10);
    batch.push({
      actor: 'official',
      asked_on: '2026-11-24',
      contact_on: day,
      conducts: ['attend', 'eat'],
      facts: {
        relation: pick(['none', 'supervised'], k >> 1),
        approval: pick(['given', 'not_yet'], k),
        event_kind: pick(['trade', 'forum', 'signing', 'ceremony'], k >> 2),
        event_public: true,
        meal_kind: 'work_meal',
        meal_payer: pick(['host', 'self', 'own_unit'], k),
        meal_cost: `${20 + (k % 97)}.${String(10 + ((k * 7) % 90))}`,
        meal_settled: false,
      },
    });
  }
  const response = await fetch(`${url}/api/v1/checks`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(batch) });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  for (const situation of batch) {
    const line = JSON.stringify(situation);
    if (!seen.has(line) && lines.length < wanted) lines.push(line);
    seen.add(line);
  }
}
process.stdout.write(`${lines.join('\n')}\n`);
