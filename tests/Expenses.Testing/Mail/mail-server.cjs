// A real SMTP server (npm: smtp-server) for tests. Prints `PORT n`, then each mail it took as a line of JSON, and answers the
// sender when a line on standard input says that the mail was kept.
// OPTIONS: { port, user, password, key, cert, plain }. What it does with a mail follows from the recipient's name:
//   unknown…  refuses it for good (550)          busy…   refuses it twice, to be tried again (451)
//   silent…   never answers                      lost…   takes it and, the first time, loses the answer
const { SMTPServer } = require(`${process.env.MODULES}/smtp-server`);
const parser = require(`${process.env.MODULES}/postal-mime`);
const options = JSON.parse(process.env.OPTIONS);
const seen = new Map();
const unkept = [];

require('readline').createInterface({ input: process.stdin })
  .on('line', () => unkept.shift()())
  .on('close', () => process.exit(0));

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

function nth(address) {
  seen.set(address, (seen.get(address) ?? 0) + 1);
  return seen.get(address);
}

async function read(stream) {
  const parts = [];
  for await (const part of stream) {
    parts.push(part);
  }

  return Buffer.concat(parts);
}

const server = new SMTPServer({
  key: options.key,
  cert: options.cert,
  authOptional: !options.user,
  allowInsecureAuth: false,
  disabledCommands: options.plain ? ['STARTTLS', 'AUTH'] : [],
  closeTimeout: 100,
  onAuth: (auth, session, done) =>
    auth.username === options.user && auth.password === options.password
      ? done(null, { user: auth.username })
      : done(refusal(535, 'Wrong user or password')),
  onRcptTo: ({ address }, session, done) => {
    if (address.startsWith('unknown')) {
      return done(refusal(550, 'No such mailbox'));
    }

    return address.startsWith('busy') && nth(address) <= 2 ? done(refusal(451, 'Mailbox busy, try later')) : done();
  },
  onData: async (stream, session, done) => {
    const raw = await read(stream);
    const to = session.envelope.rcptTo.map((one) => one.address);
    if (to.some((address) => address.startsWith('silent'))) {
      return;
    }

    const mail = await (parser.default ?? parser).parse(raw);
    const kept = new Promise((done) => unkept.push(done));
    console.log(JSON.stringify({
      envelopeFrom: session.envelope.mailFrom.address,
      envelopeTo: to,
      secure: session.secure,
      user: session.user ?? '',
      messageId: mail.messageId,
      from: mail.from.address,
      to: mail.to.map((one) => one.address),
      subject: mail.subject,
      text: mail.text,
      headers: mail.headers.map((header) => [header.key, header.value]),
    }));
    await kept;
    if (to.some((address) => address.startsWith('lost') && nth(address) === 1)) {
      [...server.connections].find((connection) => connection.id === session.id)._socket.destroy();
      return;
    }

    done();
  },
});
server.on('error', (error) => console.error(`server: ${error.message}`));
server.listen(options.port ?? 0, '127.0.0.1', () => console.log(`PORT ${server.server.address().port}`));
