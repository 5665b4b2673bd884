// What goes beside the sequence: an update, a transfer made and changed, an adjustment, a reimbursement made and changed.
// The SDK has the update; the other three came with newer releases and are sent in their words.
'use strict';
const { randomUUID } = require('node:crypto');
const { call, expenses, line, raw, untilEnded } = require('./sdk.cjs');

const when = { date: '2026-10-05T00:00:00+00:00' };

async function updated(companyId, item) {
  const updateExpenseRequest = {
    type: item.type, issueDate: item.issueDate, currency: item.currency, merchantName: item.merchantName, notes: 'corrected', lines: [line(40)],
  };
  const { syncId } = await call('expenses.update', 202, (r) => r.updateExpenseResponse,
    expenses.expenses.update({ updateExpenseRequest, companyId, transactionId: item.id }));
  return untilEnded(companyId, syncId);
}

async function synced(companyId, name, method, path, body) {
  const { syncId } = await raw(name, method, `/companies/${companyId}/sync/expenses/${path}`, 200, body);
  return untilEnded(companyId, syncId);
}

async function transferred(companyId) {
  const id = randomUUID();
  const put = (amount) => synced(companyId, 'transfers.create', 'PUT', `transfer-transactions/${id}`, {
    description: 'Top up', ...when, from: { accountRef: { id: '090' }, amount }, to: { accountRef: { id: '091' }, amount },
  });
  return [await put(100), await put(110)];
}

const adjusted = (companyId) => synced(companyId, 'adjustments.create', 'POST', 'adjustment-transactions', [{
  id: randomUUID(), ...when, currency: 'GBP', reference: 'write-off', lines: [
    { amount: 25, accountRef: { id: '420' }, description: 'to' },
    { amount: -25, accountRef: { id: '429' }, description: 'from' },
  ],
}]);

async function reimbursed(companyId) {
  const id = randomUUID();
  const bill = (notes) => ({
    reference: 'E-7', contactRef: { id: 'travel-desk' }, issueDate: when.date, dueDate: '2026-11-05T00:00:00+00:00', currency: 'GBP', notes,
    lines: [{ description: 'Taxi', netAmount: 20, taxAmount: 0, taxRateRef: { id: 'NONE' }, accountRef: { id: '493' } }],
  });
  return [
    await synced(companyId, 'reimbursements.create', 'POST', 'reimbursable-expense-transactions', [{ id, ...bill('first') }]),
    await synced(companyId, 'reimbursements.update', 'PUT', `reimbursable-expense-transactions/${id}`, bill('second')),
  ];
}

/** @returns the statuses of all those syncs, by name. */
async function otherKinds(companyId, payment) {
  return {
    update: [await updated(companyId, payment)],
    transfer: await transferred(companyId),
    adjustment: [await adjusted(companyId)],
    reimbursement: await reimbursed(companyId),
  };
}

module.exports = { otherKinds };
