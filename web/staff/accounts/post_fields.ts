import type { Of } from '../frame/schemas';
import type { Field } from '../filings/fields';
import { ROLES } from './roles';

// What is asked of a post, beside its organisation and place.
export const post_fields: Field[] = [
  { id: 'role', label: '角色', hint: '能看什么、能办什么，跟着角色走', type: 'choice', required: true, choices: ROLES.map(({ id, label }) => ({ id, label })) },
  { id: 'title', label: '职务', hint: '比如：副局长、科员', type: 'text', required: true, max: 40 },
  { id: 'head', label: '是单位负责人吗', hint: '负责人自己的接触报到上一级', type: 'boolean', required: true },
  { id: 'held_from', label: '从哪天起', type: 'date', required: true },
  { id: 'held_to', label: '到哪天止', type: 'date', required: false },
];
const unit: Field = { id: 'organisation', label: '单位', type: 'text', required: true };
const place: Field = { id: 'place', label: '管哪个地方', type: 'text', required: false };
export const all_post_fields: Field[] = [unit, ...post_fields, place];

export function post_text(values: Record<string, unknown>): Of<'PostText'> {
  const { organisation, role, title, head, held_from, held_to, place: where } = values;
  return { organisation, role, title, head, held_from, held_to, place: where } as Of<'PostText'>;
}
