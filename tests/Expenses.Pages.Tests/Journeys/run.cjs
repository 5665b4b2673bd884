// Makes every journey in one browser, each in a context of its own, and writes what became of them into the file given.
'use strict';
const { writeFileSync } = require('node:fs');
const { chromium } = require('playwright-core');
const { Watch } = require('./watch.cjs');

const journeys = { ...require('./linking.cjs'), ...require('./managing.cjs'), ...require('./developing.cjs').journeys, ...require('./reading.cjs') };

// What takes minutes stands still; nobody else waits so long.
const minute = 60_000;

async function make(browser, name, { options = {}, allows = [], go }) {
  const started = Date.now();
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  context.setDefaultTimeout(2 * minute);
  const watch = new Watch(context, allows);
  let error;
  try {
    await go(await context.newPage(), context);
    watch.check();
  } catch (failure) {
    error = `${failure.stack}\n${watch.seen()}`;
  } finally {
    await context.close();
  }
  console.log(`${error ? 'FAILED' : 'ok'} ${name}, ${Date.now() - started} ms`);
  return { name, error, milliseconds: Date.now() - started };
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.BROWSER, timeout: 3 * minute });
  const results = [];
  for (const [name, journey] of Object.entries(journeys)) results.push(await make(browser, name, journey));
  await browser.close();
  writeFileSync(process.argv[2], JSON.stringify(results));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
