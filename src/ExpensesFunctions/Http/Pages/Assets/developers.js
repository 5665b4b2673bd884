import { call, key } from './api.js';
import { showConsumers, showEventTypes, startConsumers } from './consumers.js';
import { at, attempt, onSubmit } from './dom.js';
import { showKeys, startKeys } from './keys.js';
import { offerCompanies, showRuleTypes, showRules, startRules } from './rules.js';

async function enter() {
  try {
    await showKeys();
  } catch (error) {
    if (error.status === 401 || error.status === 403) key.forget();
    throw error;
  }
  const { raised, ruleTypes } = await call('GET', 'webhooks/eventTypes');
  showEventTypes(raised);
  showRuleTypes(ruleTypes);
  await Promise.all([showConsumers(), showRules(), offerCompanies()]);
  at('enter').hidden = true;
  at('inside').hidden = false;
}

onSubmit('enter', async () => {
  key.set(at('key').value);
  await enter();
  at('key').value = '';
});
at('leave').addEventListener('click', () => {
  key.forget();
  // A fresh page: nothing that was shown stays behind.
  location.assign(location.pathname + location.search);
});
startKeys();
startConsumers();
startRules();
if (key.get()) await attempt(enter);
