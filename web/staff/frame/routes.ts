// The pages, each fetched when it is first gone to.
import { createRouter, createWebHistory } from 'vue-router';

import { session } from './session';

export const router = createRouter({
  history: createWebHistory('/staff/'),
  scrollBehavior: (_to, _from, kept) => kept ?? { top: 0 },
  routes: [
    { path: '/', component: () => import('../work/WorkPage.vue'), meta: { title: '工作台' } },
    { path: '/filings', component: () => import('../filings/ListPage.vue'), meta: { title: '报备', wide: true } },
    { path: '/filings/new', component: () => import('../filings/NewPage.vue'), meta: { title: '新报备' } },
    { path: '/filings/:id', component: () => import('../filings/RecordPage.vue'), meta: { title: '报备' } },
    { path: '/accounts', component: () => import('../accounts/AccountsPage.vue'), meta: { title: '账号', wide: true } },
    { path: '/posts', component: () => import('../accounts/PostsPage.vue'), meta: { title: '岗位', wide: true } },
    { path: '/places', component: () => import('../accounts/PlacesPage.vue'), meta: { title: '地方和单位' } },
    { path: '/delegations', component: () => import('../accounts/DelegationsPage.vue'), meta: { title: '委托' } },
    { path: '/sessions', component: () => import('../accounts/SessionsPage.vue'), meta: { title: '我的登录' } },
    { path: '/:rest(.*)', component: () => import('./NowherePage.vue'), meta: { title: '没有这个页面' } },
  ],
});

export const set_title = (title: string): void => {
  document.title = `${title} · 亲清`;
};

// A first password is changed before anything else is done.
router.beforeEach((to) => (session.value?.must_change && to.path !== '/sessions' ? '/sessions' : true));
router.afterEach((to) => set_title(String(to.meta.title)));
