// Sees what no page may do: write errors into the console, throw, or ask other hosts.
'use strict';
const service = new URL(process.env.SERVICE);

class Watch {
  /** @param allows statuses that a journey provokes; the browser writes each into the console. */
  constructor(context, allows) {
    this.allows = allows;
    this.problems = [];
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !this.isProvoked(message.text())) this.problems.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.problems.push(`thrown: ${error.error()}`));
    context.on('request', (request) => {
      const { host, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && host !== service.host && host !== new URL(process.env.PRODUCT).host) this.problems.push(`asked ${request.url()}`);
    });
    context.on('requestfailed', (request) => {
      // A page that is left gives up what it was loading.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.problems.push(`failed ${request.url()} ${request.failure()?.errorText}`);
    });
  }

  isProvoked(text) {
    return this.allows.some((status) => text.startsWith(`Failed to load resource: the server responded with a status of ${status} `));
  }

  check() {
    if (this.problems.length) throw new Error('The browser saw what no page may do.');
  }

  seen() {
    return this.problems.join('\n');
  }
}

module.exports = { Watch };
