// Invented records in the API's words, for pages that are tested without its server.

export const today = '2026-11-24';
export const named = (id, name) => ({ id, name });

const unit = named('u-sample', '示例区样本局');
const above = named('u-above', '示例区政府办公室');
const place = named('nb-sample', '示例区');

export const post = (id, role, role_title, title, over = {}) => ({
  id, role, role_title, title, head: false, organisation: unit, place, delegation: null, stands_for: null, ...over,
});

const reading = ['filing.list', 'filing.read', 'filing.keep', 'filing.file', 'post.list', 'organisation.list', 'delegation.list', 'delegation.create', 'delegation.end'];
const managing = [
  'filing.approve', 'filing.export', 'account.list', 'account.create', 'account.disable', 'account.reset_password',
  'post.assign', 'post.end',
];
export const people = {
  admin: { person: named('p-zhou', '周样本'), post: post('post-zhou', 'unit_admin', '单位管理员', '办公室主任'), can: [...reading, ...managing] },
  official: { person: named('p-lin', '林示例'), post: post('post-lin', 'official', '公职人员', '科员'), can: [...reading, 'filing.export'] },
  inspector: { person: named('p-jian', '简拟名'), post: post('post-jian', 'inspector', '监督人员', '纪检员'), can: reading },
  sysadmin: { person: named('p-xi', '席虚构'), post: post('post-xi', 'sysadmin', '系统管理员', '管理员'), can: [...managing.filter((each) => !each.startsWith('filing')), 'post.list', 'organisation.list', 'organisation.create', 'delegation.list'] },
  nobody: { person: named('p-wu', '吴假名'), post: null, can: [] },
};

export function session(who) {
  const { person, post: acting, can } = people[who];
  const lent = post('post-zhao', 'official', '公职人员', '副局长', { delegation: 'd-1', stands_for: named('p-zhao', '赵样样') });
  return {
    account: `a-${who}`, login: `${who}1`, person, post: acting, posts: acting ? [acting, lent] : [], can,
    must_change: false, demonstration: true, csrf: 'word-of-the-session', today,
  };
}

const certificate = (anchor, due, period, steps, over = {}) => ({
  anchor: { day: anchor, after_hours: false }, calendar: 'sha256:0f3a91c0d4e1', counted_from: anchor, due, pauses: [], period,
  provisional: false, steps: steps.map(([day, counted, why]) => ({ day, counted, why })), ...over,
});
const approval = certificate('2026-11-20', '2026-11-25', '3 workdays', [
  ['2026-11-20', false, '起算日，不计入'], ['2026-11-21', false, '星期六'], ['2026-11-22', false, '星期日'],
  ['2026-11-23', true, '第 1 个工作日'], ['2026-11-24', true, '第 2 个工作日'], ['2026-11-25', true, '第 3 个工作日'],
]);
const paying = certificate('2026-11-27', '2027-01-05', '1 month', [['2026-11-27', false, '起算日，不计入'], ['2027-01-05', true, '到期']], { provisional: true });

const deadline = (id, label, due, light, owed_by, over = {}) => ({
  id, round: 1, label, due, light, owed_by, state: light === 'late' ? 'late' : 'running', open: true, provisional: false, met_on: null,
  certificate: approval, certificates: 1, ...over,
});

const field = (id, label, type, required, over = {}) => ({ id, label, hint: '', type, required, max: 500, choices: [], ...over });
const act = (id, label, over = {}) => ({ id, label, confirm: null, why_not: '', primary: false, fields: [], ...over });
export const acts = {
  approve: act('approve', '同意', { primary: true, fields: [field('note', '附言', 'text', false)] }),
  return: act('return', '退回', { fields: [field('why_returned', '退回的原因', 'text', true, { hint: '写明要改什么' })] }),
  ask: act('ask', '问一句', { fields: [field('question', '想问什么', 'text', true)] }),
  refuse: act('refuse', '不同意', { fields: [field('why_refused', '不同意的原因', 'text', true, { hint: '写明依据哪一条' })], confirm: '不同意以后这份报备就结束了，要去只能另报。' }),
  confirm: act('confirm', '确认，是这样', { primary: true }),
  dispute: act('dispute', '不对', { fields: [field('what_is_wrong', '哪里不对', 'text', true)] }),
  amend: act('amend', '更正', { fields: [field('what_changes', '改了什么，为什么', 'text', true)], confirm: '更正以后，同去的人要重新确认，单位要重新处理。' }),
  stand: act('stand', '我报的没有错', { fields: [field('why_stand', '为什么坚持', 'text', true)], confirm: '两种说法会一起给单位看。' }),
  went: act('went', '去过了', { why_not: '接触那天还没有到' }),
  discard: act('discard', '不报了', { confirm: '草稿收起来以后不能再报，可以另存一份。' }),
  settle: act('settle', '办了一件', {
    primary: true,
    fields: [
      field('duty', '哪一件事', 'choice', true, { choices: [{ id: 'pay', label: '付自己的饭钱' }, { id: 'hand_in', label: '把推不掉的礼品交到登记处' }] }),
      field('how_met', '怎样办的', 'choice', true, { choices: [{ id: 'paid', label: '付了' }, { id: 'handed_in', label: '交了' }, { id: 'declined', label: '谢绝了' }] }),
      field('amount', '金额', 'money', false), field('voucher', '凭据号', 'text', false, { hint: '收据、发票或者登记表的编号', max: 100 }),
    ],
  }),
};

