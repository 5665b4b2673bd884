// Gives each delivery of the input file to the published libraries; prints what they say.
const fs = require('fs');
const { createRequire } = require('module');

const load = createRequire(process.env.MODULES + '/');
const libraries = { svix: load('svix').Webhook, standardwebhooks: load('standardwebhooks').Webhook };

const verdict = (library, secret, body, headers) => {
  try {
    new library(secret).verify(body, headers);
    return 'accepted';
  } catch (error) {
    return error.message;
  }
};

const deliveries = JSON.parse(fs.readFileSync(process.env.DELIVERIES, 'utf8'));
const verdicts = deliveries.map(({ secret, body, headers }) =>
  Object.fromEntries(Object.entries(libraries).map(([name, library]) => [name, verdict(library, secret, body, headers)])));
console.log(JSON.stringify(verdicts));
