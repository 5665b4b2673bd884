// Every page, read: in French, and by the judge of accessibility.
'use strict';
const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { call, service, waiting } = require('./api.cjs');
const { headed } = require('./pages.cjs');

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Visits every page in each of its states; the visitor looks. */
async function visitAll(page, look) {
  const one = await waiting();
  await page.goto(one.linkUrl);
  await look('consent');
  await page.locator('button[value=connect]').click();
  await headed(page, /^Sandbox (is connected|est connecté)$/);
  await look('connected');
  await page.goto(one.linkUrl);
  await look('ended link');
  await page.goto(`${service}/company/${one.company}`);
  await look('no session');
  await page.goto((await call('POST', `/companies/${one.company}/connectionManagement/link`)).url);
  await look('connections');
  await page.goto((await call('GET', one.address)).linkUrl);
  await look('linked already');
  await page.goto(`${service}/developers`);
  await look('developers, outside');
  await page.locator('#key').fill(process.env.API_KEY);
  await page.locator('#enter button').click();
  await page.locator('#inside').waitFor();
  await look('developers, inside');
  await page.locator('#leave').click();
  await page.locator('#enter').waitFor();
}

async function french(page) {
  const headings = {};
  await visitAll(page, async (name) => {
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr', name);
    headings[name] = (await page.locator('h1').textContent()).replaceAll(/\s/g, ' ');
  });
  assert.deepEqual(headings, {
    consent: 'Connecter Sandbox ?',
    connected: 'Sandbox est connecté',
    'ended link': "Ce lien n'est plus valable",
    'no session': 'Ouvrez cette page depuis votre produit de dépenses',
    connections: 'Connexions de Harbour & Pine Ltd',
    'linked already': 'Sandbox est déjà connecté',
    'developers, outside': 'Développeurs',
    'developers, inside': 'Développeurs',
  });
  // The switch goes before what the browser asks for, and stays on the page.
  const one = await waiting();
  await page.goto(one.linkUrl);
  await page.getByRole('link', { name: 'English' }).click();
  await headed(page, 'Connect Sandbox?');
  assert.ok(page.url().includes('otp='));
}

async function accessibility(page) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await visitAll(page, async (name) => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
      assert.deepEqual(found, [], `${name}, ${colorScheme}`);
    });
  }
}

module.exports = {
  french: { options: { locale: 'fr-CA' }, allows: [401], go: french },
  accessibility: { options: { bypassCSP: true }, allows: [401], go: accessibility },
};
