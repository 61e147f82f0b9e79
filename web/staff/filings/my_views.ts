// The views a person has kept, as the tabs show them and the toolbar adds to them.
import { ref } from 'vue';

import { keep, kept } from '../frame/kept';
import { type SavedView, views_of } from './saved_views';

export const my_views = ref<SavedView[]>(views_of(kept('views')));

export function keep_views(views: SavedView[]): void {
  my_views.value = views;
  keep('views', JSON.stringify(views));
}
