import { call } from './api.js';
import { at, attempt, carefulButton, el, fill, onSubmit, row, words } from './dom.js';

export function showRuleTypes(types) {
  at('ruleType').replaceChildren(...types.map((type) => el('option', type)));
}

/** The newest companies, to choose from; any other id can be entered. */
export async function offerCompanies() {
  const { results } = await call('GET', 'companies?pageSize=100');
  at('companies').replaceChildren(...results.map((company) => {
    const option = el('option', company.name);
    option.value = company.id;
    return option;
  }));
}

export async function showRules() {
  const { results } = await call('GET', 'rules?pageSize=100');
  fill('ruleList', 'noRules', results.map((one) => row(
    one.type,
    one.companyId ?? words.allCompanies,
    [one.notifiers.webhook, ...one.notifiers.emails].filter(Boolean).join(', '),
    carefulButton(words.delete, () => attempt(() => remove(one.id))),
  )));
}

export function startRules() {
  onSubmit('newRule', async () => {
    const companyId = at('ruleCompany').value.trim();
    const emails = at('ruleEmails').value.split(',').map((one) => one.trim()).filter(Boolean);
    const webhook = at('ruleUrl').value;
    const rule = { type: at('ruleType').value, notifiers: webhook ? { emails, webhook } : { emails } };
    await call('POST', 'rules', companyId ? { ...rule, companyId } : rule);
    at('madeRule').replaceChildren(el('p', words.ruleMade));
    at('newRule').reset();
    await showRules();
  });
}

async function remove(id) {
  await call('DELETE', `rules/${encodeURIComponent(id)}`);
  await showRules();
}