const VERDICT_WORDS = { permitted: '可以', conditional: '可以，但要先做两件事', prohibited: '不可以', undetermined: '清单没有写到' };
export const states = {
  draft: '草稿', to_confirm: '等同去的人确认', to_correct: '说法不一致，等更正', pending: '等单位处理', asked: '单位有一问',
  returned: '已退回', approved: '单位已同意', follow_up: '会后的事', closed: '已办结', withdrawn: '已撤回',
};
const STAGES = ['draft', 'to_confirm', 'pending', 'approved', 'follow_up', 'closed'];
const path_to = (state) => {
  const at = STAGES.includes(state) ? STAGES.indexOf(state) : 2;
  return STAGES.map((id, i) => ({ id, label: i === at ? states[state] : states[id], status: i < at ? 'done' : i === at ? 'now' : 'next' }));
};
const step = (n, at, said, by, post_title, note = []) => ({ n, at, said, by, post: post_title, note });

export function filing(id, title, counterpart, state, over = {}) {
  const verdict = over.verdict ?? 'conditional';
  return {
    id, version: 3, number: state === 'draft' ? null : `甬报〔2026〕${100 + Number(id.slice(-3))}号`, state, state_label: states[state],
    side: 'official', title, counterpart, contact_on: '2026-11-27', verdict_word: VERDICT_WORDS[verdict], verdict, binding: false,
    filer: named('p-lin', '林示例'), unit, opened_at: '2026-11-20T02:12:00Z', hint: '', ended: ['closed', 'withdrawn'].includes(state), accounts: 1, counterpart_organisation: null,
    receipt_hash: '9b1f0c2a64d0e58f7a3b9b1f0c2a64d0e58f7a3b9b1f0c2a64d0e58f7a3b1234',
    receipt: { pack: 'ningbo', actor: 'official', contact_on: '2026-11-27', conducts: ['attend', 'eat'], facts: { event_kind: 'forum', meal_cost: '40.00', meal_settled: false }, unknown: ['meal_payer'] },
    conducts: ['参加企业或商会的活动', '吃饭'],
    answers: [
      { label: '活动的种类', value: '座谈会、茶话会、年会' }, { label: '每人饭钱', value: '¥40.00' }, { label: '付了没有', value: '还没有' }, { label: '谁付', value: '不清楚' },
    ],
    clauses: [
      { id: 'pos-3', number: '正面清单第 3 项', title: '参加商会座谈', status: 'reported' },
      { id: 'neg-5', number: '负面清单第 5 项', title: '接受宴请', status: 'drafted' },
      { id: 'law-1', number: '《条例》第二十六条', title: '', status: 'official' },
    ],
    duties: [
      { id: 'report', does: '接触前报单位', to: '本单位', due: '2026-11-26', when: 'before', state: 'met', met_on: '2026-11-20' },
      { id: 'pay', does: '付自己的饭钱', to: '主办方', due: '2027-01-05', when: 'after', state: 'owed', met_on: null },
    ],
    attendees: [],
    path: path_to(state),
    steps: [
      step(1, '2026-11-20T02:12:00Z', '开始写报备', '林示例', '科员'), step(2, '2026-11-20T02:14:00Z', '提交了报备', '林示例', '科员'),
    ],
    deadlines: [], may: [], differences: [], ...over,
  };
}

