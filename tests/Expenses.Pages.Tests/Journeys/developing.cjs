// An engineer on the page with API keys, webhook consumers and rules (codat-contract M098, M051, M050).
'use strict';
const assert = require('node:assert/strict');
const { call, headerOf, send, service, until } = require('./api.cjs');

async function enter(page, key = process.env.API_KEY) {
  await page.goto(`${service}/developers`);
  await page.getByLabel('API key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Enter' }).click();
}

const section = (page, name) => page.getByRole('region', { name });

/** Its button asks once more before it acts. */
async function press(button) {
  await button.click();
  assert.match(await button.textContent(), /Really\?/);
  await button.click();
}

async function apiKeys(page, context) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(page);
  const keys = section(page, 'API keys');
  assert.ok(!(await page.content()).includes(headerOf(process.env.API_KEY)));
  await keys.getByRole('button', { name: 'Show' }).click();
  assert.equal(await keys.getByLabel('Authorization header').textContent(), `Authorization: ${headerOf(process.env.API_KEY)}`);

  await keys.getByLabel('Name').fill('for the browser');
  await keys.getByRole('button', { name: 'Make key' }).click();
  const made = page.locator('#madeKey');
  const key = await made.getByLabel('API key').textContent();
  assert.equal(await made.getByLabel('Authorization header').textContent(), `Authorization: ${headerOf(key)}`);
  await made.getByRole('button', { name: 'Copy: Authorization header' }).click();
  await made.getByRole('button', { name: 'Copied: Authorization header' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), `Authorization: ${headerOf(key)}`);
  assert.equal((await send('GET', '/companies', undefined, key)).status, 200);

  await page.reload();
  const row = keys.getByRole('row', { name: /for the browser/ });
  await row.waitFor();
  assert.ok(!(await page.content()).includes(key));
  await press(row.getByRole('button'));
  await row.waitFor({ state: 'detached' });
  await until('the key is withdrawn', async () => (await send('GET', '/companies', undefined, key)).status === 403);

  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Enter' }).waitFor();
  assert.equal(await page.evaluate(() => sessionStorage.length + localStorage.length), 0);
  assert.ok(!page.url().includes(process.env.API_KEY));
}

async function consumers(page) {
  await enter(page);
  const part = section(page, 'Webhook consumers');
  const problem = page.locator('#problem');
  await part.getByLabel('URL').fill('https://hooks.example.com/expenses');
  await part.getByRole('button', { name: 'Add endpoint' }).click();
  await problem.getByText('Choose at least one event type.').waitFor();

  await part.getByLabel('expenses.sync.successful').check();
  await part.getByLabel('connection.connected').check();
  await part.getByLabel('URL').fill('https://127.0.0.1/expenses');
  await part.getByRole('button', { name: 'Add endpoint' }).click();
  await problem.getByText(/public|address|URL/i).waitFor();
  await part.getByLabel('URL').fill('https://hooks.example.com/expenses');
  await part.getByLabel('Company tags').fill('region:fr, team:a');
  await part.getByLabel('Authorization header that the endpoint expects').fill('Bearer of the endpoint');
  await part.getByRole('button', { name: 'Add endpoint' }).click();
  assert.match(await part.getByLabel('Signing secret').textContent(), /^whsec_/);
  assert.ok(await problem.isHidden());
  assert.equal(await part.getByLabel('Authorization header that the endpoint expects').inputValue(), '');

  const [stored] = (await call('GET', '/webhooks')).results;
  assert.deepEqual(
    [stored.url, [...stored.eventTypes].sort(), stored.companyTags],
    ['https://hooks.example.com/expenses', ['connection.connected', 'expenses.sync.successful'], ['region:fr', 'team:a']],
  );
  const row = part.getByRole('row', { name: /hooks\.example\.com/ });
  await press(row.getByRole('button'));
  await row.waitFor({ state: 'detached' });
  assert.equal((await call('GET', '/webhooks')).results.length, 0);
}

async function rules(page) {
  const company = await call('POST', '/companies', { name: 'Ruled' });
  await enter(page);
  const part = section(page, 'Rules (legacy)');
  const problem = page.locator('#problem');
  await part.getByLabel('Type').selectOption('Sync Completed');
  await part.getByLabel('URL').fill('ftp://hooks.example.com');
  await part.getByRole('button', { name: 'Create rule' }).click();
  await problem.waitFor();
  assert.notEqual((await problem.textContent()).length, 0);

  for (const companyId of [undefined, company.id]) {
    await part.getByLabel('Type').selectOption('Sync Completed');
    await part.getByLabel('URL').fill('https://hooks.example.com/legacy');
    await part.getByLabel('Company').fill(companyId ?? '');
    await part.getByRole('button', { name: 'Create rule' }).click();
    await part.getByRole('row', { name: companyId ?? 'all' }).waitFor();
  }
  await part.getByLabel('Type').selectOption('Sync Completed');
  await part.getByLabel('E-mail addresses').fill('ops@example.com, finance@example.com');
  await part.getByRole('button', { name: 'Create rule' }).click();
  await part.getByRole('row', { name: 'finance@example.com' }).waitFor();
  const stored = (await call('GET', '/rules')).results;
  assert.deepEqual(stored.map((rule) => [rule.type, rule.companyId, rule.notifiers.webhook, rule.notifiers.emails]), [
    ['Sync Completed', undefined, 'https://hooks.example.com/legacy', []],
    ['Sync Completed', company.id, 'https://hooks.example.com/legacy', []],
    ['Sync Completed', undefined, undefined, ['ops@example.com', 'finance@example.com']],
  ]);
  for (const name of [company.id, 'finance@example.com', 'all']) {
    const row = part.getByRole('row', { name });
    await press(row.getByRole('button'));
    await row.waitFor({ state: 'detached' });
  }
  assert.equal((await call('GET', '/rules')).results.length, 0);
}

async function wrongKey(page) {
  await enter(page, 'no key of anybody');
  await page.getByText('This key opens nothing here.').waitFor();
  assert.ok(await page.locator('#inside').isHidden());
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
}

module.exports = {
  enter,
  journeys: {
    'api keys': { go: apiKeys },
    consumers: { allows: [400], go: consumers },
    rules: { allows: [400], go: rules },
    'wrong key': { allows: [401], go: wrongKey },
  },
};
