// A webhook consumer as the documents describe it: made with the published platform SDK, verified with the published libraries.
'use strict';
const { createServer } = require('node:http');
const standardwebhooks = require('standardwebhooks');
const svix = require('svix');
const { platform, raw, strict, until } = require('./sdk.cjs');

const eventTypes = ['expenses.sync.successful', 'expenses.sync.unsuccessful'];
const libraries = { svix: svix.Webhook, standardwebhooks: standardwebhooks.Webhook };

async function receiver() {
  const received = [];
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(204).end();
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { received, server, url: `http://127.0.0.1:${server.address().port}/hook` };
}

function verdict(library, secret, body, headers) {
  try {
    new library(secret).verify(body, headers);
    return 'accepted';
  } catch (error) {
    return error.constructor.name;
  }
}

const judged = (secret, body, headers) => Object.fromEntries(
  Object.entries(libraries).map(([name, library]) => [name, verdict(library, secret, body, headers)]));

/** The delivery as it came, and with each part altered. */
function verdicts(secret, { headers, body }) {
  const signed = Object.fromEntries(['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headers[name]]));
  const another = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
  return {
    untouched: judged(secret, body, signed),
    body: judged(secret, body.replace('successful', 'unsuccessful'), signed),
    id: judged(secret, body, { ...signed, 'webhook-id': 'msg_0000000000000000000000' }),
    timestamp: judged(secret, body, { ...signed, 'webhook-timestamp': String(Number(signed['webhook-timestamp']) + 1) }),
    old: judged(secret, body, { ...signed, 'webhook-timestamp': String(Number(signed['webhook-timestamp']) - 3600) }),
    signature: judged(secret, body, { ...signed, 'webhook-signature': signed['webhook-signature'].replace('v1,', 'v1,A') }),
    secret: judged(another, body, signed),
  };
}

/** Makes a consumer; `delivered` waits for what it is told of a sync, takes the consumer away and says what the libraries think. */
async function listen() {
  const { received, server, url } = await receiver();
  const consumer = await strict('webhooks.createConsumer', platform.webhooks.createConsumer({ url, eventTypes }));
  const listed = await strict('webhooks.listConsumers', platform.webhooks.listConsumers());
  // The published SDK does not hand out the secret of a new consumer: theirs is copied from the portal, ours from this answer.
  const { secret } = await raw('webhooks.secret', 'POST', `/webhooks/${consumer.id}/secret`, 200, {});
  return {
    async delivered(syncId) {
      try {
        const delivery = await until('nothing was delivered', () => received.find(({ body }) => body.includes(syncId)));
        await strict('webhooks.deleteConsumer', platform.webhooks.deleteConsumer({ webhookId: consumer.id }).then(() => true));
        return { consumer, listed: listed.results, event: JSON.parse(delivery.body), verdicts: verdicts(secret, delivery) };
      } finally {
        server.close();
      }
    },
  };
}

module.exports = { listen, receiver };
