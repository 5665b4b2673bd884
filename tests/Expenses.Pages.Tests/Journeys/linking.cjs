// A customer on the page of its connection's link (codat-contract M006, M007).
'use strict';
const assert = require('node:assert/strict');
const { call, statusOf, until, waiting } = require('./api.cjs');
const { heading, headed } = require('./pages.cjs');

async function consent(page) {
  const one = await waiting();
  const answer = await page.goto(one.linkUrl);
  assert.equal(answer.status(), 200);
  assert.equal(await heading(page).textContent(), 'Connect Sandbox?');
  assert.match(await page.getByRole('main').textContent(), /Harbour & Pine Ltd/);
  // Looking at it uses nothing up.
  await page.reload();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await headed(page, 'Sandbox is connected');
  assert.equal(await statusOf(one), 'Linked');
  await until('the first read has ended', async () => {
    const status = await call('GET', `/companies/${one.company}/dataStatus`);
    return Object.values(status).length > 0 && Object.values(status).every((type) => type.currentStatus === 'Complete');
  });
  const options = await call('GET', `/companies/${one.company}/sync/expenses/mappingOptions`);
  assert.ok(options.accounts.length > 0 && options.taxRates.length > 0);
}

async function cancel(page) {
  const one = await waiting();
  await page.goto(one.linkUrl);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await headed(page, 'Sandbox was not connected');
  const connection = await call('GET', one.address);
  assert.equal(connection.status, 'PendingAuth');
  assert.equal(connection.dataConnectionErrors[0].errorMessage, 'User cancelled');
  await page.goto(connection.linkUrl);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await headed(page, 'Sandbox is connected');
  assert.equal(await statusOf(one), 'Linked');
}

async function ended(page) {
  const one = await waiting();
  await page.goto(one.linkUrl);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await headed(page, 'Sandbox is connected');
  for (const address of [one.linkUrl, one.linkUrl.replace(/otp=.*/, 'otp=123456'), `${one.linkUrl}x`]) {
    const answer = await page.goto(address);
    assert.equal(answer.status(), 401, address);
    assert.equal(await heading(page).textContent(), 'This link is not good any more');
    assert.match(await page.getByRole('main').textContent(), /fresh link/);
    assert.equal(await page.getByRole('button').count(), 0);
  }
}

async function backToTheProduct(page) {
  const product = process.env.PRODUCT;
  const asked = [];
  page.on('request', (request) => request.url().startsWith(product) && asked.push(request));
  for (const [button, end] of [['Connect', 'code=200&why=&state=42'], ['Cancel', 'code=403&why=User%20cancelled&state=42']]) {
    const one = await waiting(process.env.SHOP_KEY);
    await page.goto(`${one.linkUrl}&state=42`);
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.waitForURL(`${product}/linked?${end}`);
  }
  const first = asked.find((request) => request.url().includes('/linked'));
  assert.equal((await first.allHeaders()).referer, undefined);
}

module.exports = {
  consent: { go: consent },
  cancel: { go: cancel },
  'ended links': { allows: [401], go: ended },
  'consent without scripts': { options: { javaScriptEnabled: false }, go: consent },
  // The product of this test has no icon.
  'back to the product': { allows: [404], go: backToTheProduct },
};
