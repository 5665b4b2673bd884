// The sequence of the product's diagram, driven by Codat's published SDK as its users write it. Only the server's address and
// the key differ from their code. Usage: node sequence.cjs RESULT.json, with SERVER_URL, AUTH_HEADER and RECEIPT.
'use strict';
const { randomUUID } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');
const { CodatSyncExpenses } = require('@codat/sync-for-expenses');

const sdk = new CodatSyncExpenses({
  serverURL: process.env.SERVER_URL,
  security: { authHeader: process.env.AUTH_HEADER },
  retryConfig: { strategy: 'none' },
});
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

const line = (netAmount) => ({ netAmount, taxAmount: 2, taxRateRef: { id: 'INPUT2' }, accountRef: { id: '420' }, trackingRefs: [{ id: 'region-north' }] });
const expense = (type, netAmount) => ({
  id: randomUUID(), type, issueDate: '2026-10-05T00:00:00+00:00', currency: 'GBP', merchantName: 'Corner Cafe',
  notes: `sequence ${type}`, lines: [line(netAmount)],
});

async function untilEnded(companyId, syncId) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    const status = await call('sync.get', 200, (r) => r.companySyncStatus, sdk.sync.get({ companyId, syncId }));
    if (status.syncStatusCode >= 2000) {
      return status;
    }
  }

  throw new Error('the sync did not end within a minute');
}

async function company() {
  const { id: companyId } = await call('companies.create', 200, (r) => r.company, sdk.companies.create({ name: 'Company (Sequence[1])' }));
  const accounting = await call('connections.create', 200, (r) => r.connection,
    sdk.connections.create({ requestBody: { platformKey: 'mqjo' }, companyId }));
  const partner = await call('connections.createPartnerExpenseConnection', 200, (r) => r.connection,
    sdk.connections.createPartnerExpenseConnection({ companyId }));
  const configuration = { bankAccount: { id: '091' }, supplier: { id: 'card-merchants' }, customer: { id: 'card-refunds' } };
  await call('configuration.set', 200, (r) => r.companyConfiguration, sdk.configuration.set({ companyConfiguration: configuration, companyId }));
  const stored = await call('configuration.get', 200, (r) => r.companyConfiguration, sdk.configuration.get({ companyId }));
  const options = await call('configuration.getMappingOptions', 200, (r) => r.mappingOptions, sdk.configuration.getMappingOptions({ companyId }));
  const shown = await call('companies.get', 200, (r) => r.company, sdk.companies.get({ companyId }));
  return { companyId, accounting, partner, stored, options, shown };
}

async function transactionsOf(companyId, syncId, pageSize) {
  const all = [];
  for (let page = 1, last = false; !last; page++) {
    const list = await call('transactionStatus.list', 200, (r) => r.transactions,
      sdk.transactionStatus.list({ companyId, syncId, page, pageSize }));
    all.push(...list.results);
    last = list.links.next === undefined;
  }

  return all;
}

async function main() {
  const { companyId, accounting, partner, stored, options, shown } = await company();
  const items = [expense('Payment', 12.5), expense('Refund', 7.25), expense('Reward', 3), expense('Chargeback', 20.01)];
  const { datasetId } = await call('expenses.create', 200, (r) => r.createExpenseResponse,
    sdk.expenses.create({ createExpenseRequest: { items }, companyId }));
  const { syncId } = await call('sync.initiateSync', 202, (r) => r.syncInitiated,
    sdk.sync.initiateSync({ initiateSync: { datasetIds: [datasetId] }, companyId }));
  const status = await untilEnded(companyId, syncId);
  const transactions = await transactionsOf(companyId, syncId, 3);
  const attachments = [];
  for (const { transactionId } of transactions.filter((one) => one.status === 'Completed' && one.integrationType === 'expenses')) {
    const content = new Uint8Array(readFileSync(process.env.RECEIPT));
    attachments.push(await call('expenses.uploadAttachment', 200, (r) => r.attachment,
      sdk.expenses.uploadAttachment({ requestBody: { content, requestBody: 'receipt.pdf' }, companyId, syncId, transactionId })));
    await call('transactionStatus.get', 200, (r) => r.rawResponse.data[0], sdk.transactionStatus.get({ companyId, syncId, transactionId }));
  }

  const latest = await call('sync.getLatestSync', 200, (r) => r.companySyncStatus, sdk.sync.getLatestSync({ companyId }));
  const successful = await call('sync.getLastSuccessfulSync', 200, (r) => r.companySyncStatus, sdk.sync.getLastSuccessfulSync({ companyId }));
  const missing = await sdk.companies.get({ companyId: randomUUID() });
  return {
    companyId, accounting, partner, stored, options, shown, items, status, transactions, attachments, latest, successful,
    missing: { statusCode: missing.statusCode, error: missing.errorMessage },
  };
}

main().then(
  (result) => writeFileSync(process.argv[2], JSON.stringify({ ...result, steps })),
  (error) => {
    console.error(error.stack);
    console.error(JSON.stringify(steps));
    process.exitCode = 1;
  });
