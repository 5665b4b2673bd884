// The published SDKs as their users set them up, and what every step of the sequence needs. Only the server's address and the
// key differ from their code.
'use strict';
const { randomUUID } = require('node:crypto');
const { setTimeout: pause } = require('node:timers/promises');
const { CodatSyncExpenses } = require('@codat/sync-for-expenses');
const { CodatPlatform } = require('@codat/platform');

const serverURL = process.env.SERVER_URL;
const authHeader = process.env.AUTH_HEADER;
const expenses = new CodatSyncExpenses({ serverURL, security: { authHeader }, retryConfig: { strategy: 'none' } });
// A newer generation of their SDKs: it parses every answer strictly and throws at what it does not know (codat-contract T5, §2.15).
const platform = new CodatPlatform({ serverURL, authHeader, retryConfig: { strategy: 'none' } });
const steps = [];

/** One call: what the SDK made of the answer, and the answer itself when the SDK made nothing of it. */
async function call(name, expected, pick, promise) {
  const response = await promise;
  const value = pick(response);
  steps.push({ name, statusCode: response.statusCode, understood: value !== undefined });
  if (response.statusCode !== expected) {
    throw new Error(`${name}: ${response.statusCode} ${JSON.stringify(response.rawResponse?.data)?.slice(0, 500)}`);
  }

  return value;
}

/** One call of a strict SDK: it throws when status, content type or shape is another than the document's. */
async function strict(name, promise) {
  const value = await promise;
  steps.push({ name: `platform.${name}`, understood: true });
  return value;
}

/** One call in the newest SDK's words, for what the newest release that can be had does not have yet. */
async function raw(name, method, path, expected, body) {
  const response = await fetch(serverURL + path, {
    method,
    headers: { authorization: authHeader, accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'speakeasy-sdk/typescript 7.1.1' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  steps.push({ name: `newest.${name}`, statusCode: response.status, understood: response.status === expected });
  if (response.status !== expected) {
    throw new Error(`${name}: ${response.status} ${text.slice(0, 500)}`);
  }

  return JSON.parse(text);
}

async function until(what, ask) {
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; await pause(100)) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
  }

  throw new Error(`${what} within two minutes`);
}

const untilEnded = (companyId, syncId) => until('the sync did not end', async () => {
  const status = await call('sync.get', 200, (r) => r.companySyncStatus, expenses.sync.get({ companyId, syncId }));
  return status.syncStatusCode >= 2000 ? status : undefined;
});

const line = (netAmount) => ({ netAmount, taxAmount: 2, taxRateRef: { id: 'INPUT2' }, accountRef: { id: '420' }, trackingRefs: [{ id: 'region-north' }] });
const expense = (type, netAmount) => ({
  id: randomUUID(), type, issueDate: '2026-10-05T00:00:00+00:00', currency: 'GBP', merchantName: 'Corner Cafe',
  notes: `sequence ${type}`, lines: [line(netAmount)],
});

module.exports = { call, expense, expenses, line, platform, raw, steps, strict, until, untilEnded };