export function all_filings() {
  const late = deadline('approve', '同意或者不同意', '2026-11-20', 'late', '示例区样本局单位管理员');
  const soon = deadline('receive', '收下报备', '2026-11-25', 'soon', '示例区样本局单位管理员');
  const deciding = [acts.approve, acts.return, acts.ask, acts.refuse, acts.went];
  return [
    filing('f-001', '示例商会年会，会后有工作餐', '示例商会', 'pending', {
      deadlines: [late, deadline('file_before', '接触前报单位', '2026-11-26', 'ok', '林示例', { state: 'met', open: false, met_on: '2026-11-20' })],
      may: deciding,
      attendees: [
        { id: 'p-zhao', name: '赵样样', title: '副局长', state: 'confirmed' }, { id: 'p-qian', name: '钱假名', title: '科员', state: 'waiting' },
      ],
    }),
    filing('f-002', '走访样样机械，看首台套', '样样机械有限公司', 'pending', { verdict: 'permitted', deadlines: [soon], may: deciding }),
    filing('f-003', '示例注塑厂的晚餐', '示例注塑有限公司', 'to_correct', {
      verdict: 'prohibited', deadlines: [deadline('correct', '更正不一致的地方', '2026-11-27', 'ok', '林示例')], may: [acts.amend, acts.stand],
      differences: [
        { label: '每人饭钱', ours: '¥40.00', theirs: '¥180.00' }, { label: '谁付', ours: '自己', theirs: '企业' }, { label: '接触那天', ours: '11月27日', theirs: '11月26日' },
      ],
    }),
    filing('f-004', '商会秋季座谈', '样本商会', 'to_confirm', {
      deadlines: [deadline('confirm', '确认报的是不是实情', '2026-11-24', 'soon', '周样本、钱假名')], may: [acts.confirm, acts.dispute],
      attendees: [{ id: 'p-zhou', name: '周样本', title: '办公室主任', state: 'waiting' }],
    }),
    filing('f-005', '产业链对接会', '虚构物流有限公司', 'asked', {
      verdict: 'undetermined', deadlines: [
        deadline('receive', '收下报备', '2026-11-25', 'hold', '示例区样本局单位管理员', { state: 'paused', certificate: { ...approval, pauses: [{ from: '2026-11-23', to: '2026-11-24', reason: '等报备人回答' }] } }),
        deadline('answer', '回答单位的问题', '2026-11-26', 'ok', '林示例'),
      ],
      steps: [step(1, '2026-11-20T02:12:00Z', '提交了报备', '林示例', '科员'), step(2, '2026-11-23T01:00:00Z', '问了一个问题', '周样本', '办公室主任', [{ label: '想问什么', value: '会后有没有安排吃饭？' }])],
    }),
    filing('f-006', '上月的调研，会后两件事', '拟名电器有限公司', 'follow_up', {
      deadlines: [deadline('duty.pay', '付自己的饭钱', '2027-01-05', 'ok', '林示例', { provisional: true, certificate: paying, certificates: 2 })], may: [acts.settle, acts.amend],
    }),
    filing('f-007', '企业说的一次来访', '假名服饰有限公司', 'pending', { side: 'entrepreneur', filer: named('p-wang', '王虚构'), deadlines: [soon], may: deciding }),
    filing('f-008', '签约仪式', '示例精密（宁波）有限公司', 'closed', { verdict: 'permitted', contact_on: '2026-10-21' }),
    filing('f-009', '还没有报的一次座谈', '样例进出口有限公司', 'draft', { may: [act('submit', '报单位', { primary: true }), acts.discard], hint: '只有报备人看得见。提交以后才有编号。' }),
  ];
}

export const first_owed = (record) => {
  const open = record.deadlines.filter((each) => each.open).sort((a, b) => (a.due < b.due ? -1 : 1))[0];
  return open ? { id: open.id, label: open.label, due: open.due, light: open.light, owed_by: open.owed_by } : null;
};

export const pack = {
  id: 'ningbo',
  conducts: [
    { id: 'attend', label: '参加企业或商会的活动', actors: ['official'] }, { id: 'eat', label: '吃饭', actors: ['official'] },
    { id: 'lodge', label: '住宿', actors: ['official'] }, { id: 'treat', label: '请干部吃饭', actors: ['entrepreneur'] },
  ],
  facts: [
    { id: 'event_kind', of: 'attend', actors: ['official'], label: '活动的种类', question: '是什么活动？', type: 'choice', choices: [{ id: 'trade', label: '招商、展销等经贸活动' }, { id: 'forum', label: '座谈会、茶话会、年会' }] },
    { id: 'meal_cost', of: 'eat', actors: ['official'], label: '每人饭钱', question: '每人大约多少钱？', type: 'money' },
    { id: 'meal_settled', of: 'eat', actors: ['official'], label: '付了没有', question: '您付了自己的那份吗？', type: 'boolean' },
    { id: 'meal_payer', of: 'eat', actors: ['official'], label: '谁付', question: '谁付钱？', type: 'choice', choices: [{ id: 'own', label: '自己' }, { id: 'host', label: '主办方' }] },
    { id: 'meal_kind', of: 'eat', actors: ['official'], label: '是什么饭', question: '是什么饭？', type: 'choice', choices: [{ id: 'work_meal', label: '工作餐' }, { id: 'banquet', label: '宴请' }] },
  ],
};

