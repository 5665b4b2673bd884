/** Everything shown is set as text, never as markup. */
export const at = (id) => document.getElementById(id);

export const words = at('words').dataset;

export function el(name, text, ...children) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}

export function button(text, onClick) {
  const node = el('button', text);
  node.type = 'button';
  node.addEventListener('click', () => onClick(node));
  return node;
}

/** A button that asks once more before it acts. */
export function carefulButton(text, onClick) {
  let isSure = false;
  return button(text, (node) => {
    if (isSure) return onClick();
    isSure = true;
    node.textContent = `${text}: ${words.sure}`;
    return undefined;
  });
}

/** A value with a button that copies it. */
export function copyable(label, value) {
  const output = el('output', value);
  output.setAttribute('aria-label', label);
  const copy = button(`${words.copy}: ${label}`, async () => {
    try {
      await navigator.clipboard.writeText(value);
      copy.textContent = `${words.copied}: ${label}`;
    } catch {
      // Without permission the reader copies what is selected.
      getSelection().selectAllChildren(output);
    }
  });
  return el('div', '', el('strong', label), output, copy);
}

export function row(...cells) {
  return el('tr', '', ...cells.map((cell) => el('td', '', cell)));
}

export function fill(list, emptyNote, rows) {
  at(list).replaceChildren(...rows);
  at(emptyNote).hidden = rows.length > 0;
}

/** Runs a form's work when it is sent; its button rests meanwhile, and what goes wrong is said. */
export function onSubmit(form, work) {
  at(form).addEventListener('submit', async (event) => {
    event.preventDefault();
    const send = event.submitter ?? at(form).querySelector('button');
    send.disabled = true;
    await attempt(work);
    send.disabled = false;
  });
}

export async function attempt(work) {
  const problem = at('problem');
  problem.hidden = true;
  try {
    await work();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
    problem.scrollIntoView({ block: 'nearest' });
  }
}
