// Where one can go, by what the acting post may do.
import { computed } from 'vue';

import type { IconName } from './FrameIcon.vue';
import { can, session } from './session';

export interface Way {
  label: string;
  to: string;
  icon: IconName;
  outside?: boolean; // a page of the server's, not of this app
}
export interface Group {
  label: string;
  ways: Way[];
}

interface Door extends Way {
  needs?: string;
}

const own: Door[] = [
  { label: '首页', to: '/', icon: 'home' },
  { label: '能不能', to: '/', icon: 'question', outside: true },
  { label: '清单', to: '/lists', icon: 'list', outside: true },
];
const contact: Door[] = [{ label: '报备', to: '/filings', icon: 'filing', needs: 'filing.list' }];
const people: Door[] = [
  { label: '账号', to: '/accounts', icon: 'people', needs: 'account.list' },
  { label: '岗位', to: '/posts', icon: 'post', needs: 'post.list' },
  { label: '委托', to: '/delegations', icon: 'hand', needs: 'delegation.list' },
  { label: '地方和单位', to: '/places', icon: 'place', needs: 'organisation.list' },
  { label: '我的登录', to: '/sessions', icon: 'self' },
];

const open = (doors: Door[]): Way[] => (session.value ? doors.filter((door) => !door.needs || can(door.needs)) : []);

export const groups = computed<Group[]>(() =>
  [
    { label: '', ways: open(own) },
    { label: '沟通', ways: open(contact) },
    { label: '人和岗位', ways: open(people) },
  ].filter((group) => group.ways.length > 0),
);

// Five at most fit under a thumb.
export const tabs = computed<Way[]>(() =>
  open([
    { label: '首页', to: '/', icon: 'home' },
    ...contact,
    { label: '能不能', to: '/', icon: 'question', outside: true },
    { label: '账号', to: '/accounts', icon: 'people', needs: 'account.list' },
    { label: '我的', to: '/sessions', icon: 'self' },
  ]),
);
