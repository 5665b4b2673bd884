import { call, headerOf, key } from './api.js';
import { at, attempt, button, carefulButton, copyable, el, fill, onSubmit, row, words } from './dom.js';

export async function showKeys() {
  showCurrent();
  const { results } = await call('GET', 'apiKeys');
  fill('keyList', 'noKeys', results.map((one) => row(
    one.name || words.unnamed,
    new Date(one.createdDate).toLocaleString(document.documentElement.lang),
    carefulButton(words.revoke, () => attempt(() => revoke(one.id))),
  )));
}

export function startKeys() {
  onSubmit('newKey', async () => {
    const made = await call('POST', 'apiKeys', { name: at('keyName').value });
    at('madeKey').replaceChildren(el('div', '', el('p', words.shownOnce),
      copyable(words.keyLabel, made.apiKey), copyable(words.header, `Authorization: ${headerOf(made.apiKey)}`)));
    at('madeKey').firstChild.className = 'secret';
    at('newKey').reset();
    await showKeys();
  });
}

/** The key is on the screen only when asked for. */
function showCurrent() {
  const place = at('currentKey');
  place.replaceChildren(el('code', `Authorization: Basic (${words.hiddenKey}) `), button(words.show, () => {
    const shown = copyable(words.header, `Authorization: ${headerOf(key.get())}`);
    shown.className = 'secret';
    place.replaceChildren(shown);
  }));
}

async function revoke(id) {
  await call('DELETE', `apiKeys/${encodeURIComponent(id)}`);
  await showKeys();
}
