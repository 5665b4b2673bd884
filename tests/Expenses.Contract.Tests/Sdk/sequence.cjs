// The sequence of the product's diagram, driven by Codat's published SDK as its users write it.
// Usage: node sequence.cjs RESULT.json, with SERVER_URL, AUTH_HEADER and RECEIPT.
'use strict';
const { randomUUID } = require('node:crypto');
const { readFileSync, writeFileSync } = require('node:fs');
const { otherKinds } = require('./other-kinds.cjs');
const { call, expense, expenses, steps, untilEnded } = require('./sdk.cjs');
const { listen } = require('./webhooks.cjs');

async function company() {
  const { id: companyId } = await call('companies.create', 200, (r) => r.company, expenses.companies.create({ name: 'Company (Sequence[1])' }));
  const accounting = await call('connections.create', 200, (r) => r.connection,
    expenses.connections.create({ requestBody: { platformKey: 'mqjo' }, companyId }));
  const partner = await call('connections.createPartnerExpenseConnection', 200, (r) => r.connection,
    expenses.connections.createPartnerExpenseConnection({ companyId }));
  const configuration = { bankAccount: { id: '091' }, supplier: { id: 'card-merchants' }, customer: { id: 'card-refunds' } };
  await call('configuration.set', 200, (r) => r.companyConfiguration, expenses.configuration.set({ companyConfiguration: configuration, companyId }));
  const stored = await call('configuration.get', 200, (r) => r.companyConfiguration, expenses.configuration.get({ companyId }));
  const options = await call('configuration.getMappingOptions', 200, (r) => r.mappingOptions, expenses.configuration.getMappingOptions({ companyId }));
  const shown = await call('companies.get', 200, (r) => r.company, expenses.companies.get({ companyId }));
  return { companyId, accounting, partner, stored, options, shown };
}

async function transactionsOf(companyId, syncId, pageSize) {
  const all = [];
  for (let page = 1, last = false; !last; page++) {
    const list = await call('transactionStatus.list', 200, (r) => r.transactions,
      expenses.transactionStatus.list({ companyId, syncId, page, pageSize }));
    all.push(...list.results);
    last = list.links.next === undefined;
  }

  return all;
}

async function main() {
  const { companyId, accounting, partner, stored, options, shown } = await company();
  const consumer = await listen();
  const items = [expense('Payment', 12.5), expense('Refund', 7.25), expense('Reward', 3), expense('Chargeback', 20.01)];
  const { datasetId } = await call('expenses.create', 200, (r) => r.createExpenseResponse,
    expenses.expenses.create({ createExpenseRequest: { items }, companyId }));
  const { syncId } = await call('sync.initiateSync', 202, (r) => r.syncInitiated,
    expenses.sync.initiateSync({ initiateSync: { datasetIds: [datasetId] }, companyId }));
  const status = await untilEnded(companyId, syncId);
  const transactions = await transactionsOf(companyId, syncId, 3);
  const attachments = [];
  for (const { transactionId } of transactions.filter((one) => one.status === 'Completed' && one.integrationType === 'expenses')) {
    const content = new Uint8Array(readFileSync(process.env.RECEIPT));
    attachments.push(await call('expenses.uploadAttachment', 200, (r) => r.attachment,
      expenses.expenses.uploadAttachment({ requestBody: { content, requestBody: 'receipt.pdf' }, companyId, syncId, transactionId })));
    await call('transactionStatus.get', 200, (r) => r.rawResponse.data[0], expenses.transactionStatus.get({ companyId, syncId, transactionId }));
  }

  const latest = await call('sync.getLatestSync', 200, (r) => r.companySyncStatus, expenses.sync.getLatestSync({ companyId }));
  const successful = await call('sync.getLastSuccessfulSync', 200, (r) => r.companySyncStatus, expenses.sync.getLastSuccessfulSync({ companyId }));
  // Before the rest: the libraries refuse what was signed five minutes ago.
  const webhooks = await consumer.delivered(syncId);
  const others = await otherKinds(companyId, items[0]);
  const missing = await expenses.companies.get({ companyId: randomUUID() });
  return {
    companyId, accounting, partner, stored, options, shown, items, status, transactions, attachments, latest, successful,
    others, webhooks,
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
