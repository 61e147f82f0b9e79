// Who sits before the page, as the server knows it.
import { computed, shallowRef } from 'vue';

import { carry_csrf, change, get, on_signed_out } from './api';
import { forget_drafts } from './kept';
import type { Of } from './schemas';

export const session = shallowRef<Of<'Session'> | null>(null);
export const today = computed(() => session.value?.today ?? '');

// With each session comes the word that its changes carry.
export function take_session(told: Of<'Session'>): void {
  session.value = told;
  carry_csrf(told.csrf);
}

export async function load_session(): Promise<void> {
  take_session((await get('/api/v1/session', {})).data);
}

// Whether the acting post could do this to some record; whether to this one, the record says.
export const can = (action: string): boolean => session.value?.can.includes(action) ?? false;

export async function act_as(post: Of<'ActingPost'>): Promise<void> {
  const body = post.delegation ? { post: post.id, delegation: post.delegation } : { post: post.id };
  take_session((await change('put', '/api/v1/me/post', { body })).data);
}

function to_sign_in(): void {
  const here = location.pathname + location.search;
  location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}
on_signed_out(to_sign_in);

export async function sign_out(): Promise<void> {
  await change('delete', '/api/v1/session', {});
  forget_drafts();
  location.assign('/sign-in');
}

// "李样本，替王虚构办事"
export function acting_words(post: Of<'ActingPost'>): string {
  const own = `${post.organisation.name} ${post.title}`;
  return post.stands_for ? `${own}（替${post.stands_for.name}）` : own;
}
