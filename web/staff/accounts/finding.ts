// People, units and places by a part of their name or its pinyin initials.
import { get } from '../frame/api';

export interface Found {
  id: string;
  label: string;
  note?: string;
}

export async function find_people(q: string): Promise<Found[]> {
  const { items } = (await get('/api/v1/people', { query: { q } })).data;
  return items.map((each) => ({ id: each.id, label: each.name, note: `${each.organisation} ${each.title}` }));
}

export async function find_organisations(q: string): Promise<Found[]> {
  const { items } = (await get('/api/v1/organisations', { query: { q, limit: 20 } })).data;
  return items.map((each) => ({ id: each.id, label: each.name, note: each.place.name }));
}

export async function find_places(q: string): Promise<Found[]> {
  const { items } = (await get('/api/v1/places', { query: { q } })).data;
  return items.map((each) => ({ id: each.id, label: each.name, note: [each.parent?.name, each.kind_title].filter(Boolean).join(' ') }));
}
