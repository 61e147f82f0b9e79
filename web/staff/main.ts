import 'element-plus/theme-chalk/base.css';
import '../styles/tokens.css';
import '../styles/base.css';
import './styles/element.css';
import './styles/frame.css';
import './styles/filings.css';
import './styles/print.css';

import { createApp } from 'vue';

import StaffApp from './frame/StaffApp.vue';
import { large, set_large } from './frame/large';
import { router } from './frame/routes';

set_large(large.value);
createApp(StaffApp).use(router).mount('#staff');
