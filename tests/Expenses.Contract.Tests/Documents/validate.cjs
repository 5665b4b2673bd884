// Holds recorded exchanges against published OpenAPI documents. Usage: node validate.cjs RESULT.json, with EXCHANGES (a JSON file)
// and DOCUMENTS (paths of OpenAPI 3.1 documents, separated by ':'). The schemas are judged by ajv, not by us.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { basename } = require('node:path');
const Ajv2020 = require('ajv/dist/2020').default;
const addFormats = require('ajv-formats').default;

const verbs = ['get', 'post', 'put', 'patch', 'delete'];
const notServed = 'There is nothing at this address.';
const exchanges = JSON.parse(readFileSync(process.env.EXCHANGES));
const violations = [];

// `additionalProperties: false` beside `allOf` forbids the properties that the parts of `allOf` declare: taken literally, no answer
// could ever be valid. What is meant is what the parts together leave undeclared. `nullable` is a word of OpenAPI 3.0 that says
// nothing in 3.1, and we never send a null anyway.
function mend(node) {
  if (Array.isArray(node)) {
    node.forEach(mend);
  } else if (node && typeof node === 'object') {
    if (node.allOf && node.additionalProperties === false) {
      delete node.additionalProperties;
      node.unevaluatedProperties = false;
    }

    if (typeof node.nullable === 'boolean') {
      delete node.nullable;
    }

    Object.values(node).forEach(mend);
  }

  return node;
}

// Where a document contradicts itself or a later one, and all are served at once. Each entry changes one place, and is printed.
const rulings = [
  {
    documents: ['Codat-Expenses', 'Codat-Sync-Expenses-v1'], schema: 'AccountMappingInfo', change: (schema) => { delete schema.additionalProperties; },
    why: 'the newest document adds nominalCode, fullyQualifiedCategory, isBankAccount and validFor; every SDK ignores what it does not know',
  },
  {
    documents: ['Codat-Expenses', 'Codat-Sync-Expenses-v1'], schema: 'AccountMappingInfo',
    change: (schema) => { delete schema.properties.validTransactionTypes.items.maxLength; },
    why: 'its list of transaction types holds words longer than the eight characters it allows',
  },
  {
    documents: ['Codat-Expenses'], schema: 'DataConnection', change: (schema) => { schema.properties.sourceType.enum.push('Expense', 'BankFeed'); },
    why: 'it describes the partner expense connection without the source type that such a connection has',
  },
  {
    documents: ['Codat-Expenses', 'Codat-Sync-Expenses-v1', 'Codat-Sync-Expenses'], schema: 'MappingOptions',
    change: (schema) => { schema.properties.asOfUtc = { type: 'string', format: 'date-time' }; },
    why: 'we add when the options were read; every SDK ignores what it does not know',
  },
];
const applied = [];

// A 204 has no body, whatever it refers to.
function emptyNoContent(name, document) {
  for (const item of Object.values(document.paths)) {
    for (const operation of verbs.map((verb) => item[verb]).filter((one) => one?.responses['204']?.$ref)) {
      applied.push(`${name} ${operation.operationId}: its 204 refers to the body of another status`);
      operation.responses['204'] = { description: 'No Content' };
    }
  }

  return document;
}

function rule(name, document) {
  for (const { documents, schema, change, why } of rulings.filter((ruling) => ruling.documents.includes(name))) {
    change(document.components.schemas[schema]);
    applied.push(`${name} ${schema}: ${why}`);
  }

  return document;
}

const escape = (part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

function operationsOf(file) {
  const name = basename(file, '.json');
  const document = mend(emptyNoContent(name, rule(name, JSON.parse(readFileSync(file)))));
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false, logger: false });
  addFormats(ajv);
  ajv.addSchema(document, name);
  return Object.entries(document.paths).flatMap(([path, item]) => verbs.filter((verb) => item[verb]).map((verb) => ({
    document: name, id: item[verb].operationId, verb, path, ajv, spec: item[verb],
    shared: document.components.responses ?? {},
    segments: path.split('/'),
    pointer: `${name}#/paths/${escape(path)}/${verb}/responses`,
    statuses: new Set(), refusals: new Set(), calls: 0,
  })));
}

function matches(operation, exchange) {
  const segments = exchange.path.split('?')[0].split('/');
  return operation.verb === exchange.method.toLowerCase() && segments.length === operation.segments.length
    && operation.segments.every((part, index) => part.startsWith('{') || part === segments[index]);
}

