// Situations of the Ningbo pack that the tests walk through. They tell more facts than are asked,
// so that a pack may ask for others of them.
export const gift = {
  actor: 'official', contact_on: '2026-11-24', conducts: ['take'],
  facts: {
    relation: 'pending', gift_kind: 'goods', gift_value: '1203.47', gift_refusable: 'false',
    gift_handled: 'not_yet', received_on: '2026-11-24', approval: 'not_yet',
  },
};

export const trade = {
  actor: 'official', contact_on: '2026-11-27', conducts: ['attend', 'eat'],
  facts: {
    relation: 'none', approval: 'given', event_kind: 'trade', event_public: 'true',
    meal_kind: 'work_meal', meal_payer: 'host', meal_cost: '100.00', meal_settled: 'false',
  },
};

// With a conduct on which the lists have nothing to say: a private night in a hotel, self-paid.
export const uncovered = {
  ...trade, conducts: ['attend', 'eat', 'lodge'],
  facts: { ...trade.facts, lodge_reason: 'private', lodge_payer: 'own', lodge_within: 'true', lodge_settled: 'true' },
};

export const visit = {
  actor: 'official', contact_on: '2026-11-25', conducts: ['visit'],
  facts: { relation: 'none', approval: 'given', visit_purpose: 'work', visit_stops_work: 'false' },
};

export const unclear = { ...trade, unknown: ['meal_cost'] };
