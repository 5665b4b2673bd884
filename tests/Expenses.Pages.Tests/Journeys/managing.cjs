// A customer on the page of its company's connections (codat-contract M011).
'use strict';
const assert = require('node:assert/strict');
const { call, service, statusOf, waiting } = require('./api.cjs');
const { headed } = require('./pages.cjs');

async function manage(page, context) {
  const one = await waiting();
  const other = await waiting();
  await page.goto(one.linkUrl);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await headed(page, 'Sandbox is connected');

  const link = await call('POST', `/companies/${one.company}/connectionManagement/link`);
  await page.goto(link.url);
  assert.equal(page.url(), `${service}/company/${one.company}?lang=en`);
  assert.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Connections of Harbour & Pine Ltd');
  assert.match(await page.getByRole('heading', { level: 2 }).textContent(), /Sandbox\s+Connected/);
  assert.ok((await context.cookies()).every((cookie) => cookie.httpOnly && cookie.sameSite === 'Lax'));

  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('Disconnected').waitFor();
  assert.equal(await statusOf(one), 'Unlinked');
  await page.reload();
  await page.getByRole('button', { name: 'Reconnect' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.getByRole('link', { name: 'Back to your connections' }).click();
  await headed(page, 'Connections of Harbour & Pine Ltd');
  assert.match(await page.getByRole('heading', { level: 2 }).textContent(), /Sandbox\s+Connected/);
  assert.equal(await statusOf(one), 'Linked');

  // Another company's page does not open with this session, nor with its link.
  assert.equal((await page.goto(`${service}/company/${other.company}`)).status(), 401);
  assert.equal((await page.goto(link.url.replace(one.company, other.company))).status(), 401);
}

module.exports = { manage: { allows: [401], go: manage } };
