import { words } from './dom.js';

const place = 'expenses.apiKey';

export const key = {
  get: () => sessionStorage.getItem(place),
  set: (value) => sessionStorage.setItem(place, value),
  forget: () => sessionStorage.removeItem(place),
};

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** What goes into an Authorization header for a key, as the contract has it. */
export function headerOf(value) {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`;
}

/** Calls the API with the key of this tab. */
export async function call(method, path, body) {
  const headers = { Authorization: headerOf(key.get() ?? ''), 'Accept-Language': document.documentElement.lang };
  if (body) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body), referrerPolicy: 'no-referrer', cache: 'no-store', credentials: 'omit' });
  } catch {
    throw new ApiError(0, words.unreachable);
  }
  const text = await response.text();
  const answer = text ? JSON.parse(text) : undefined;
  if (!response.ok) throw new ApiError(response.status, messageOf(answer, response));
  return answer;
}

function messageOf(envelope, response) {
  if (response.status === 401 || response.status === 403) return words.refusedKey;
  const items = envelope?.validation?.errors?.map((item) => item.message) ?? [];
  return [envelope?.help?.explanation, ...(items.length ? items : [envelope?.error])].filter(Boolean).join(' ') || `${response.status}`;
}
