// Everything we serve that the published platform SDK can call: it parses strictly, so each answer has to be as its document says.
// Usage: node strict.cjs RESULT.json, with SERVER_URL and AUTH_HEADER.
'use strict';
const { writeFileSync } = require('node:fs');
const { SDKError, ErrorMessage } = require('@codat/platform/sdk/models/errors');
const { platform, raw, steps, strict, until } = require('./sdk.cjs');
const { receiver } = require('./webhooks.cjs');

const eventTypes = ['company.created', 'company.deleted', 'connection.connected', 'connection.disconnected', 'connection.deleted'];

async function companies() {
  const { id: companyId } = await strict('companies.create', platform.companies.create({ name: 'Strict', tags: { region: 'uk' } }));
  await strict('companies.list', platform.companies.list({ query: `id=${companyId}`, tags: 'region=uk' }));
  await strict('companies.replace', platform.companies.replace({ companyId, companyRequestBody: { name: 'Strict 2', description: 'd' } }));
  await strict('companies.update', platform.companies.update({ companyId, companyUpdateRequest: { name: 'Strict 3' } }));
  return companyId;
}

async function connections(companyId) {
  const { id: connectionId } = await strict('connections.create', platform.connections.create({ companyId, requestBody: { platformKey: 'mqjo' } }));
  await strict('connections.list', platform.connections.list({ companyId }));
  await strict('connections.get', platform.connections.get({ companyId, connectionId }));
  await strict('companies.get', platform.companies.get({ companyId }));
  return connectionId;
}

async function data(companyId, connectionId) {
  await strict('refreshData.all', platform.refreshData.all({ companyId }).then(() => true));
  // A type that is being read cannot be queued again (codat-contract B028).
  const pull = await until('suppliers were not read', async () => {
    try {
      return await strict('refreshData.byDataType', platform.refreshData.byDataType({ companyId, dataType: 'suppliers' }));
    } catch (error) {
      if (error instanceof ErrorMessage && error.statusCode === 400) {
        return undefined;
      }

      throw error;
    }
  });
  await strict('refreshData.getPullOperation', platform.refreshData.getPullOperation({ companyId, datasetId: pull.id }));
  await strict('refreshData.listPullOperations', platform.refreshData.listPullOperations({ companyId, pageSize: 2 }));
  const statuses = await strict('refreshData.get', platform.refreshData.get({ companyId }));
  await strict('pushData.getModelOptions', platform.pushData.getModelOptions({ companyId, connectionId, dataType: 'chartOfAccounts' }));
  const { pushOperationKey } = await raw(
    'suppliers.create', 'POST', `/companies/${companyId}/connections/${connectionId}/push/suppliers`, 200, { supplierName: 'Strict', status: 'Active' });
  await strict('pushData.getOperation', platform.pushData.getOperation({ companyId, pushOperationKey }));
  await strict('pushData.listOperations', platform.pushData.listOperations({ companyId }));
  return statuses;
}

async function settings() {
  const { id: apiKeyId } = await strict('settings.createApiKey', platform.settings.createApiKey({ name: 'strict' }));
  await strict('settings.listApiKeys', platform.settings.listApiKeys());
  // The document gives this 204 the body of a 429, so the SDK made from it can be satisfied by nobody's answer.
  const deleted = await refused(platform.settings.deleteApiKey({ apiKeyId }));
  if (deleted.status !== 204) {
    throw new Error(`settings.deleteApiKey: ${JSON.stringify(deleted)}`);
  }
}

/** What the SDK throws at an error: the typed one, when it understood the envelope. */
async function refused(promise) {
  try {
    await promise;
    return { thrown: 'nothing' };
  } catch (error) {
    return { thrown: error instanceof ErrorMessage ? 'ErrorMessage' : error.constructor.name, status: error.statusCode, isSdk: error instanceof SDKError };
  }
}

async function events(received, wanted) {
  await until('not every event came', () => (wanted.every((type) => received.some(({ body }) => body.includes(`"${type}"`))) ? true : undefined));
  return received.map(({ body }) => JSON.parse(body).eventType);
}

async function main() {
  const { received, server, url } = await receiver();
  try {
    const { id: webhookId } = await strict('webhooks.createConsumer', platform.webhooks.createConsumer({ url, eventTypes }));
    const companyId = await companies();
    const connectionId = await connections(companyId);
    const statuses = await data(companyId, connectionId);
    await settings();
    await strict('connections.unlink', platform.connections.unlink({ companyId, connectionId, updateConnectionStatus: { status: 'Unlinked' } }));
    await strict('connections.delete', platform.connections.delete({ companyId, connectionId }).then(() => true));
    await strict('companies.delete', platform.companies.delete({ companyId }).then(() => true));
    const missing = await refused(platform.companies.get({ companyId }));
    const malformed = await refused(platform.companies.list({ query: 'no such field' }));
    const told = await events(received, eventTypes);
    await strict('webhooks.deleteConsumer', platform.webhooks.deleteConsumer({ webhookId }).then(() => true));
    return { statuses, missing, malformed, told };
  } finally {
    server.close();
  }
}

main().then(
  (result) => writeFileSync(process.argv[2], JSON.stringify({ ...result, steps })),
  (error) => {
    console.error(error.stack, JSON.stringify(error.rawValue ?? error.body ?? '')?.slice(0, 800));
    console.error(JSON.stringify(steps));
    process.exitCode = 1;
  });