const holder = (id, person, role, role_title, title, over = {}) => ({
  id, version: 1, person, organisation: unit, place, role, role_title, title, head: false, held_from: '2025-03-01', held_to: null, ...over,
});
export const posts = () => [
  holder('post-zhao', named('p-zhao', '赵样样'), 'official', '公职人员', '局长', { head: true }),
  holder('post-zhou', named('p-zhou', '周样本'), 'unit_admin', '单位管理员', '办公室主任'),
  holder('post-lin', named('p-lin', '林示例'), 'official', '公职人员', '科员'),
  holder('post-qian', named('p-qian', '钱假名'), 'official', '公职人员', '科员', { held_to: '2026-12-31' }),
];
export const accounts = () => [
  { id: 'a-admin', version: 1, login: 'zhouyb', disabled: false, person: named('p-zhou', '周样本'), phone: '138****0001', id_number: '', posts: [people.admin.post] },
  { id: 'a-lin', version: 2, login: 'linsl', disabled: false, person: named('p-lin', '林示例'), phone: '139****0002', id_number: '', posts: [people.official.post] },
  { id: 'a-old', version: 4, login: 'sunjm', disabled: true, person: named('p-sun', '孙假名'), phone: '', id_number: '', posts: [] },
];
export const organisations = () => [
  { id: unit.id, version: 1, kind: 'unit', kind_title: '机关、单位', name: unit.name, parent: above, place, credit_code: null, valid_from: '2020-01-01', valid_to: null, merged_into: null },
  { id: 'u-firm', version: 1, kind: 'enterprise', kind_title: '企业', name: '样样机械有限公司', parent: null, place, credit_code: '91330200MA2SAMPLE0', valid_from: '2020-01-01', valid_to: null, merged_into: null },
];
const spot = (id, kind_title, name, parent, below, code = null) => ({ id, kind: 'district', kind_title, name, code, parent, below, valid_from: null, valid_to: null });
export const places = [
  spot('nb', '市', '宁波市', null, 1, '330200'), spot('nb-sample', '区县（市）', '示例区', named('nb', '宁波市'), 2, '330299'),
  spot('nb-sample-1', '乡镇（街道）', '样本街道', place, 0, '330299001'), spot('nb-sample-2', '乡镇（街道）', '拟名镇', place, 0, '330299101'),
];
export const delegations = () => [
  { id: 'd-1', version: 1, from: { post: 'post-zhao', person: named('p-zhao', '赵样样'), title: '局长' }, to: { post: 'post-lin', person: named('p-lin', '林示例'), title: '科员' }, organisation: unit, valid_from: '2026-11-20', valid_to: '2026-11-30', reason: '外出培训', ended: false },
  { id: 'd-0', version: 1, from: { post: 'post-zhou', person: named('p-zhou', '周样本'), title: '办公室主任' }, to: { post: 'post-qian', person: named('p-qian', '钱假名'), title: '科员' }, organisation: unit, valid_from: '2026-08-01', valid_to: '2026-08-10', reason: '年休假', ended: false },
];
export const sessions = () => [
  { id: 's-1', current: true, post: '示例区样本局 办公室主任', created_at: '2026-11-24T00:40:00Z', seen_at: '2026-11-24T02:10:00Z', expires_at: '2026-11-24T12:40:00Z' },
  { id: 's-2', current: false, post: null, created_at: '2026-11-23T10:05:00Z', seen_at: '2026-11-23T11:00:00Z', expires_at: '2026-11-24T10:05:00Z' },
];
export const notices = [
  { id: 'n-1', at: '2026-11-24T01:20:00Z', text: '有一份报备等您同意', filing: 'f-002', read: false },
  { id: 'n-2', at: '2026-11-23T08:00:00Z', text: '有人回答了您的问题', filing: 'f-005', read: true },
];