// A literal segment goes before a parameter, as in routing.
const generality = (operation) => operation.segments.filter((part) => part.startsWith('{')).length;

function note(operation, exchange, what) {
  violations.push(`${operation.document} ${operation.id}: ${exchange.method} ${exchange.path} ${exchange.status}: ${what} ${exchange.body.slice(0, 400)}`);
}

function schemaOf(operation, status) {
  const answer = operation.spec.responses[status];
  const pointer = answer?.$ref ? `${operation.document}${answer.$ref}` : `${operation.pointer}/${status}`;
  const response = answer?.$ref ? operation.shared[answer.$ref.split('/').at(-1)] : answer;
  return response?.content?.['application/json']?.schema === undefined
    ? undefined
    : operation.ajv.compile({ $ref: `${pointer}/content/application~1json/schema` });
}

function judge(operation, exchange) {
  const success = exchange.status < 400;
  // The frozen version lost the answer of this call (codat-contract T3); it is judged with the first version's document.
  const lost = operation.id === 'initiate-sync' && exchange.status === 202;
  if (success && !lost && !operation.spec.responses[exchange.status]) {
    note(operation, exchange, `success with a status that is not one of ${Object.keys(operation.spec.responses)}`);
    return;
  }

  const validate = schemaOf(operation, exchange.status) ?? (success ? undefined : schemaOf(operation, '404') ?? schemaOf(operation, '400'));
  if (!validate) {
    if (exchange.body.length > 0 && !lost) {
      note(operation, exchange, 'a body that the document does not have');
    }

    return;
  }

  if (exchange.body.length === 0) {
    note(operation, exchange, 'no body, though the document has one');
  } else if (!exchange.contentType.startsWith('application/json')) {
    note(operation, exchange, `content type '${exchange.contentType}'`);
  } else if (!validate(JSON.parse(exchange.body))) {
    note(operation, exchange, operation.ajv.errorsText(validate.errors, { separator: '; ' }));
  }
}

// What was sent and taken has to be as the document says; only ours is held to that, since others are served beside each other.
function judgeRequest(operation, exchange) {
  if (process.env.REQUESTS !== 'true' || exchange.status >= 400 || !exchange.request) {
    return;
  }

  if (operation.spec.requestBody?.content?.['application/json']?.schema === undefined) {
    note(operation, exchange, 'a request body that the document does not describe');
    return;
  }

  const pointer = `${operation.pointer.replace(/\/responses$/, '')}/requestBody/content/application~1json/schema`;
  const validate = operation.ajv.compile({ $ref: pointer });
  if (!validate(JSON.parse(exchange.request))) {
    note(operation, exchange, `request: ${operation.ajv.errorsText(validate.errors, { separator: '; ' })} ${exchange.request.slice(0, 300)}`);
  }
}

const operations = process.env.DOCUMENTS.split(':').flatMap(operationsOf);
const documents = [...new Set(operations.map((operation) => operation.document))];
for (const exchange of exchanges) {
  for (const document of documents) {
    const [operation] = operations.filter((one) => one.document === document && matches(one, exchange)).sort((a, b) => generality(a) - generality(b));
    if (!operation) {
      continue;
    }

    operation.calls++;
    operation.statuses.add(exchange.status);
    if (exchange.status === 405 || exchange.body.includes(notServed)) {
      operation.refusals.add('not built');
      continue;
    }

    if (exchange.status >= 400) {
      operation.refusals.add(`${exchange.status} ${exchange.body.slice(0, 300)}`);
    }

    judge(operation, exchange);
    judgeRequest(operation, exchange);
  }
}

const isCovered = (operation) => [...operation.statuses].some((status) => status < 400);
writeFileSync(process.argv[2], JSON.stringify({
  judged: exchanges.length,
  violations,
  rulings: applied,
  operations: operations.map((operation) => ({
    document: operation.document,
    operationId: operation.id,
    call: `${operation.verb.toUpperCase()} ${operation.path}`,
    covered: isCovered(operation),
    statuses: [...operation.statuses].sort(),
    documented: Object.keys(operation.spec.responses).filter((status) => /^\d+$/.test(status)).map(Number),
    why: isCovered(operation) ? '' : operation.calls === 0 ? 'not called' : [...operation.refusals].sort().at(-1),
  })),
}));
