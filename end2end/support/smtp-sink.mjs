// A real SMTP server that keeps what it gets; `GET /?to=` on the second port lists it. It knows nobody whose address begins
// with `gone-`; `GET /?refused=` says whether mail to them came.
import { createServer } from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const [smtpPort, httpPort] = process.argv.slice(2).map(Number);
const mails = [];
const refused = new Set();

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo({ address }, _session, done) {
    if (!address.startsWith('gone-')) return done();
    refused.add(address);
    done(Object.assign(new Error('5.1.1 No such mailbox here'), { responseCode: 550 }));
  },
  async onData(stream, session, done) {
    const mail = await simpleParser(stream);
    for (const recipient of session.envelope.rcptTo) {
      mails.push({ to: recipient.address, subject: mail.subject, text: mail.text });
    }
    done();
  },
});

createServer((request, response) => {
  const asked = new URL(request.url, 'http://localhost').searchParams;
  response.setHeader('content-type', 'application/json');
  const found = asked.has('refused')
    ? refused.has(asked.get('refused'))
    : mails.filter((mail) => mail.to === asked.get('to'));
  response.end(JSON.stringify(found));
}).listen(httpPort, '127.0.0.1');

smtp.listen(smtpPort, '127.0.0.1');
