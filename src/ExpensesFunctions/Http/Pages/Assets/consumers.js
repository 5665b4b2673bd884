import { call } from './api.js';
import { at, attempt, carefulButton, copyable, el, fill, onSubmit, row, words } from './dom.js';

export function showEventTypes(types) {
  at('eventTypes').replaceChildren(...types.map((type) => {
    const box = el('input');
    box.type = 'checkbox';
    box.name = 'eventType';
    box.value = type;
    return el('label', '', box, type);
  }));
}

export async function showConsumers() {
  const { results } = await call('GET', 'webhooks');
  fill('consumerList', 'noConsumers', results.map((one) => row(
    one.url,
    one.eventTypes.join(', '),
    one.disabled ? [words.off, one.disabledReason].filter(Boolean).join(': ') : words.on,
    carefulButton(words.delete, () => attempt(() => remove(one.id))),
  )));
}

export function startConsumers() {
  onSubmit('newConsumer', async () => {
    const eventTypes = [...document.querySelectorAll('input[name=eventType]:checked')].map((box) => box.value);
    if (!eventTypes.length) throw new Error(words.chooseType);
    const companyTags = at('companyTags').value.split(',').map((tag) => tag.trim()).filter(Boolean);
    const authorization = at('consumerAuthorization').value;
    const wanted = { url: at('consumerUrl').value, eventTypes, companyTags };
    const made = await call('POST', 'webhooks', authorization ? { ...wanted, authorization } : wanted);
    at('madeConsumer').replaceChildren(el('div', '', el('p', words.shownOnce), copyable(words.secret, made.secret)));
    at('madeConsumer').firstChild.className = 'secret';
    at('newConsumer').reset();
    await showConsumers();
  });
}

async function remove(id) {
  await call('DELETE', `webhooks/${encodeURIComponent(id)}`);
  await showConsumers();
}
