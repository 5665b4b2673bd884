// The expense product's side of a journey: our API, with its key.
'use strict';
const assert = require('node:assert/strict');
const { setTimeout: pause } = require('node:timers/promises');

const service = process.env.SERVICE;
const headerOf = (key) => `Basic ${Buffer.from(key).toString('base64')}`;

async function send(method, path, body, key = process.env.API_KEY) {
  const response = await fetch(service + path, {
    method,
    headers: { authorization: headerOf(key), 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : undefined };
}

async function call(method, path, body, key) {
  const answer = await send(method, path, body, key);
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A company with a connection that waits for its customer. */
async function waiting(key) {
  const company = await call('POST', '/companies', { name: 'Harbour & Pine Ltd' }, key);
  const connection = await call('POST', `/companies/${company.id}/connections`, { platformKey: 'mqjo' }, key);
  assert.equal(connection.status, 'PendingAuth');
  return { company: company.id, connection: connection.id, linkUrl: connection.linkUrl, address: `/companies/${company.id}/connections/${connection.id}` };
}

async function statusOf(one) {
  return (await call('GET', one.address)).status;
}

/** Waits for a condition, as long as a slow machine may need. */
async function until(what, condition) {
  const end = Date.now() + 180_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `not within three minutes: ${what}`);
    await pause(100);
  }
}

module.exports = { service, headerOf, send, call, waiting, statusOf, until };
