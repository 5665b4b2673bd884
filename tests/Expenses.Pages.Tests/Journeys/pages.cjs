// What the pages have in common.
'use strict';

const heading = (page, name) => page.getByRole('heading', { level: 1, name, exact: true });

/** Waits until the page with that heading is there, whole. After a click: a click may return before its page has gone. */
async function headed(page, name) {
  await heading(page, name).waitFor();
  await page.waitForLoadState();
}

module.exports = { heading, headed };
